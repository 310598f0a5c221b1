"""What the money must always satisfy, checked over whole tables: run by `siqiao audit verify`."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import F, Q, Sum

from siqiao.core import audit
from siqiao.core.audit import Finding, register_proof
from siqiao.core.money import ZERO
from siqiao.funds.models import Gift, PlanLine, Purse, Transfer, TransferPart, Voucher

POSTED = Transfer.State.POSTED


@register_proof
def balances_follow_from_transfers() -> Iterator[Finding]:
    """Every balance is what came in less what went out; every reserve is what is pending."""
    came = _sums("target", state=POSTED)
    went = _sums("source", state=POSTED)
    waits = _sums("source", state=Transfer.State.PENDING)
    for purse in Purse.objects.order_by("pk").iterator():
        balance = came.get(purse.pk, ZERO) - went.get(purse.pk, ZERO)
        reserved = waits.get(purse.pk, ZERO)
        if (purse.balance, purse.reserved) != (balance, reserved):
            yield Finding(
                f"账户 {purse.code}（{purse.name}）",
                f"余额应为 {balance}、占用应为 {reserved}，现为 {purse.balance}、{purse.reserved}。",
            )


def _sums(side: str, **state: str) -> dict[int, Decimal]:
    rows = Transfer.objects.filter(**state).order_by()
    return dict(rows.values_list(side).annotate(total=Sum("amount")))


@register_proof
def parts_follow_from_transfers() -> Iterator[Finding]:
    """Every fen that left a purse came in by a lot; no lot gave more than it had."""
    given = dict(TransferPart.objects.order_by().values_list("lot").annotate(total=Sum("amount")))
    made = dict(TransferPart.objects.order_by().values_list("out").annotate(total=Sum("amount")))
    posted = Transfer.objects.filter(state=POSTED).select_related("source").order_by("pk")
    for transfer in posted.iterator(2000):
        if transfer.spent != given.get(transfer.pk, ZERO):
            yield Finding(
                f"流水 {transfer.number}", f"已支用应为 {given.get(transfer.pk, ZERO)}，现为 {transfer.spent}。"
            )
        if transfer.source.kind != Purse.Kind.SOURCE and made.get(transfer.pk, ZERO) != transfer.amount:
            yield Finding(
                f"流水 {transfer.number}", f"来源合计 {made.get(transfer.pk, ZERO)}，与金额 {transfer.amount} 不符。"
            )


@register_proof
def nothing_overdrawn() -> Iterator[Finding]:
    """Said again without the database's own constraint, which a hand at the table could have dropped."""
    below = Purse.objects.exclude(kind=Purse.Kind.SOURCE).filter(Q(balance__lt=F("reserved")) | Q(reserved__lt=0))
    for purse in below:
        yield Finding(f"账户 {purse.code}（{purse.name}）", f"余额 {purse.balance} 小于占用 {purse.reserved}。")


@register_proof
def everything_has_a_link() -> Iterator[Finding]:
    """A movement, paper, plan line or gift that nobody wrote through the house has no link in the chain."""
    for model in (Transfer, Voucher, PlanLine, Gift):
        known = audit.linked_keys(model._meta.label_lower)
        for record in model.objects.order_by("pk").only("pk").iterator(2000):
            if str(record.pk) not in known:
                yield Finding(f"{model._meta.verbose_name} {record.pk}", "审计链里没有它：不是通过程序写入的。")
