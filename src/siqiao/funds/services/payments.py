"""Payments out of a project's purse: one person makes, another checks; the paper is a voucher."""

import datetime
import unicodedata
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.funds.models import Purse, Transfer, Voucher, unreversed
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
    voucher_number, invoice_number = tidy_number(voucher_number), tidy_number(invoice_number)
    with transaction.atomic():
        _refuse_second_use(project_purse, payee_purse, invoice_number)
        _refuse_same_paper(project_purse, payee_purse, voucher_number, amount)
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


def _refuse_second_use(project_purse: Purse, payee_purse: Purse, invoice_number: str) -> None:
    """One invoice for two projects is what audit finds again and again (handbook, section 2).

    It may be paid in parts, but only to its own payee and out of one project.
    """
    if not invoice_number:
        return
    used = Transfer.objects.filter(voucher__invoice_number=invoice_number).exclude(state=Transfer.State.VOID)
    other = used.exclude(source=project_purse, target=payee_purse).select_related("source").first()
    if other is not None:
        text = _("发票 {invoice} 已在“{project}”的流水 {number} 中使用。").format(
            invoice=invoice_number, project=other.source.name, number=other.number
        )
        raise DomainError(text, code="invoice_twice", fields={"invoice_number": text})


def _refuse_same_paper(project_purse: Purse, payee_purse: Purse, voucher_number: str, amount: Decimal) -> None:
    """The same paper, payee and amount a second time is the same payment typed twice."""
    same = Transfer.objects.filter(source=project_purse, target=payee_purse, voucher__number=voucher_number)
    twin = same.filter(unreversed(), amount=amount).exclude(state=Transfer.State.VOID).first()
    if twin is not None:
        text = _("凭证 {voucher} 的这笔支付已登记为流水 {number}。").format(voucher=voucher_number, number=twin.number)
        raise DomainError(text, code="twice", fields={"voucher_number": text})


def tidy_number(number: str) -> str:
    """A paper's number as it is kept: no spaces, full-width digits made plain."""
    return unicodedata.normalize("NFKC", "".join(number.split()))


def check_payment(transfer: Transfer, checker: Any) -> Transfer:
    """The second person's yes: the money moves."""
    return transfers.post(transfer, checker=checker)


def refuse_payment(transfer: Transfer, checker: Any, *, reason: str) -> Transfer:
    """The second person's no, or the maker's own withdrawal: the reserve is released."""
    return transfers.void(transfer, checker=checker, reason=reason)


def refund(
    payment: Transfer,
    *,
    amount: Decimal,
    on: datetime.date,
    maker: Any,
    reason: str,
    voucher_number: str,
) -> Transfer:
    """A payee gives part of a payment back to the project's purse, out of the very fen it was paid.

    It waits for a second person: once posted, the money can be paid again. Raises DomainError (state, sum, date).
    """
    with transaction.atomic():
        audit.lock()  # two refunds at once see each other
        payment = Transfer.objects.select_related("source", "target").get(pk=payment.pk)
        if payment.kind != Transfer.Kind.PAYMENT or payment.state != Transfer.State.POSTED:
            raise DomainError(_("只有已入账的支付才能退款。"), code="wrong_state")
        if Transfer.objects.filter(reverses=payment).exclude(state=Transfer.State.VOID).exists():
            raise DomainError(_("流水 {number} 已经冲正，不能再退款。").format(number=payment.number), code="reversed")
        if on < payment.on:
            text = _("退款日期早于原支付的 {on}。").format(on=payment.on)
            raise DomainError(text, code="date", fields={"on": text})
        left = payment.amount - sum((t.amount for t in _refunds_of(payment)), Decimal(0))
        if amount > left:
            amounts = {"paid": f"{payment.amount:,.2f}", "left": f"{left:,.2f}"}
            text = _("原支付 {paid} 元，还可以退 {left} 元。").format(**amounts)
            raise DomainError(text, code="refund", fields={"amount": text})
        voucher = get_voucher(county=payment.county, number=voucher_number, kind=Voucher.Kind.SLIP, on=on, actor=maker)
        return transfers.draft(
            kind=Transfer.Kind.REFUND,
            source=payment.target,
            target=payment.source,
            amount=amount,
            on=on,
            maker=maker,
            voucher=voucher,
            note=reason,
            document_number=payment.number,
        )


def _refunds_of(payment: Transfer) -> "list[Transfer]":
    same = Transfer.objects.filter(kind=Transfer.Kind.REFUND, document_number=payment.number)
    return list(same.exclude(state=Transfer.State.VOID).filter(unreversed()))
