"""The asset register as a ledger. A household that owns an asset is shown only to people of the registry."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.scope import Scope
from siqiao.projects import selectors
from siqiao.projects.ledgers.reading import (
    Before,
    Values,
    given,
    household_of,
    organisation_of,
    project_of,
    region_of,
)  # fmt: skip
from siqiao.projects.models import Asset
from siqiao.projects.services import records
from siqiao.projects.services.assets import change_asset, register_asset, remove_asset

COLUMNS = ("code", "name", "asset_class", "original_value", "registered_on", "keeper", "upkeep_duty", "upkeep_yearly")


def hide_household(code: str) -> str:
    """What people without the registry's policy see of a household."""
    return str(_("（农户）"))


def _write(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Asset:
    columns = given(values, *COLUMNS)
    if values.get("owner_name"):
        columns |= {"owner": organisation_of(values, "owner_name")}
    if values.get("owner_household_code"):
        columns |= {"owner_household": household_of(values, "owner_household_code")}
    if existing is not None:
        columns.pop("code", None)
        return change_asset(existing, actor=scope.user, **columns)
    project = project_of(scope, values)
    region = region_of(scope, values) if values.get("region_code") else project.region
    columns.setdefault("registered_on", project.accepted_on or today)
    return register_asset(project, region=region, actor=scope.user, **columns)


def _undo(scope: Scope, asset: Any, before: Before) -> None:
    if before is None:
        remove_asset(asset, actor=scope.user)
    else:
        records.restore(asset, before, actor=scope.user, action="asset.changed")


register(
    Ledger(
        "assets",
        Asset,
        _("资产台账"),
        [
            Column("code", _("资产编号"), required=True, width=18, aliases=("编号", "资产编码")),
            Column("name", _("资产名称"), required=True, width=28, aliases=("名称",)),
            Column("asset_class", _("资产类别"), required=True, aliases=("类别", "资产类型")),
            Column("project.code", _("项目编号"), required=True, aliases=("形成项目编号", "项目代码")),
            Column("project.name", _("形成项目"), on_import=False, width=28),
            Column("original_value", _("原值"), unit=_("元"), required=True, width=18,
                   aliases=("资产原值", "原始价值")),
            Column("region.name", _("坐落地点"), on_import=False),
            Column("region.code", _("坐落地点（区划）"), kind="region", query="region_id", is_shown=False,
                   aliases=("坐落地点", "资产所在地", "所在村")),
            Column("owner.name", _("所有权人"), width=24, aliases=("产权归属", "所有权单位", "权属单位")),
            Column("owner_household.code", _("所有权农户"), mask=hide_household, clear_policy="registry.view",
                   query=None, kind="text", aliases=("户编号",)),
            Column("keeper", _("管护责任人"), width=24, aliases=("管护主体", "管护单位")),
            Column("upkeep_duty", _("管护职责"), width=30, is_shown=False),
            Column("upkeep_yearly", _("年管护经费"), unit=_("元"), is_shown=False),
            Column("state", _("状态"), on_import=False),
            Column("registered_on", _("登记日期"), aliases=("确权日期", "移交日期")),
            Column("inspected_on", _("最近巡查"), on_import=False),
            Column("disposed_on", _("处置日期"), on_import=False, is_shown=False),
            Column("disposal_number", _("处置批准文号"), on_import=False, is_shown=False),
            Column("disposal_value", _("处置收入"), unit=_("元"), on_import=False, is_shown=False),
        ],
        rows=selectors.assets,
        policy="assets.view",
        write_policy="assets.edit",
        order="code",
        filters=("asset_class", "state", "original_value", "registered_on", "inspected_on", "project", "region_id"),
        search=("code", "name", "project__name", "project__code", "owner__name"),
        key=("code",),
        find=lambda scope, values: selectors.assets(scope).filter(code=values["code"]).first(),
        write=_write,
        undo=_undo,
        page="asset",
        totals=("original_value",),
        about=_("项目形成的资产：是谁的、谁管护、现在怎样。"),
        empty=_("还没有资产。在项目的“资产”页登记，或导入资产台账。"),
        room="projects",
        sheet_aliases=("资产", "资产清单", "扶贫资产"),
    )
)  # fmt: skip
