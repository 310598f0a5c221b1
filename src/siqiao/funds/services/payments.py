"""Payments out of a project's purse: one person makes, another checks; the paper is a voucher."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.funds.models import Purse, Transfer, Voucher
from siqiao.funds.services import transfers


def get_voucher(
    *, county: str, number: str, kind: str, on: datetime.date, actor: Any, invoice_number: str = ""
) -> Voucher:
    """The voucher of a number, written when it is new.

    Raises DomainError where the number stands with another date or invoice: two papers cannot share a number.
    """
    found = Voucher.objects.filter(county=county, number=number).first()
    if found is None:
        voucher = Voucher.objects.create(county=county, number=number, kind=kind, on=on, invoice_number=invoice_number)
        audit.record(actor, "voucher.written", voucher)
        return voucher
    if (found.kind, found.on, found.invoice_number) != (kind, on, invoice_number):
        text = _("凭证号 {number} 已用于 {on} 的另一张凭证，请核对。").format(number=number, on=found.on)
        raise DomainError(text, code="voucher_twice", fields={"voucher_number": text})
    return found


def draft_payment(
    project_purse: Purse,
    payee_purse: Purse,
    amount: Decimal,
    on: datetime.date,
    maker: Any,
    *,
    voucher_number: str,
    voucher_kind: str = Voucher.Kind.INVOICE,
    invoice_number: str = "",
    stage: str = "",
    note: str = "",
) -> Transfer:
    """Reserve a payment; it moves when `check_payment` posts it.

    Raises Overdraft, DomainError (state of the project, contract, voucher, an invoice already paid elsewhere).
    """
    with transaction.atomic():
        _refuse_second_use(project_purse, invoice_number)
        voucher = get_voucher(
            county=project_purse.county,
            number=voucher_number,
            kind=voucher_kind,
            on=on,
            actor=maker,
            invoice_number=invoice_number,
        )
        return transfers.draft(
            kind=Transfer.Kind.PAYMENT,
            source=project_purse,
            target=payee_purse,
            amount=amount,
            on=on,
            maker=maker,
            voucher=voucher,
            stage=stage,
            note=note,
        )


def _refuse_second_use(project_purse: Purse, invoice_number: str) -> None:
    """One invoice for two projects is what audit finds again and again (handbook, section 2)."""
    if not invoice_number:
        return
    used = Transfer.objects.filter(voucher__invoice_number=invoice_number).exclude(state=Transfer.State.VOID)
    other = used.exclude(source=project_purse).select_related("source").first()
    if other is not None:
        text = _("发票 {invoice} 已在“{project}”的流水 {number} 中使用。").format(
            invoice=invoice_number, project=other.source.name, number=other.number
        )
        raise DomainError(text, code="invoice_twice", fields={"invoice_number": text})


def check_payment(transfer: Transfer, checker: Any) -> Transfer:
    """The second person's yes: the money moves."""
    return transfers.post(transfer, checker=checker)


def refuse_payment(transfer: Transfer, checker: Any, *, reason: str) -> Transfer:
    """The second person's no, or the maker's own withdrawal: the reserve is released."""
    return transfers.void(transfer, checker=checker, reason=reason)


def refund(payment: Transfer, *, amount: Decimal, on: datetime.date, maker: Any, reason: str) -> Transfer:
    """A payee gives part of a payment back to the project's purse."""
    if payment.kind != Transfer.Kind.PAYMENT or payment.state != Transfer.State.POSTED:
        raise DomainError(_("只有已入账的支付才能退款。"), code="wrong_state")
    returned = sum((t.amount for t in _refunds_of(payment)), Decimal(0))
    if amount + returned > payment.amount:
        raise DomainError(
            _("退款合计 {total} 元超过原支付 {paid} 元。").format(total=amount + returned, paid=payment.amount)
        )
    return transfers.move(
        kind=Transfer.Kind.REFUND,
        source=payment.target,
        target=payment.source,
        amount=amount,
        on=on,
        maker=maker,
        note=reason,
        document_number=payment.number,
    )


def _refunds_of(payment: Transfer) -> "list[Transfer]":
    same = Transfer.objects.filter(kind=Transfer.Kind.REFUND, document_number=payment.number)
    return list(same.exclude(state=Transfer.State.VOID).filter(reversed_by=None))
