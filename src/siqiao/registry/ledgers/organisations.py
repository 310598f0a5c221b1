"""The ledger of organisations of both sides."""

import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.models import Region
from siqiao.core.personal import mask_account, mask_phone
from siqiao.core.regions import region_anywhere
from siqiao.core.scope import Scope
from siqiao.registry.identity import tidy
from siqiao.registry.ledgers.cells import Values, columns_of
from siqiao.registry.ledgers.notice import synthetic_notice
from siqiao.registry.models import Organisation
from siqiao.registry.services import add_organisation, change_organisation, undo_organisation
from siqiao.registry.services.reveals import ORGANISATION_POLICY
from siqiao.registry.validation import refusal


def find(scope: Scope, values: Values) -> Organisation | None:
    """The organisation of a code, of a credit code, or the only one of a name."""
    if values.get("code"):
        return Organisation.objects.filter(code=values["code"]).first()
    if values.get("credit_code"):
        found = Organisation.objects.filter(credit_code=tidy(values["credit_code"])).first()
        if found is not None:
            return found
    named = list(Organisation.objects.filter(name=str(values.get("name") or "").strip())[:2])
    return named[0] if len(named) == 1 else None


def write(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Organisation:
    """Add an organisation, of the western county where no place is told, or change one."""
    columns: dict[str, Any] = columns_of(Organisation, values)
    if values.get("region_code"):
        given = values["region_code"]
        columns["region"] = given if isinstance(given, Region) else region_anywhere(str(given))
    if existing is not None:
        if not columns.get("code", "?"):
            del columns["code"]
        return change_organisation(scope, existing, **columns)
    for name, title in (("name", _("单位名称")), ("kind", _("类别")), ("side", _("所属方"))):
        if not columns.get(name):
            raise refusal(gettext("新登记的单位须填写{title}。").format(title=title), "needed", name)
    columns.setdefault("region", Region.objects.get(code=scope.county.ljust(12, "0")))
    return add_organisation(scope, **columns)


register(
    Ledger(
        "organisations",
        Organisation,
        _("单位名录"),
        [
            Column("code", _("单位编号"), note=_("留空则自动编号"), aliases=("编号",)),
            Column("name", _("单位名称"), required=True, width=32, aliases=("名称", "单位", "企业名称", "机构名称")),
            Column("kind", _("类别"), aliases=("单位类别", "单位性质", "类型")),
            Column("side", _("所属方"), width=8, note=_("东部或西部"), aliases=("东西部", "属地")),
            Column("region.name", _("所在地"), query=None, on_import=False),
            Column(
                "region.code",
                _("所在地区划代码"),
                kind="text",
                query="region_id",
                is_shown=False,
                note=_("区划代码或全国不重名的地名；留空为本县"),
                aliases=("所在地", "区划代码", "所在区县"),
            ),
            Column("credit_code", _("统一社会信用代码"), width=22, aliases=("信用代码", "社会信用代码")),
            Column("bank_name", _("开户银行"), width=24, is_shown=False, aliases=("开户行",)),
            Column(
                "account",
                _("银行账号"),
                kind="account",
                query=None,
                width=24,
                mask=mask_account,
                clear_policy=ORGANISATION_POLICY,
                is_shown=False,
                aliases=("账号", "收款账号"),
            ),
            Column("contact_post", _("联系岗位"), is_shown=False, aliases=("联系人岗位",)),
            Column(
                "contact_phone",
                _("联系电话"),
                kind="phone",
                query=None,
                mask=mask_phone,
                clear_policy=ORGANISATION_POLICY,
                is_shown=False,
                aliases=("电话", "联系方式"),
            ),
            Column("address", _("地址"), width=30, is_shown=False, aliases=("单位地址", "注册地址")),
            Column("note", _("说明"), width=24, is_shown=False, aliases=("备注",)),
            Column("is_active", _("在用"), width=8, is_shown=False),
        ],
        rows=lambda scope: Organisation.objects.select_related("region"),
        policy="organisations.view",
        write_policy="organisations.edit",
        order="code",
        filters=("kind", "side", "region_id", "is_active"),
        search=("~name", "code", "credit_code"),
        key=("name",),
        find=find,
        write=write,
        undo=undo_organisation,
        page="organisation",
        about=_("两地的部门、企业、合作社、村集体、学校、医院和捐赠方。联系到岗位，不写人名。"),
        empty=_("还没有单位。导入单位名录，或逐个登记。"),
        room="registry",
        notice=synthetic_notice,
        sheet_aliases=("单位", "企业", "名录"),
    )
)
