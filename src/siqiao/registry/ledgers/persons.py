"""The ledger of persons: one line for each member of a household."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.personal import blind_index, mask_identity, mask_name
from siqiao.core.scope import Scope
from siqiao.registry.identity import tidy
from siqiao.registry.ledgers.cells import Values, columns_of, household_of, is_masked, require_household_of
from siqiao.registry.ledgers.notice import synthetic_notice
from siqiao.registry.models import Person
from siqiao.registry.selectors.households import persons
from siqiao.registry.services import add_person, change_person, undo_person

REVEAL = "registry.reveal"
MAKES_NO_CHANGE = ("code",)


def find(scope: Scope, values: Values) -> Person | None:
    """The living member of the household by code, by identity number, or by the full name."""
    household = household_of(scope, values)
    if household is None:
        return None
    living = Person.objects.filter(household=household, status=Person.Status.LIVING)
    code, number, name = (values.get(each) or "" for each in ("code", "identity", "name"))
    if code:
        return living.filter(code=code).first()
    if number and not is_masked(number):
        found = living.filter(identity_index=blind_index(tidy(number))).first()
        return found or living.filter(name=name, identity_index="").first()
    return living.filter(name=name).first() if name else None


def write(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Person:
    """Add a member to the row's household, or change one."""
    columns = columns_of(Person, values)
    for name in MAKES_NO_CHANGE:
        columns.pop(name, None)
    if existing is not None:
        return change_person(scope, existing, **columns)
    return add_person(scope, require_household_of(scope, values), **columns)


register(
    Ledger(
        "persons",
        Person,
        _("家庭成员台账"),
        [
            Column("code", _("人员编号"), width=20, note=_("留空则自动编号"), aliases=("人编号", "人员编码")),
            Column(
                "household.code", _("户编号"), required=True, width=18, aliases=("户号", "家庭编号", "户编码", "户ID")
            ),
            Column("village.name", _("村"), width=12, query=None, on_import=False),
            Column("village.code", _("所在村"), kind="region", query="village_id", on_import=False, is_shown=False),
            Column(
                "name",
                _("姓名"),
                required=True,
                mask=mask_name,
                clear_policy=REVEAL,
                aliases=("成员姓名", "家庭成员", "人员姓名"),
            ),
            Column(
                "identity",
                _("身份证号"),
                kind="identity",
                query=None,
                width=22,
                mask=mask_identity,
                clear_policy=REVEAL,
                note=_("由此得出性别和出生日期"),
                aliases=("身份证号码", "证件号码", "公民身份号码"),
            ),
            Column("relation", _("与户主关系"), required=True, aliases=("关系", "家庭关系")),
            Column("sex", _("性别"), width=8),
            Column("born_on", _("出生日期"), aliases=("出生年月日", "生日")),
            Column("nation", _("民族"), width=8, is_shown=False),
            Column("education", _("文化程度"), is_shown=False, aliases=("学历",)),
            Column("school_stage", _("在校学段"), aliases=("在校生状况", "在校情况")),
            Column("school_name", _("就读学校"), width=22, is_shown=False, aliases=("学校",)),
            Column("health", _("健康状况"), aliases=("身体状况",)),
            Column("disability_kind", _("残疾类别"), is_shown=False),
            Column("disability_grade", _("残疾等级"), is_shown=False, width=10),
            Column("labour", _("劳动能力"), aliases=("劳动技能", "劳动力类型")),
            Column(
                "has_medical_insurance",
                _("参加基本医保"),
                is_shown=False,
                aliases=("是否参加城乡居民基本医疗保险", "医保"),
            ),
            Column(
                "has_pension", _("参加养老保险"), is_shown=False, aliases=("是否参加城乡居民基本养老保险", "养老保险")
            ),
            Column("work_place", _("务工地区划代码"), is_shown=False, aliases=("务工地点", "务工区域")),
            Column("work_industry", _("务工行业"), is_shown=False),
            Column(
                "work_months", _("务工月数"), unit=_("月"), width=8, aliases=("务工时间", "务工时长", "务工时间（月）")
            ),
            Column("work_wage", _("月工资"), unit=_("元"), is_shown=False, aliases=("月收入", "务工月工资")),
            Column("work_found_by", _("就业途径"), is_shown=False, aliases=("就业渠道",)),
            Column("skills", _("技能与证书"), width=22, is_shown=False, aliases=("技能", "职业资格")),
            Column("status", _("状态"), on_import=False),
            Column("left_on", _("离户日期"), on_import=False, is_shown=False),
        ],
        rows=persons,
        policy="registry.view",
        write_policy="registry.edit",
        order="code",
        filters=("status", "village_id", "relation", "health", "labour", "school_stage", "work_months"),
        search=("code", "name"),
        key=("household_code", "name"),
        find=find,
        write=write,
        undo=undo_person,
        page="person",
        about=_("每人一行：家庭关系、上学、健康、劳动能力、务工。姓名和证件脱敏显示。"),
        empty=_("还没有家庭成员。先登记农户，再导入家庭成员表。"),
        room="registry",
        notice=synthetic_notice,
        sheet_aliases=("家庭成员", "人员", "人口", "成员信息"),
    )
)
