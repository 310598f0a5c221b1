"""The operations: who I am, ledgers with their rows, figures with their reasons, regions."""

import datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from siqiao.api.guard import get, require
from siqiao.core import indicator
from siqiao.core.ledger import Column, Ledger, find, ledgers
from siqiao.core.ledger_query import LedgerQuery
from siqiao.core.regions import within
from siqiao.core.scope import SIGNED_IN, Scope

REGIONS_MOST = 500


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


@get("me", SIGNED_IN)
def me(request: HttpRequest) -> dict[str, Any]:
    """The account, its county and its role."""
    scope = _scope(request)
    return {"username": scope.user.username, "role": scope.user.role, "county": scope.county, "prefix": scope.prefix}


@get("ledgers", SIGNED_IN)
def ledger_list(request: HttpRequest) -> list[dict[str, Any]]:
    """The ledgers that this person may see, with their columns."""
    scope = _scope(request)
    return [
        {
            "name": each.name,
            "title": str(each.title),
            "about": str(each.about),
            "columns": [_column(each, column) for column in each.columns],
        }
        for each in ledgers()
        if scope.may(each.policy)
    ]


def _column(ledger: Ledger, column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "title": str(column.title),
        "kind": ledger.kind_of(column),
        "unit": str(column.unit),
        "choices": {str(code): str(title) for code, title in ledger.choices_of(column).items()},
    }


@get("ledgers/{name}", SIGNED_IN)
def ledger_rows(request: HttpRequest, name: str) -> dict[str, Any]:
    """A page of a ledger's rows under the list's own filters, order and place; masked as in the list."""
    ledger = find(name)
    if ledger is None:
        raise Http404(name)
    require(request, ledger.policy)
    asked = LedgerQuery(ledger, _scope(request), request.GET)
    page = asked.page()
    following = f"/api/ledgers/{name}?{page.next}" if page.next else None
    rows = [{"id": row.pk} | {c.name: _plain(c.shown(row, None)) for c in asked.columns} for row in page.rows]
    return {"rows": rows, "next": following, "count": asked.count if asked.is_counted else None}


def _plain(value: Any) -> Any:
    """Money as text with two decimals, days as 2023-09-04."""
    if isinstance(value, Decimal):
        return f"{value:.2f}" if value == value.quantize(Decimal("0.01")) else str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float | list | dict) else str(value)


@get("indicators", SIGNED_IN)
def indicator_list(request: HttpRequest, year: int = 0) -> list[dict[str, Any]]:
    """The figures of a year that this person may see."""
    scope = _scope(request)
    return [_figure(scope, each, year) for each in indicator.indicators() if scope.may(each.policy)]


@get("indicators/{code}", SIGNED_IN)
def indicator_one(request: HttpRequest, code: str, year: int = 0) -> dict[str, Any]:
    """One figure with its formula and the numbers in it."""
    declared = indicator.find(code)
    if declared is None:
        raise Http404(code)
    require(request, declared.policy)
    return _figure(_scope(request), declared, year)


def _figure(scope: Scope, declared: indicator.Indicator, year: int) -> dict[str, Any]:
    year = year or timezone.localdate().year
    result = declared.compute(scope, year)
    return {
        "code": declared.code,
        "title": str(declared.title),
        "unit": str(declared.unit),
        "year": year,
        "value": _plain(result.value),
        "target": _plain(result.target),
        "formula": str(declared.formula),
        "inputs": [{"title": str(i.title), "value": _plain(i.value), "unit": str(i.unit)} for i in result.inputs],
    }


@get("regions", SIGNED_IN)
def regions(request: HttpRequest, within_code: str = "") -> list[dict[str, str]]:
    """A region and what lies below it, at most 500; the county worked in unless told."""
    code = within_code if within_code.isdigit() else _scope(request).county
    rows = within(code.ljust(12, "0")).order_by("code")[:REGIONS_MOST]
    return [{"code": row.code, "name": row.name, "level": row.level} for row in rows]
