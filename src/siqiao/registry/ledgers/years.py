"""The ledger of household-years: income by source, spending, checks."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.personal import mask_name
from siqiao.core.scope import Scope
from siqiao.registry.ledgers.cells import Values, columns_of, household_of, require_household_of
from siqiao.registry.ledgers.notice import synthetic_notice
from siqiao.registry.models import HouseholdYear
from siqiao.registry.selectors.households import household_years
from siqiao.registry.services import record_year, undo_year

YUAN = _("元")


def find(scope: Scope, values: Values) -> HouseholdYear | None:
    household = household_of(scope, values)
    if household is None or not values.get("year"):
        return None
    return HouseholdYear.objects.filter(household=household, year=values["year"]).first()


def write(scope: Scope, values: Values, existing: Any, today: datetime.date) -> HouseholdYear:
    """Record a household's year, or correct the columns that the sheet has."""
    columns = {name: value for name, value in columns_of(HouseholdYear, values).items() if name != "year"}
    if columns.get("members", 1) is None or not values.get("members"):
        columns.pop("members", None)
    household = existing.household if existing is not None else require_household_of(scope, values)
    return record_year(scope, household, year=values["year"], **columns)


def _money(path: str, title: Any, *aliases: str, is_shown: bool = True) -> Column:
    return Column(path, title, unit=YUAN, width=16, aliases=aliases, is_shown=is_shown)


register(
    Ledger(
        "household_years",
        HouseholdYear,
        _("农户年度收入台账"),
        [
            Column(
                "household.code", _("户编号"), required=True, width=18, aliases=("户号", "家庭编号", "户编码", "户ID")
            ),
            Column("household.village.name", _("村"), width=12, query=None, on_import=False),
            Column(
                "household.village.code",
                _("所在村"),
                kind="region",
                query="household__village_id",
                on_import=False,
                is_shown=False,
            ),
            Column(
                "household.head_name",
                _("户主"),
                query=None,
                on_import=False,
                mask=mask_name,
                clear_policy="registry.reveal",
            ),
            Column("year", _("年度"), required=True, width=8, aliases=("年份", "收入年度")),
            Column(
                "members",
                _("家庭人口"),
                unit=_("人"),
                width=8,
                note=_("留空用户内现有人数"),
                aliases=("人口", "人口数", "家庭人口数"),
            ),
            _money("wages", _("工资性收入"), "务工收入", "工资收入"),
            _money("business_gross", _("生产经营总收入"), "生产经营性收入", "经营性收入", is_shown=False),
            _money("business_cost", _("生产经营支出"), "生产经营性支出", "经营性支出", is_shown=False),
            Column(
                "business",
                _("生产经营净收入"),
                kind="money",
                unit=YUAN,
                width=16,
                query=None,
                on_import=False,
                may_be_negative=True,
            ),
            _money("property_income", _("财产性收入"), "资产收益"),
            _money("transfer_income", _("转移性收入"), "政策性收入", "转移支付收入"),
            Column("income", _("家庭纯收入"), unit=YUAN, width=16, on_import=False, may_be_negative=True),
            Column("income_per_person", _("人均纯收入"), unit=YUAN, width=16, on_import=False, may_be_negative=True),
            _money("medical_spending", _("自付医疗支出"), "医疗支出", "自付医疗费用", is_shown=False),
            _money("schooling_spending", _("教育支出"), "上学支出", is_shown=False),
            _money("disaster_loss", _("灾害损失"), "因灾损失", is_shown=False),
            Column("food_and_clothing", _("不愁吃不愁穿"), is_shown=False, aliases=("两不愁",)),
            Column("schooling", _("义务教育"), is_shown=False, aliases=("义务教育有保障",)),
            Column("medical", _("基本医疗"), is_shown=False, aliases=("基本医疗有保障",)),
            Column("housing", _("住房安全"), is_shown=False, aliases=("住房安全有保障",)),
            Column("water", _("饮水安全"), is_shown=False, aliases=("饮水安全有保障",)),
            Column("checked_on", _("核查日期"), is_shown=False, aliases=("核查时间",)),
        ],
        rows=household_years,
        policy="registry.view",
        write_policy="registry.edit",
        order="-year",
        filters=(
            "year",
            "household__village_id",
            "income_per_person",
            "food_and_clothing",
            "schooling",
            "medical",
            "housing",
            "water",
        ),
        search=("household__code",),
        key=("household_code", "year"),
        find=find,
        write=write,
        undo=undo_year,
        page="household-year",
        totals=("income",),
        about=_("每户每年一行：四项收入、刚性支出、三保障和饮水核查。纯收入由程序算出。"),
        empty=_("还没有年度收入。先登记农户，再导入年度收入表。"),
        room="registry",
        notice=synthetic_notice,
        sheet_aliases=("年度收入", "收入", "收支", "家庭收入"),
    )
)
