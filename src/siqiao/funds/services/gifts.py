"""Gifts in money and in kind, and the ceremonies that hand them over."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.funds.models import Gift, GiftItem, HandOver, Purse
from siqiao.funds.models.purses import River
from siqiao.funds.services import programmes
from siqiao.funds.services.purses import source_purse
from siqiao.registry.models import Organisation


def pledge(
    *,
    county: str,
    code: str,
    giver: Organisation,
    kind: str,
    value: Decimal,
    pledged_on: datetime.date,
    actor: Any,
    items: Sequence[dict[str, Any]] = (),
    **values: Any,
) -> Gift:
    """A promised gift. Goods need their list; its sum is the value, to the fen."""
    if Gift.objects.filter(county=county, code=code).exists():
        text = _("捐赠编号“{code}”已经有了。").format(code=code)
        raise DomainError(text, code="gift_code", fields={"code": text})
    _require_items(kind, value, items)
    with transaction.atomic():
        gift = Gift(county=county, code=code, giver=giver, kind=kind, value=value, pledged_on=pledged_on, **values)
        gift.save(force_insert=True)
        GiftItem.objects.bulk_create(GiftItem(gift=gift, **item) for item in items)
        audit.record(actor, "gift.pledged", gift)
    return gift


def _require_items(kind: str, value: Decimal, items: Sequence[dict[str, Any]]) -> None:
    if value <= 0:
        raise DomainError(_("价值必须大于 0。"), fields={"value": _("价值必须大于 0。")})
    listed = sum((item["unit_price"] * item["quantity"] for item in items), Decimal(0))
    if kind == Gift.Kind.GOODS and listed != value:
        text = _("捐物清单合计 {listed} 元，与价值 {value} 元不符。").format(listed=listed, value=value)
        raise DomainError(text, code="gift_items", fields={"value": text})
    if kind == Gift.Kind.MONEY and items:
        raise DomainError(_("捐款没有捐物清单。"), code="gift_items")


def receive_gift(
    gift: Gift,
    *,
    actor: Any,
    on: datetime.date,
    receipt_number: str,
    target: Purse | None = None,
) -> Gift:
    """The gift has arrived: money moves from the giver's purse into `target`; goods are recorded as received."""
    if not receipt_number.strip():
        raise DomainError(_("请填收据号。"), fields={"receipt_number": _("请填收据号。")})
    with transaction.atomic():
        gift = _pledged(gift, _("这笔捐赠已不是认捐状态。"))
        with audit.change(actor, "gift.received", gift):
            if gift.kind == Gift.Kind.MONEY:
                gift.transfer = _move_money(gift, target, actor, on, receipt_number)
            gift.state, gift.receipt_number = Gift.State.RECEIVED, receipt_number
            gift.save()
    return gift


def _pledged(gift: Gift, refusal: Any) -> Gift:
    """The gift as it now stands, read after the lock, so that two receipts at once are one."""
    audit.lock()
    fresh = Gift.objects.select_for_update(of=("self",)).select_related("giver").get(pk=gift.pk)
    if fresh.state != Gift.State.PLEDGED:
        raise DomainError(refusal, code="wrong_state")
    return fresh


def _move_money(gift: Gift, target: Purse | None, actor: Any, on: datetime.date, receipt_number: str) -> Any:
    if target is None:
        raise DomainError(_("请选择捐款转入的账户。"), fields={"target": _("请选择捐款转入的账户。")})
    return programmes.receive(
        source=source_purse(gift.giver, river=River.SOCIAL, actor=actor),
        target=target,
        amount=gift.value,
        on=on,
        maker=actor,
        voucher_number=receipt_number,
        note=gift.intended_use,
    )


def withdraw_gift(gift: Gift, *, actor: Any, reason: str) -> Gift:
    """A pledge that will not come."""
    if not reason.strip():
        raise DomainError(_("请写明撤回原因。"), fields={"reason": _("请写明撤回原因。")})
    with transaction.atomic():
        gift = _pledged(gift, _("已接收的捐赠不能撤回。"))
        with audit.change(actor, "gift.withdrawn", gift, note=reason):
            gift.state = Gift.State.WITHDRAWN
            gift.save()
    return gift


def hold_hand_over(*, county: str, gifts: Sequence[Gift], actor: Any, **values: Any) -> HandOver:
    """A ceremony with the gifts handed over in it; its certificate is printed from the record."""
    if HandOver.objects.filter(county=county, number=values["number"]).exists():
        text = _("证书编号“{number}”已经有了。").format(number=values["number"])
        raise DomainError(text, code="hand_over_number", fields={"number": text})
    with transaction.atomic():
        ceremony = HandOver(county=county, **values)
        ceremony.save(force_insert=True)
        audit.record(actor, "hand_over.held", ceremony)
        for gift in gifts:
            _put_into(gift, ceremony, actor)
    return ceremony


def _put_into(gift: Gift, ceremony: HandOver, actor: Any) -> None:
    if gift.hand_over_id is not None or gift.state == Gift.State.WITHDRAWN:
        raise DomainError(
            _("捐赠 {code} 已撤回或已在另一次仪式中交接。").format(code=gift.code), code="gift_handed_over"
        )
    with audit.change(actor, "gift.handed_over", gift):
        gift.hand_over = ceremony
        gift.save()
