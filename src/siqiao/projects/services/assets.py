"""The asset register: entered with the money it came from, looked at, disposed of with an approval."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.core.money import ZERO, split, to_fen, yuan
from siqiao.funds.models import Transfer, unreversed
from siqiao.projects.models import Asset, AssetShare, Inspection, Project
from siqiao.projects.services import records

Share = tuple[str, str, Decimal]
"""River, source, amount in yuan."""


def register_asset(
    project: Project,
    *,
    code: str,
    name: str,
    asset_class: str,
    original_value: Decimal,
    region: Region,
    registered_on: datetime.date,
    actor: Any,
    shares: Iterable[Share] = (),
    **values: Any,
) -> Asset:
    """An asset with the shares of money that formed it; without shares they follow the project's allocations.

    `values`: owner or owner_household, keeper, upkeep_duty, upkeep_yearly. Raises DomainError (sum, code, class).
    """
    records.require_positive(original_value, "original_value")
    taken = _("资产编号“{code}”已经有了。").format(code=code)
    records.require_free(Asset.objects.filter(code=code), taken, "code")
    _require_owner(values)
    with transaction.atomic():
        asset = Asset(county=project.county, project=project, region=region)
        columns = {
            "code": code,
            "name": name,
            "asset_class": asset_class,
            "original_value": original_value,
            "registered_on": registered_on,
        }
        records.add(asset, values | columns, actor=actor, action="asset.registered")
        set_shares(asset, shares or shares_of_allocations(project, original_value), actor=actor)
    return asset


def _require_owner(values: dict[str, Any]) -> None:
    if values.get("owner") and values.get("owner_household"):
        text = _("所有权人是单位或农户中的一个，不能两个都填。")
        raise DomainError(text, code="owner", fields={"owner": text})


def shares_of_allocations(project: Project, value: Decimal) -> list[Share]:
    """A value parted by what each programme gave to the project, to the fen; empty where nothing came."""
    came = project.purse.incoming.filter(
        unreversed(), kind=Transfer.Kind.ALLOCATION, state=Transfer.State.POSTED
    ).order_by()
    rows = list(
        came.values_list("source__river", "source__name").annotate(total=Sum("amount")).order_by("source__name")
    )
    if not rows:
        return []
    parts = split(value, [to_fen(total) for _river, _name, total in rows])
    return [(river or "own", name, part) for (river, name, _total), part in zip(rows, parts, strict=True) if part]


def set_shares(asset: Asset, shares: Iterable[Share], *, actor: Any) -> None:
    """The money behind an asset. Raises DomainError where the shares do not add up to the original value."""
    rows = [AssetShare(county=asset.county, asset=asset, river=r, source=s, amount=a) for r, s, a in shares]
    total = sum((row.amount for row in rows), ZERO)
    if rows and total != asset.original_value:
        text = _("资金构成合计 {total} 元，与原值 {value} 元不符。").format(
            total=f"{total:,.2f}", value=f"{asset.original_value:,.2f}"
        )
        raise DomainError(text, code="shares", fields={"original_value": text})
    with transaction.atomic():
        for old in asset.shares.all():
            records.remove(old, actor=actor, action="asset.share_removed")
        for row in rows:
            row.save(force_insert=True)
            audit.record(actor, "asset.share_added", row)


def change_asset(asset: Asset, *, actor: Any, note: str = "", **values: Any) -> Asset:
    """Mend columns; another original value parts the shares anew in the same proportion."""
    if asset.disposed_on is not None:
        raise DomainError(_("资产已处置，不能修改。"), code="disposed")
    _require_owner({"owner": asset.owner, "owner_household": asset.owner_household} | values)
    with transaction.atomic():
        changed = records.change(asset, values, actor=actor, action="asset.changed", note=note)
        old = list(asset.shares.all())
        if changed.original_value != asset.original_value and old:
            parts = split(yuan(changed.original_value), [to_fen(yuan(share.amount)) for share in old])
            named = zip(old, parts, strict=True)
            set_shares(changed, [(s.river, s.source, part) for s, part in named if part], actor=actor)
    return changed


def remove_asset(asset: Asset, *, actor: Any) -> None:
    """Take back an asset that was entered by mistake: the undo of an import."""
    with transaction.atomic():
        for share in asset.shares.all():
            records.remove(share, actor=actor, action="asset.share_removed")
        records.remove(asset, actor=actor, action="asset.removed")


def inspect_asset(
    asset: Asset, *, on: datetime.date, found_state: str, finding: str, actor: Any, inspector: str = ""
) -> Inspection:
    """A look at an asset; the newest look sets its state. Disposal is a step of its own."""
    if asset.disposed_on is not None or found_state == Asset.State.DISPOSED:
        raise DomainError(
            _("处置要凭批准文号，请用“处置”。"), code="disposed", fields={"found_state": _("请用“处置”。")}
        )
    if on > timezone.localdate():
        raise DomainError(_("巡查日期还没有到。"), code="date", fields={"on": _("巡查日期还没有到。")})
    with transaction.atomic():
        look = Inspection(county=asset.county, asset=asset)
        values = {"on": on, "found_state": found_state, "finding": finding, "inspector": inspector or str(actor)}
        records.add(look, values, actor=actor, action="asset.inspected")
        locked = Asset.objects.select_for_update().get(pk=asset.pk)
        if locked.inspected_on is None or on >= locked.inspected_on:
            with audit.change(actor, "asset.state_found", locked):
                locked.inspected_on, locked.state = on, found_state
                locked.save()
    return look


def dispose_asset(
    asset: Asset, *, on: datetime.date, disposal_number: str, disposal_value: Decimal, actor: Any, note: str = ""
) -> Asset:
    """Sold, scrapped or given away under an approval; the proceeds belong to the owner."""
    if not disposal_number.strip():
        text = _("请填处置批准文号。")
        raise DomainError(text, code="disposal_number", fields={"disposal_number": text})
    records.require_order(asset.registered_on, on, _("处置日期不能早于登记日期。"), "on")
    with transaction.atomic():
        locked = Asset.objects.select_for_update().get(pk=asset.pk)
        if locked.disposed_on is not None:
            raise DomainError(_("资产已经处置过。"), code="disposed")
        with audit.change(actor, "asset.disposed", locked, note=note):
            locked.state, locked.disposed_on = Asset.State.DISPOSED, on
            locked.disposal_number, locked.disposal_value = disposal_number.strip(), disposal_value
            locked.save()
    return locked
