"""Parameters taken seriously: what a list page lays aside with a warning, a program is told with 400."""

import datetime

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import QueryDict
from django.utils.translation import gettext as _

from siqiao.cockpit.views import year_of
from siqiao.core.errors import DomainError
from siqiao.core.ledger import Ledger
from siqiao.core.ledger_filters import Filter
from siqiao.core.ledger_query import LedgerQuery, Page
from siqiao.core.scope import Request

FRAME = ("q", "order", "after", "show")


def parameters_of(each: Filter) -> list[str]:
    """The names by which a filter is asked in a query string."""
    return [each.name, f"{each.name}_from", f"{each.name}_to"] if each.kind == "span" else [each.name]


def unreadable(fields: dict[str, str]) -> DomainError:
    return DomainError(_("请求里有看不懂的参数。"), code="unreadable", fields=fields)


def ledger_page(ledger: Ledger, request: Request) -> tuple[LedgerQuery, Page]:
    """The query and its page of rows. DomainError names every parameter that is unknown or cannot be read."""
    asked = LedgerQuery(ledger, request.scope, request.GET)
    faults = _unknown(asked) | _unfit(asked)
    if faults:
        raise unreadable(faults)
    try:
        page = asked.page()
    except (ValueError, TypeError, ArithmeticError, ValidationError, DatabaseError) as error:
        if "after" not in request.GET:
            raise
        raise unreadable({"after": _("接着看的位置看不懂。")}) from error
    if request.GET.get("after") and page.is_first:
        raise unreadable({"after": _("接着看的位置看不懂。")})
    return asked, page


def _unknown(asked: LedgerQuery) -> dict[str, str]:
    known = {*FRAME, *(name for each, _given in asked.filters for name in parameters_of(each))}
    return {name: _("这本台账没有这个参数。") for name in asked.data if name not in known}


def _unfit(asked: LedgerQuery) -> dict[str, str]:
    """Parameters that the ledger knows, with values that it cannot use."""
    faults = {}
    for _each, given in asked.filters:
        for name, value in given.items():
            alone = QueryDict(mutable=True)
            alone[name] = value
            if _ignores(LedgerQuery(asked.ledger, asked.scope, alone)):
                faults[name] = _("这个筛选条件看不懂：{value}").format(value=value)
    if asked.data.get("order") and asked.order != asked.data["order"]:
        faults["order"] = _("不能按这一栏排序。")
    if any(name not in asked.ledger.by_name for name in asked.data.getlist("show")):
        faults["show"] = _("这本台账没有这一栏。")
    return faults


def _ignores(query: LedgerQuery) -> bool:
    _rows = query.rows  # a filter is read when its rows are asked for; the database is not
    return bool(query.ignored)


def year_asked(request: Request) -> int:
    """The year of the query string, else the one that the cockpit opens with."""
    text = request.GET.get("year", "").strip()
    if not text:
        return year_of(request)[0]
    is_year = text.isascii() and text.isdigit() and 1990 <= int(text[:5]) <= datetime.date.today().year + 10
    if not is_year:
        raise unreadable({"year": _("年度是四位数字，如 2023。")})
    return int(text)
