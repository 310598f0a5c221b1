"""Ledgers: which there are, and their rows — the list page's filters, order, search and masks, as JSON."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from siqiao.api.asked import ledger_page, parameters_of
from siqiao.api.endpoint import AFTER, Parameter, endpoint
from siqiao.api.plain import plain
from siqiao.core.ledger import Column, Ledger, find, ledgers
from siqiao.core.ledger_filters import Filter, filters_of
from siqiao.core.ledger_query import PAGE_ROWS
from siqiao.core.scope import SIGNED_IN, Request, refuse_unless


class Choice(Schema):
    """A value of a choice column and how people read it."""

    code: str
    title: str


class ColumnShape(Schema):
    """One column; `order` is what the parameter of that name takes, empty where it cannot be sorted by."""

    name: str
    title: str
    kind: str
    unit: str
    choices: list[Choice]
    order: str
    is_masked: bool
    is_shown: bool


class FilterShape(Schema):
    """One way to narrow a ledger, with its names in the query string."""

    title: str
    kind: str
    parameters: list[str]
    choices: list[Choice]


class LedgerShape(Schema):
    """A ledger that this account may see; `rows` is the address of its rows."""

    name: str
    title: str
    about: str
    room: str
    order: str
    rows: str
    columns: list[ColumnShape]
    filters: list[FilterShape]


class Ledgers(Schema):
    """All of them."""

    ledgers: list[LedgerShape]


class Rows(Schema):
    """One page of rows: `id` and the columns by name. `next` is the address of the following page, null at the end."""

    ledger: str
    page_rows: int
    rows: list[dict[str, Any]]
    next: str | None


@endpoint(
    "GET",
    "/ledgers",
    name="ledgers",
    policy=SIGNED_IN,
    title=_("台账目录"),
    about=_("当前账号能看的台账：栏目、单位、可选值和筛选参数。"),
    response=Ledgers,
)
def ledger_list(request: Request) -> dict[str, Any]:
    return {"ledgers": [_described(each) for each in ledgers() if request.scope.may(each.policy)]}


@endpoint(
    "GET",
    "/ledgers/{name}",
    name="ledger-rows",
    policy=SIGNED_IN,
    title=_("台账的行"),
    about=_("与列表页相同的筛选、排序、查找和脱敏；金额是两位小数的字符串，日期是 ISO 格式。另需这本台账自己的权限。"),
    parameters=(
        Parameter("q", _("查找的文字。")),
        Parameter("order", _("排序的栏目，前加“-”为倒序；取值见台账目录的 order。")),
        Parameter("show", _("要看的栏目名，可写多个；不写则为默认栏目。")),
        AFTER,
        Parameter("<filter>", _("筛选参数随台账而不同，见台账目录的 filters。")),
    ),
    response=Rows,
)
def ledger_rows(request: Request, name: str) -> dict[str, Any]:
    ledger = find(name)
    if ledger is None:
        raise Http404(gettext("没有这本台账。"))
    refuse_unless(request, ledger.policy)
    asked, page = ledger_page(ledger, request)
    kinds = [(column, ledger.kind_of(column)) for column in asked.columns]
    return {
        "ledger": ledger.name,
        "page_rows": PAGE_ROWS,
        "rows": [{"id": row.pk} | _values(kinds, row) for row in page.rows],
        "next": f"{request.path}?{page.next}" if page.next else None,
    }


def _values(kinds: list[tuple[Column, str]], row: Any) -> dict[str, Any]:
    """A row's columns, masked for everybody as in lists: a reveal or an export is logged, a read is not."""
    return {column.name: plain(column.shown(row, None), kind) for column, kind in kinds}


def _described(ledger: Ledger) -> dict[str, Any]:
    return {
        "name": ledger.name,
        "title": str(ledger.title),
        "about": str(ledger.about),
        "room": ledger.room,
        "order": ledger.order,
        "rows": reverse("api:ledger-rows", args=[ledger.name]),
        "columns": [_column(ledger, column) for column in ledger.columns],
        "filters": [_filter(each) for each in filters_of(ledger)],
    }


def _column(ledger: Ledger, column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "title": str(column.title),
        "kind": ledger.kind_of(column),
        "unit": str(column.unit),
        "choices": _choices(ledger.choices_of(column).items()),
        "order": column.query_path or "",
        "is_masked": column.mask is not None,
        "is_shown": column.is_shown,
    }


def _filter(each: Filter) -> dict[str, Any]:
    return {
        "title": str(each.title),
        "kind": each.kind,
        "parameters": parameters_of(each),
        "choices": _choices(each.choices),
    }


def _choices(pairs: Any) -> list[dict[str, str]]:
    return [{"code": str(code), "title": str(title)} for code, title in pairs]
