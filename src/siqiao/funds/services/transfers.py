"""The only way money moves: draft (reserves), post (a second person, or at once where none is asked), void, reverse."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.money import from_fen, to_fen, yuan
from siqiao.core.scope import prefix_q
from siqiao.funds import fifo
from siqiao.funds.errors import AlreadySpent, Overdraft
from siqiao.funds.models import Purse, Transfer, TransferPart, Voucher

K, P = Transfer.Kind, Purse.Kind
ROUTES: dict[str, set[tuple[str, str]]] = {
    K.RECEIPT: {(P.SOURCE, P.TREASURY), (P.SOURCE, P.PROGRAMME)},
    K.APPROPRIATION: {(P.TREASURY, P.PROGRAMME)},
    K.ALLOCATION: {(P.PROGRAMME, P.PROJECT)},
    K.PAYMENT: {(P.PROJECT, P.PAYEE)},
    K.REFUND: {(P.PAYEE, P.PROJECT)},
    K.RETURN: {(P.PROJECT, P.PROGRAMME), (P.PROGRAMME, P.TREASURY)},
    K.CARRY_OVER: {(P.PROGRAMME, P.PROGRAMME)},
    K.INCOME: {(P.SOURCE, P.PAYEE)},
    K.DIVIDEND: {(P.PAYEE, P.PAYEE)},
    K.DISTRIBUTION: {(P.PAYEE, P.PAYEE)},
}
"""Which kind of purse may pay which, by kind of transfer; a reversal goes the other way of what it reverses."""


TWO_PERSONS = {K.PAYMENT, K.REFUND}
Check = Callable[[Transfer], None]
_checks: list[Check] = []


def register_check(check: Check) -> Check:
    """A rule of a room above (no payment before approval …), asked before a transfer is drafted and posted.

    It raises DomainError; the money then stays where it is.
    """
    _checks.append(check)
    return check


def _ask_checks(transfer: Transfer) -> None:
    for check in _checks:
        check(transfer)


def draft(
    *,
    kind: str,
    source: Purse,
    target: Purse,
    amount: Decimal,
    on: datetime.date,
    maker: Any,
    voucher: Voucher | None = None,
    stage: str = "",
    document_number: str = "",
    note: str = "",
    reverses: Transfer | None = None,
) -> Transfer:
    """Write a pending transfer and reserve its money; someone else posts or voids it.

    Amount in yuan, exact to the fen. Raises Overdraft (purse, balance, asked), DomainError (route, amount, date).
    """
    _require_sense(kind, source, target, amount, on, reverses)
    with transaction.atomic():
        source, target = _lock(source, target)
        _reserve(source, amount)
        transfer = Transfer(
            county=source.county,
            number=_next_number(source.county, on),
            kind=kind,
            source=source,
            target=target,
            amount=yuan(amount),
            on=on,
            maker=maker,
            voucher=voucher,
            stage=stage,
            document_number=document_number,
            note=note,
            reverses=reverses,
        )
        _ask_checks(transfer)
        transfer.save(force_insert=True)
        audit.record(maker, f"{kind}.drafted", transfer)
    return transfer


def post(transfer: Transfer, *, checker: Any) -> Transfer:
    """Move the money of a pending transfer. Raises DomainError when it is not pending, or the checker made it."""
    if checker.pk == transfer.maker_id:
        raise DomainError(_("制单和复核必须是两个人。"), code="two_persons")
    return _post(transfer, checker=checker, actor=checker)


def move(**values: Any) -> Transfer:
    """Draft and post at once, for movements whose paper is made elsewhere (receipts, appropriations, imports).

    Payments never come this way: they need a checker.
    """
    if values["kind"] in TWO_PERSONS:
        raise DomainError(_("支付和退款必须先制单、再由另一人复核。"), code="two_persons")
    with transaction.atomic():
        return settle(draft(**values), actor=values["maker"])


def settle(transfer: Transfer, *, actor: Any) -> Transfer:
    """Post a pending transfer of a kind that needs no second person: the undo of an import."""
    if {transfer.kind, transfer.reverses.kind if transfer.reverses else ""} & TWO_PERSONS:
        raise DomainError(_("支付和退款必须先制单、再由另一人复核。"), code="two_persons")
    return _post(transfer, checker=None, actor=actor)


def void(transfer: Transfer, *, checker: Any, reason: str) -> Transfer:
    """Release the money of a pending transfer; the maker may withdraw it, a checker may refuse it."""
    if not reason.strip():
        raise DomainError(_("请写明作废原因。"), code="reason", fields={"reason": _("请写明作废原因。")})
    with transaction.atomic():
        source, _target = _lock(transfer.source, transfer.target)
        locked = _pending(transfer)
        with audit.change(checker, f"{locked.kind}.voided", locked, note=reason):
            locked.state, locked.void_reason = Transfer.State.VOID, reason
            locked.reverses = None  # what it was to reverse may be reversed by another; the log keeps the tie
            if checker.pk != locked.maker_id:
                locked.checker = checker
            locked.save()
        Purse.objects.filter(pk=source.pk).update(reserved=F("reserved") - to_fen(locked.amount))
    return locked


def reverse(transfer: Transfer, *, maker: Any, on: datetime.date, reason: str, checker: Any = None) -> Transfer:
    """Give a posted transfer's money back, out of the very fen that it brought. With a checker it is posted at once.

    Raises AlreadySpent when some of it has moved on, DomainError when it was reversed before.
    """
    transfer = Transfer.objects.get(pk=transfer.pk)  # what has been spent meanwhile counts
    if transfer.kind == K.REVERSAL:
        raise DomainError(_("冲正流水不能再冲正，请重新登记原来的业务。"), code="reversal")
    if transfer.state != Transfer.State.POSTED:
        raise DomainError(_("只有已入账的流水才能冲正。"), code="wrong_state")
    if Transfer.objects.filter(reverses=transfer).exclude(state=Transfer.State.VOID).exists():
        raise DomainError(_("流水 {number} 已经冲正过。").format(number=transfer.number), code="reversed")
    if transfer.spent:
        raise AlreadySpent(transfer)
    if on < transfer.on:
        text = _("冲正日期早于原流水的 {on}。").format(on=transfer.on)
        raise DomainError(text, code="date", fields={"on": text})
    if _waiting_refunds(transfer).exists():
        raise DomainError(
            _("流水 {number} 有退款待复核，请先处理退款。").format(number=transfer.number), code="refunds"
        )
    back = draft(
        kind=K.REVERSAL,
        source=transfer.target,
        target=transfer.source,
        amount=transfer.amount,
        on=on,
        maker=maker,
        note=reason,
        reverses=transfer,
    )
    return back if checker is None else post(back, checker=checker)


def _waiting_refunds(transfer: Transfer) -> "QuerySet[Transfer]":
    waiting = Transfer.objects.filter(kind=K.REFUND, state=Transfer.State.PENDING)
    return waiting.filter(document_number=transfer.number, source=transfer.target_id)


def _require_sense(
    kind: str, source: Purse, target: Purse, amount: Decimal, on: datetime.date, reverses: Transfer | None
) -> None:
    if amount <= 0:
        raise DomainError(_("金额必须大于 0。"), code="amount", fields={"amount": _("金额必须大于 0。")})
    if on.year < 2000 or on > timezone.localdate():
        text = _("日期 {on} 不合理：不能在今天以后，也不能太早。").format(on=on)
        raise DomainError(text, code="date", fields={"on": text})
    if source.county != target.county:
        raise DomainError(_("付款方与收款方不在同一个县的账上。"), code="county")
    if reverses is None and (source.kind, target.kind) not in ROUTES[kind]:
        text = _("“{kind}”不能从“{source}”到“{target}”。").format(
            kind=Transfer.Kind(kind).label, source=P(source.kind).label, target=P(target.kind).label
        )
        raise DomainError(text, code="route")


def _lock(source: Purse, target: Purse) -> tuple[Purse, Purse]:
    """Both purses, locked after the chain and in the order of their keys: writers never wait in a ring."""
    audit.lock()
    rows = Purse.objects.select_for_update().filter(pk__in=[source.pk, target.pk]).order_by("pk")
    locked = {row.pk: row for row in rows}
    return locked[source.pk], locked[target.pk]


def _reserve(source: Purse, amount: Decimal) -> None:
    if source.kind != P.SOURCE and source.available < amount:
        raise Overdraft(source, amount)
    try:
        with transaction.atomic():
            Purse.objects.filter(pk=source.pk).update(reserved=F("reserved") + to_fen(amount))
    except IntegrityError as error:  # the database's own word, should two writers ever slip past the lock
        raise Overdraft(source, amount) from error


def _next_number(county: str, on: datetime.date) -> str:
    """The next number of a county and year: 2022-0000123. Writers are serial: `_lock` holds the chain."""
    prefix = f"{on.year}-"
    last = (
        Transfer.objects.filter(prefix_q("number", prefix), county=county)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return f"{prefix}{int(last.split('-')[1]) + 1 if last else 1:07d}"


def _pending(transfer: Transfer) -> Transfer:
    locked = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if locked.state != Transfer.State.PENDING:
        raise DomainError(_("流水 {number} 已不是待复核状态。").format(number=locked.number), code="wrong_state")
    return locked


def _post(transfer: Transfer, *, checker: Any, actor: Any) -> Transfer:
    with transaction.atomic():
        source, target = _lock(transfer.source, transfer.target)
        locked = _pending(transfer)
        _ask_checks(locked)
        _link_lots(locked, source)
        with audit.change(actor, f"{locked.kind}.posted", locked):
            locked.state, locked.checker, locked.posted_at = Transfer.State.POSTED, checker, timezone.now()
            locked.lot_number = target.lots_received + 1
            locked.save()
        fen = to_fen(locked.amount)
        Purse.objects.filter(pk=source.pk).update(balance=F("balance") - fen, reserved=F("reserved") - fen)
        Purse.objects.filter(pk=target.pk).update(balance=F("balance") + fen, lots_received=F("lots_received") + 1)
    return locked


def _link_lots(transfer: Transfer, source: Purse) -> None:
    """Tie the outgoing fen to the lots they come from; a source has none, money begins there."""
    if source.kind == P.SOURCE:
        return
    open_lots = Transfer.objects.filter(target=source, lot_number__isnull=False, spent__lt=F("amount"))
    if transfer.reverses_id:
        open_lots = open_lots.filter(pk=transfer.reverses_id)
    elif transfer.kind == K.REFUND:
        open_lots = open_lots.filter(number=transfer.document_number, county=transfer.county)
    rows = open_lots.order_by("lot_number").values_list("pk", "amount", "spent").iterator(200)
    lots = (fifo.Lot(key, to_fen(amount), to_fen(spent)) for key, amount, spent in rows)
    try:
        parts = fifo.take(lots, to_fen(transfer.amount))
    except ValueError as error:
        raise AlreadySpent(transfer.reverses or transfer) from error
    TransferPart.objects.bulk_create(
        TransferPart(
            lot_id=part.lot,
            out=transfer,
            lot_from=from_fen(part.lot_from),
            out_from=from_fen(part.out_from),
            amount=from_fen(part.amount_fen),
        )
        for part in parts
    )
    for part in parts:
        Transfer.objects.filter(pk=part.lot).update(spent=F("spent") + part.amount_fen)
