"""What can go wrong with money, in the words of the people who handle it."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.funds.models import Purse, Transfer


class Overdraft(DomainError):
    """A transfer would take more than a purse can give."""

    code = "overdraft"

    def __init__(self, purse: Purse, asked: Decimal) -> None:
        message = _(
            "“{purse}”余额不足：可用 {available} 元（余额 {balance} 元，待复核占用 {reserved} 元），要付 {asked} 元。"
        )
        text = message.format(
            purse=purse.name,
            available=f"{purse.available:,.2f}",
            balance=f"{purse.balance:,.2f}",
            reserved=f"{purse.reserved:,.2f}",
            asked=f"{asked:,.2f}",
        )
        super().__init__(text, fields={"amount": text})
        self.purse, self.asked = purse, asked


class AlreadySpent(DomainError):
    """Money that has moved on cannot be taken back from where it was."""

    code = "already_spent"

    def __init__(self, transfer: Transfer) -> None:
        text = _("流水 {number} 的资金已有 {spent} 元继续支付，不能全额冲正；请先冲正后面的流水。").format(
            number=transfer.number, spent=f"{transfer.spent:,.2f}"
        )
        super().__init__(text)
