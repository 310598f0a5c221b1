"""What a household's page shows, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from siqiao.core.chart import Drawing
from siqiao.core.evidence import evidence_of
from siqiao.core.history import Line, history_of
from siqiao.core.models import Attachment
from siqiao.core.money import WAN
from siqiao.core.scope import Scope
from siqiao.registry.models import Household, HouseholdYear, Person

SOURCES = (
    ("wages", _("工资性收入")),
    ("business", _("生产经营净收入")),
    ("property_income", _("财产性收入")),
    ("transfer_income", _("转移性收入")),
)
CHECKS = ("food_and_clothing", "schooling", "medical", "housing", "water")


@dataclass(frozen=True)
class CheckMark:
    """One of the checks with its word; `status` picks the shape beside it."""

    title: Any
    status: str
    word: Any


@dataclass(frozen=True)
class HouseholdPage:
    """A household with everything that its page shows."""

    household: Household
    members: Sequence[Person]
    left: Sequence[Person]
    years: Sequence[HouseholdYear]
    attachments: Sequence[Attachment]
    history: Sequence[Line]

    @property
    def latest(self) -> HouseholdYear | None:
        return self.years[0] if self.years else None

    @property
    def checks(self) -> list[CheckMark]:
        """The two assurances, three guarantees and water of the latest year."""
        year = self.latest or HouseholdYear()
        return [check_mark(year, name) for name in CHECKS]

    @property
    def drawing(self) -> Drawing:
        return draw_income(self.years)


def households(scope: Scope) -> "QuerySet[Household]":
    """The households of this sight, with their villages and townships."""
    return scope.narrow(Household.objects.select_related("village__parent"), "village_id")


def persons(scope: Scope) -> "QuerySet[Person]":
    """The persons of this sight, with household and village."""
    return scope.narrow(Person.objects.select_related("household", "village"), "village_id")


def household_years(scope: Scope) -> "QuerySet[HouseholdYear]":
    """The household-years of this sight."""
    return scope.narrow(HouseholdYear.objects.select_related("household__village"), "household__village_id")


def household_page(household: Household) -> HouseholdPage:
    """Family, years, files and history of a household; five queries whatever its size."""
    everyone = list(Person.objects.filter(household=household).order_by("code"))
    years = list(HouseholdYear.objects.filter(household=household).order_by("-year"))
    return HouseholdPage(
        household=household,
        members=sorted((p for p in everyone if p.is_living), key=lambda p: (not p.is_head, p.code)),
        left=[p for p in everyone if not p.is_living],
        years=years,
        attachments=list(evidence_of(household)),
        history=history_of([household], everyone, years),
    )


def check_mark(year: HouseholdYear, name: str) -> CheckMark:
    """One check of a year as a word."""
    field: Any = HouseholdYear._meta.get_field(name)
    return CheckMark(field.verbose_name, getattr(year, name), getattr(year, f"get_{name}_display")())


def draw_income(years: Sequence[HouseholdYear]) -> Drawing:
    """Income by source over the years, oldest first: stacked bars in yuan, and the same numbers as a table."""
    ordered = sorted(years, key=lambda row: row.year)
    rows = [[row.year, *[getattr(row, name) for name, _title in SOURCES], row.income] for row in ordered]
    titles = [str(title) for _name, title in SOURCES]
    option = {
        "tooltip": {"trigger": "axis"},
        "legend": {"data": titles, "bottom": 0},
        "grid": {"left": 60, "right": 12, "top": 24, "bottom": 48},
        "xAxis": {"type": "category", "data": [str(row.year) for row in ordered]},
        "yAxis": {"type": "value", "name": str(_("万元"))},
        "series": [
            {
                "name": title,
                "type": "bar",
                "stack": "income",
                "barMaxWidth": 40,
                "data": _in_wan(ordered, name),
            }
            for (name, _title), title in zip(SOURCES, titles, strict=True)
        ],
    }
    return Drawing([_("年度"), *titles, _("合计")], rows, option)


def _in_wan(years: Sequence[HouseholdYear], name: str) -> list[float]:
    """A source's amounts in 万元 for drawing only; the table keeps the exact yuan."""
    return [float(round(Decimal(getattr(row, name)) / WAN, 4)) for row in years]


def household_facts(household: Household) -> list[tuple[Any, Any]]:
    """Titles and values of how a household lives: house, water, road, land, animals, who helps."""
    facts = [
        (_("户类型"), household.get_type_display()),
        (_("监测类别"), household.get_monitored_as_display()),
        (_("风险原因"), household.risk_titles),
        (_("村民小组"), household.group_name),
        (_("登记日期"), household.registered_on),
        (_("房屋等级"), household.get_house_grade_display()),
        (_("住房面积"), f"{household.house_area} m²" if household.house_area else ""),
        (_("建房年份"), household.house_built_year or ""),
        (_("饮水"), household.get_water_display()),
        (_("入户路"), household.get_road_display()),
        (_("通电"), _yes_or_no(household.has_power)),
        (_("卫生厕所"), _yes_or_no(household.has_toilet)),
        (_("通网络"), _yes_or_no(household.has_network)),
        (_("耕地（亩）"), household.cultivated_mu),
        (_("林地（亩）"), household.forest_mu),
        (_("牛（头）"), household.cattle),
        (_("羊（只）"), household.sheep),
        (_("家禽（只）"), household.poultry),
        (_("帮扶单位"), household.helper_unit),
        (_("帮扶责任人岗位"), household.helper_post),
    ]
    return [*facts, (_("销户日期"), household.closed_on)] if household.closed_on else facts


def _yes_or_no(value: bool) -> Any:
    return _("是") if value else _("否")
