"""The body of a list as HTML. It is written here and not in a template: 500 cells take a template ten times as long."""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from siqiao.core.ledger import Column, Ledger

NUMBERS = ("money", "integer", "percent")
NOTHING = '<span class="nothing">—</span>'
Reader = Callable[[Any], Any]


def body_of(ledger: Ledger, columns: Sequence[Column], rows: Sequence[Any]) -> SafeString:
    """`<tr>…</tr>` of every row; values masked as for everybody, the first cell a link to the record's page."""
    cells = [_cell_of(ledger, column) for column in columns]
    link = _link_of(ledger)
    return SafeString("".join(_row(row, cells, link) for row in rows))


def _row(row: Any, cells: Sequence[Callable[[Any], tuple[str, str]]], link: Callable[[Any], str] | None) -> str:
    parts = ["<tr>"]
    for at, cell in enumerate(cells):
        opening, text = cell(row)
        if at == 0 and link is not None:
            text = f'<a href="{link(row)}">{text}</a>'
        parts.append(f"{opening}{text}</td>")
    parts.append("</tr>")
    return "".join(parts)


def _link_of(ledger: Ledger) -> Callable[[Any], str] | None:
    """The address of a record: worked out once with a mark for the key, which is then put in its place."""
    if not ledger.page:
        return None
    before, after = reverse(ledger.page, args=[987654321]).split("987654321")
    return lambda row: f"{before}{row.pk}{after}"


def _cell_of(ledger: Ledger, column: Column) -> Callable[[Any], tuple[str, str]]:
    """A function from a row to its cell: the opening tag and the text."""
    kind = ledger.kind_of(column)
    opening = f'<td class="cell-{kind}{" num" if kind in NUMBERS else ""}">'
    show, read = _shower(ledger, column, kind), _reader(column)

    def cell(row: Any) -> tuple[str, str]:
        value = read(row)
        return opening, NOTHING if value is None or value == "" or value == [] else show(value)

    return cell


def _reader(column: Column) -> Reader:
    """The column's value in a row, masked."""
    if column.mask is not None or "." in column.path:
        return lambda row: column.shown(row, None)
    name = column.path

    def read(row: Any) -> Any:
        value = getattr(row, name)
        return value() if callable(value) else value

    return read


def _shower(ledger: Ledger, column: Column, kind: str) -> Callable[[Any], str]:
    """A value of the column as text that is safe to stand in a page."""
    if kind == "choice":
        titles = {str(code): escape(str(title)) for code, title in ledger.choices_of(column).items()}
        return lambda value: titles.get(str(value), escape(str(value)))
    return {"money": _money, "percent": _percent, "boolean": _boolean, "json": _several}.get(kind, _text)


def _money(value: Any) -> str:
    return f"{value:,.2f}" if isinstance(value, Decimal) else escape(str(value))


def _percent(value: Any) -> str:
    return f"{value:.1%}"


def _boolean(value: Any) -> str:
    return _("是") if value else _("否")


def _several(value: Any) -> str:
    return escape("、".join(str(each) for each in value) if isinstance(value, list) else str(value))


def _text(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return escape(str(value))
