"""From plan to project: plan lines, receipts from the east, appropriation, allocation, return and carry-over."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.funds.models import PlanLine, Purse, Transfer, Voucher
from siqiao.funds.services import payments, transfers


def add_plan_line(*, county: str, actor: Any, **values: Any) -> PlanLine:
    """A line of the yearly plan. Raises DomainError at the field (amount, month, code)."""
    _require_plan(values)
    if PlanLine.objects.filter(county=county, code=values["code"]).exists():
        text = _("计划编号“{code}”已经有了。").format(code=values["code"])
        raise DomainError(text, code="plan_code", fields={"code": text})
    with transaction.atomic():
        line = PlanLine(county=county, **values)
        line.save(force_insert=True)
        audit.record(actor, "plan.added", line)
    return line


def change_plan_line(line: PlanLine, *, actor: Any, note: str = "", **values: Any) -> PlanLine:
    """An adjusted line; what it was stays in the audit log."""
    _require_plan(values)
    with transaction.atomic(), audit.change(actor, "plan.changed", line, note=note):
        for name, value in values.items():
            setattr(line, name, value)
        line.save()
    return line


def remove_plan_line(line: PlanLine, *, actor: Any) -> None:
    with transaction.atomic():
        audit.record(actor, "plan.removed", line, before=audit.snapshot(line), removed=True)
        line.delete()


def _require_plan(values: dict[str, Any]) -> None:
    if "amount" in values and values["amount"] <= 0:
        raise DomainError(_("计划金额必须大于 0。"), fields={"amount": _("计划金额必须大于 0。")})
    if "month" in values and not 1 <= values["month"] <= 12:
        raise DomainError(_("计划到位月份是 1 至 12。"), fields={"month": _("计划到位月份是 1 至 12。")})


def receive(
    *,
    source: Purse,
    target: Purse,
    amount: Decimal,
    on: datetime.date,
    maker: Any,
    voucher_number: str,
    document_number: str = "",
    note: str = "",
) -> Transfer:
    """Money of a source has arrived (到账), under a voucher of the receiving treasury."""
    with transaction.atomic():
        voucher = payments.get_voucher(
            county=target.county, number=voucher_number, kind=Voucher.Kind.ORDER, on=on, actor=maker
        )
        return transfers.move(
            kind=Transfer.Kind.RECEIPT,
            source=source,
            target=target,
            amount=amount,
            on=on,
            maker=maker,
            voucher=voucher,
            document_number=document_number,
            note=note,
        )


def appropriate(
    *,
    treasury: Purse,
    programme: Purse,
    amount: Decimal,
    on: datetime.date,
    maker: Any,
    document_number: str = "",
    note: str = "",
) -> Transfer:
    """From the treasury to a year's programme (下拨)."""
    return transfers.move(
        kind=Transfer.Kind.APPROPRIATION,
        source=treasury,
        target=programme,
        amount=amount,
        on=on,
        maker=maker,
        document_number=document_number,
        note=note,
    )


def allocate(
    *,
    programme: Purse,
    project: Purse,
    amount: Decimal,
    on: datetime.date,
    maker: Any,
    document_number: str,
    note: str = "",
) -> Transfer:
    """From a programme to a project's purse (下达), under the batch's document number."""
    if not document_number.strip():
        raise DomainError(_("请填下达文号。"), fields={"document_number": _("请填下达文号。")})
    return transfers.move(
        kind=Transfer.Kind.ALLOCATION,
        source=programme,
        target=project,
        amount=amount,
        on=on,
        maker=maker,
        document_number=document_number,
        note=note,
    )


def take_back(
    *, project: Purse, programme: Purse, amount: Decimal, on: datetime.date, maker: Any, reason: str
) -> Transfer:
    """What a project did not need goes back (结余收回)."""
    return transfers.move(
        kind=Transfer.Kind.RETURN, source=project, target=programme, amount=amount, on=on, maker=maker, note=reason
    )


def carry_over(
    *, programme: Purse, following: Purse, amount: Decimal, on: datetime.date, maker: Any, reason: str
) -> Transfer:
    """What is left of a year's programme goes into the next year's (结转)."""
    if programme.year is None or following.year is None or following.year <= programme.year:
        raise DomainError(_("结转只能从较早年度转入以后年度。"), code="carry_over_year")
    return transfers.move(
        kind=Transfer.Kind.CARRY_OVER,
        source=programme,
        target=following,
        amount=amount,
        on=on,
        maker=maker,
        note=reason,
    )
