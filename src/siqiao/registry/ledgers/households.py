"""The ledger of households. A new one comes with its head, whose identity number tells birth and sex."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.personal import mask_account, mask_identity, mask_name, mask_phone
from siqiao.core.scope import Scope
from siqiao.registry.identity import tidy
from siqiao.registry.ledgers.cells import Values, columns_of, is_masked, region_of
from siqiao.registry.ledgers.notice import synthetic_notice
from siqiao.registry.models import Household, Person
from siqiao.registry.models.households import RISK_CAUSES
from siqiao.registry.selectors.households import households
from siqiao.registry.services import change_household, move_household, register_household, undo_household
from siqiao.registry.validation import refusal

REVEAL = "registry.reveal"
SEPARATORS = str.maketrans(dict.fromkeys(",，;；/ \u3000", "、"))


def rows(scope: Scope) -> "QuerySet[Household]":
    """Households of this sight, each with the identity number of its living head."""
    heads = Person.objects.filter(household=OuterRef("pk"), relation=Person.Relation.HEAD, status="living")
    return households(scope).annotate(head_identity=Subquery(heads.values("identity")[:1]))


def find(scope: Scope, values: Values) -> Household | None:
    code = str(values.get("code") or "").strip()
    return rows(scope).filter(code=code).first() if code else None


def write(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Household:
    """Register a household with its head, or change (and where the village differs, move) one."""
    columns = columns_of(Household, values)
    if "risk_titles" in values:
        columns["risk_causes"] = causes_of(values["risk_titles"] or "")
    if existing is None:
        return _register(scope, values, columns, today)
    _require_same_head(values, existing)
    village = region_of(scope, values["village_code"]) if values.get("village_code") else existing.village
    if village.pk != existing.village_id:
        group = columns.get("group_name", "")
        reason = gettext("导入的表中所在村已变更")
        existing = move_household(scope, existing, village=village, reason=reason, group_name=group)
    return change_household(scope, existing, **columns)


def _register(scope: Scope, values: Values, columns: Mapping[str, Any], today: datetime.date) -> Household:
    for name, title in (("village_code", _("所在村")), ("head_name", _("户主姓名"))):
        if not values.get(name) or is_masked(values[name]):
            raise refusal(gettext("新登记的户须填写{title}。").format(title=title), "needed", name)
    head = {"name": values["head_name"], "identity": values.get("head_identity") or ""}
    village = region_of(scope, values["village_code"])
    return register_household(scope, village=village, head=head, **{"registered_on": today, **columns})


def _require_same_head(values: Values, existing: Any) -> None:
    """A sheet that names another head than the register is not silently passed over."""
    for name in ("head_name", "head_identity"):
        given, held = tidy(values.get(name) or ""), tidy(getattr(existing, name) or "")
        if given and held and not is_masked(given) and given != held:
            raise refusal(gettext("户主与台账不一致；更换户主或更正证件请在农户页办理。"), "head", name)


def causes_of(text: str) -> list[str]:
    """Codes of the causes of risk that a cell names: 因病、因学."""
    with override("zh-hans"):  # sheets are in Chinese, whatever language the clerk reads
        codes = {str(title): code for code, title in RISK_CAUSES.items()} | {code: code for code in RISK_CAUSES}
    found = []
    for word in filter(None, text.translate(SEPARATORS).split("、")):
        code = codes.get(word) or codes.get(f"因{word}")
        if code is None:
            message = gettext("没有风险原因“{word}”；可填：{known}。")
            known = "、".join(str(title) for title in RISK_CAUSES.values())
            raise refusal(message.format(word=word, known=known), "risk_unknown", "risk_titles")
        found.append(code)
    return found


register(
    Ledger(
        "households",
        Household,
        _("农户台账"),
        [
            Column("code", _("户编号"), required=True, width=18, aliases=("户号", "家庭编号", "户编码", "户ID")),
            Column("village.parent.name", _("乡镇"), width=12, query=None, on_import=False),
            Column("village.name", _("村"), width=12, query=None, on_import=False),
            Column(
                "village.code",
                _("所在村"),
                kind="region",
                required=True,
                query="village_id",
                is_shown=False,
                note=_("村名、乡镇加村名，或 12 位区划代码"),
                aliases=("行政村", "村名", "村（社区）", "所在行政村", "村委会", "区划代码"),
            ),
            Column("group_name", _("村民小组"), width=10, aliases=("组", "小组", "自然村", "社（组）")),
            Column(
                "head_name",
                _("户主姓名"),
                required=True,
                mask=mask_name,
                clear_policy=REVEAL,
                note=_("户主以后在成员中更换，不从这里改"),
                aliases=("户主", "姓名", "户主名称"),
            ),
            Column(
                "head_identity",
                _("户主身份证号"),
                kind="identity",
                query=None,
                width=22,
                mask=mask_identity,
                clear_policy=REVEAL,
                is_shown=False,
                note=_("新登记的户由此得出户主的出生日期和性别"),
                aliases=("身份证号", "身份证号码", "户主证件号码", "证件号码", "公民身份号码"),
            ),
            Column("size", _("人口数"), unit=_("人"), on_import=False, width=8),
            Column("type", _("户类型"), width=12, aliases=("类型", "农户类型", "户属性", "贫困户属性")),
            Column("monitored_as", _("监测类别"), aliases=("监测对象类别", "监测对象类型")),
            Column(
                "risk_titles",
                _("风险原因"),
                kind="text",
                query=None,
                width=18,
                note=_("多个用顿号分开，如 因病、因学"),
                aliases=("致贫原因", "主要致贫原因", "返贫风险", "致贫返贫风险"),
            ),
            Column(
                "phone",
                _("联系电话"),
                kind="phone",
                query=None,
                mask=mask_phone,
                clear_policy=REVEAL,
                aliases=("电话", "手机", "手机号", "手机号码", "联系方式"),
            ),
            Column(
                "account",
                _("银行账号"),
                kind="account",
                query=None,
                width=24,
                mask=mask_account,
                clear_policy=REVEAL,
                is_shown=False,
                aliases=("银行卡号", "一卡通账号", "社保卡账号", "账号"),
            ),
            Column("registered_on", _("登记日期"), is_shown=False, aliases=("建档日期", "识别时间")),
            Column("house_grade", _("房屋等级"), aliases=("住房等级", "鉴定等级", "房屋安全等级")),
            Column("house_area", _("住房面积"), unit="m²", is_shown=False, aliases=("住房面积（平方米）",)),
            Column("house_built_year", _("建房年份"), is_shown=False, aliases=("建造年份", "建房时间")),
            Column("water", _("饮水"), is_shown=False, aliases=("饮水方式", "饮水情况")),
            Column("road", _("入户路"), is_shown=False, aliases=("入户路类型", "入户道路")),
            Column("has_power", _("通电"), is_shown=False, aliases=("是否通电", "是否通生活用电")),
            Column("has_toilet", _("卫生厕所"), is_shown=False, aliases=("是否有卫生厕所",)),
            Column("has_network", _("通网络"), is_shown=False, aliases=("是否通宽带", "是否通网络")),
            Column("cultivated_mu", _("耕地"), unit=_("亩"), is_shown=False, aliases=("耕地面积", "耕地面积（亩）")),
            Column("forest_mu", _("林地"), unit=_("亩"), is_shown=False, aliases=("林地面积", "林地面积（亩）")),
            Column("cattle", _("牛"), unit=_("头"), is_shown=False, width=8, aliases=("养牛", "牛存栏")),
            Column("sheep", _("羊"), unit=_("只"), is_shown=False, width=8, aliases=("养羊", "羊存栏")),
            Column("poultry", _("家禽"), unit=_("只"), is_shown=False, width=8, aliases=("鸡", "禽存栏")),
            Column("helper_unit", _("帮扶单位"), width=24, is_shown=False, aliases=("结对单位",)),
            Column("helper_post", _("帮扶责任人岗位"), width=20, is_shown=False, aliases=("帮扶责任人", "帮扶干部")),
            Column("closed_on", _("销户日期"), on_import=False, is_shown=False),
        ],
        rows=rows,
        policy="registry.view",
        write_policy="registry.edit",
        order="code",
        filters=("village_id", "type", "monitored_as", "house_grade", "water", "size"),
        search=("code", "head_name"),
        key=("code",),
        find=find,
        write=write,
        undo=undo_household,
        page="household",
        about=_("每户一行：住在哪里、登记为什么类型、住房和水电路现状。姓名、证件、电话、账号脱敏显示。"),
        empty=_("还没有农户。导入农户台账，或逐户登记。"),
        room="registry",
        notice=synthetic_notice,
        sheet_aliases=("农户", "户台账", "脱贫户", "监测对象", "户信息"),
    )
)
