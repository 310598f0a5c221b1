"""Figures of the registry."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from siqiao.core.indicator import Indicator, Input, Result, Source, register
from siqiao.core.scope import Scope
from siqiao.registry.models import Household
from siqiao.registry.selectors.counts import counts, median_income

TREND_YEARS = 5
ALL_HOUSEHOLDS = Source("households", {})
FORMERLY_POOR = Source("households", {"type": Household.Type.FORMERLY_POOR})


def households_registered(scope: Scope, year: int) -> Result:
    """Open households of the registry as it stands, by type."""
    total, _persons, by_type = counts(scope)
    inputs = tuple(
        Input(title, by_type.get(kind, 0), _("户"), Source("households", {"type": kind}))
        for kind, title in Household.Type.choices
    )
    return Result(total, inputs, ALL_HOUSEHOLDS)


def persons_registered(scope: Scope, year: int) -> Result:
    """Living members of open households as the registry stands."""
    households, persons, _by_type = counts(scope)
    inputs = (Input(_("农户"), households, _("户"), ALL_HOUSEHOLDS),)
    return Result(persons, inputs, Source("persons", {"status": "living"}))


def formerly_poor_share(scope: Scope, year: int) -> Result:
    """Formerly poor households of all, as a share."""
    total, _persons, by_type = counts(scope)
    poor = by_type.get(Household.Type.FORMERLY_POOR, 0)
    inputs = (
        Input(_("脱贫户"), poor, _("户"), FORMERLY_POOR),
        Input(_("全部农户"), total, _("户"), ALL_HOUSEHOLDS),
    )
    return Result(Decimal(poor) / total if total else None, inputs, FORMERLY_POOR)


def median_income_per_person(scope: Scope, year: int) -> Result:
    """The middle household's income per person in a year, with the years before it."""
    value, count = median_income(scope, year)
    rows = Source("household_years", {"year": str(year)})
    before = [(past, median_income(scope, past)[0]) for past in range(year - TREND_YEARS + 1, year)]
    trend = tuple((past, amount) for past, amount in [*before, (year, value)] if amount is not None)
    return Result(value, (Input(_("有收入登记的农户"), count, _("户"), rows),), rows, trend=trend)


def _declare(
    code: str,
    title: object,
    unit: object,
    formula: object,
    compute: Callable[[Scope, int], Result],
    order: int,
) -> None:
    register(
        Indicator(
            code,
            title,
            unit,
            "registry",
            formula,
            compute,
            policy="cockpit.view",
            order=order,
            on_cockpit=order == 1,
        )
    )


_declare("REG01", _("已登记农户"), _("户"), _("户内还有人的农户数"), households_registered, 1)
_declare("REG02", _("已登记人口"), _("人"), _("在户的家庭成员数"), persons_registered, 2)
_declare("REG03", _("脱贫户占比"), "%", _("脱贫户 ÷ 全部农户"), formerly_poor_share, 3)
_declare(
    "REG04",
    _("人均纯收入中位数"),
    "元",
    _("当年各户人均纯收入由低到高排列，居中一户的数"),
    median_income_per_person,
    4,
)
