"""Tables of the money: purses and transfers, plan, gifts, statements of the treasury."""

from siqiao.funds.models.gifts import Gift, GiftItem, HandOver
from siqiao.funds.models.plans import PlanLine
from siqiao.funds.models.purses import Purse
from siqiao.funds.models.statements import Statement, StatementLine
from siqiao.funds.models.transfers import Transfer, TransferPart, Voucher, unreversed

__all__ = [
    "Gift",
    "GiftItem",
    "HandOver",
    "PlanLine",
    "Purse",
    "Statement",
    "StatementLine",
    "Transfer",
    "TransferPart",
    "Voucher",
    "unreversed",
]
