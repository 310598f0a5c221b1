"""Indicators: each figure of a year with its formula, the numbers that went into it, and the rows behind them."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from siqiao.api.asked import year_asked
from siqiao.api.endpoint import YEAR, endpoint
from siqiao.api.plain import figure
from siqiao.core import indicator
from siqiao.core.indicator import Indicator, Input, Source
from siqiao.core.kept import kept
from siqiao.core.ledger import find as find_ledger
from siqiao.core.ledger_query import parameters
from siqiao.core.scope import Request, Scope, refuse_unless


class InputShape(Schema):
    """One number in a figure; `rows` is the address of its rows, null where there is none for this account."""

    title: str
    value: Any
    unit: str
    rows: str | None


class YearValue(Schema):
    """A figure of an earlier year."""

    year: int
    value: Any


class IndicatorShape(Schema):
    """A figure of a year. Money is a string in yuan; a share a string between 0 and 1; null: nothing to compute."""

    code: str
    title: str
    unit: str
    room: str
    formula: str
    year: int
    value: Any
    target: Any
    inputs: list[InputShape]
    trend: list[YearValue]
    rows: str | None


class Indicators(Schema):
    """The figures of one year."""

    year: int
    indicators: list[IndicatorShape]


@endpoint(
    "GET",
    "/indicators",
    name="indicators",
    policy="cockpit.view",
    title=_("一年的指标"),
    about=_("当前账号能看的每个指标：数值、公式、组成它的数。金额以元计，比例是 0 到 1 的小数。"),
    parameters=(YEAR,),
    response=Indicators,
)
def indicator_list(request: Request) -> dict[str, Any]:
    year, scope = year_asked(request), request.scope
    chosen = [each for each in indicator.indicators() if scope.may(each.policy)]
    found = kept(scope, f"api-indicators:{year}", lambda: [_described(scope, each, year) for each in chosen])
    return {"year": year, "indicators": found}


@endpoint(
    "GET",
    "/indicators/{code}",
    name="indicator",
    policy="cockpit.view",
    title=_("一个指标"),
    about=_("这个数怎么算出来：公式、每个组成数和它背后的行。另需这个指标自己的权限。"),
    parameters=(YEAR,),
    response=IndicatorShape,
)
def indicator_one(request: Request, code: str) -> dict[str, Any]:
    declared = indicator.find(code)
    if declared is None:
        raise Http404(gettext("没有这个指标。"))
    refuse_unless(request, declared.policy)
    return _described(request.scope, declared, year_asked(request))


def _described(scope: Scope, declared: Indicator, year: int) -> dict[str, Any]:
    result = declared.compute(scope, year)
    return {
        "code": declared.code,
        "title": str(declared.title),
        "unit": str(declared.unit),
        "room": declared.room,
        "formula": str(declared.formula),
        "year": year,
        "value": figure(result.value, declared.unit),
        "target": figure(result.target, declared.unit),
        "inputs": [_input(scope, each) for each in result.inputs],
        "trend": [{"year": at, "value": figure(value, declared.unit)} for at, value in result.trend],
        "rows": _rows(scope, result.source),
    }


def _input(scope: Scope, given: Input) -> dict[str, Any]:
    return {
        "title": str(given.title),
        "value": figure(given.value, given.unit),
        "unit": str(given.unit),
        "rows": _rows(scope, given.source),
    }


def _rows(scope: Scope, source: Source | None) -> str | None:
    """The address of the rows behind a figure; nothing where this account may not see them."""
    ledger = find_ledger(source.ledger) if source else None
    if source is None or ledger is None or not scope.may(ledger.policy):
        return None
    return f"{reverse('api:ledger-rows', args=[ledger.name])}?{parameters(source.query).urlencode()}"
