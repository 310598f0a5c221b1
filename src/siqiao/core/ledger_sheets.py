"""A ledger as a workbook: the empty template with a note and a drop-down on every column, and the export of rows."""

import datetime
import io
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siqiao.core.ledger import Column, Ledger
from siqiao.core.scope import Scope

FORMATS = {"money": "#,##0.00", "date": "yyyy-mm-dd", "month": "yyyy-mm", "percent": "0.00%", "integer": "0"}
TEXTS = ("text", "choice", "region", "identity", "phone", "account", "json")
TEMPLATE_ROWS = 2_000
BATCH = 2_000
KIND_NOTES = {
    "text": gettext_lazy("文字。"),
    "integer": gettext_lazy("整数。"),
    "money": gettext_lazy("金额，精确到分，只填数字。"),
    "date": gettext_lazy("日期，如 2023-09-04。"),
    "month": gettext_lazy("月份，如 2023-09。"),
    "boolean": gettext_lazy("填“是”或“否”。"),
    "choice": gettext_lazy("从下拉列表中选。"),
    "region": gettext_lazy("区划代码，或乡镇与村的名称。"),
    "percent": gettext_lazy("比例，如 6%。"),
    "identity": gettext_lazy("18 位身份证号，按文字填。"),
    "phone": gettext_lazy("电话号码，按文字填。"),
    "account": gettext_lazy("银行账号，按文字填。"),
    "json": gettext_lazy("多项用顿号隔开。"),
}


def template(ledger: Ledger) -> bytes:
    """An empty workbook for a ledger: headings with units, a note on each, drop-downs, and a page of explanations."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        columns = ledger.importable
        sheet = book.add_worksheet(_sheet_name(ledger))
        _write_headings(book, sheet, ledger, columns)
        for at, column in enumerate(columns):
            sheet.write_comment(0, at, _note(ledger, column), {"x_scale": 2})
            _validate(sheet, at, ledger, column)
        _write_explanations(book, ledger, columns)
    return out.getvalue()


def export(ledger: Ledger, scope: Scope) -> bytes:
    """Every row of a ledger in one sight, as a workbook whose headings an import understands."""
    out = io.BytesIO()
    write_rows(out, ledger, scope, ledger.rows(scope).order_by(ledger.order), list(ledger.columns))
    return out.getvalue()


def write_rows(
    out: io.BytesIO | Path,
    ledger: Ledger,
    scope: Scope,
    rows: Any,
    columns: Sequence[Column],
    report: Callable[[int], None] = lambda done: None,
) -> int:
    """Stream rows into a workbook, a batch in memory at a time; returns how many. Texts are never formulas.

    `report` is told the number of rows written after each batch.
    """
    target = str(out) if isinstance(out, Path) else out
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    done = 0
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(_sheet_name(ledger))
        _write_headings(book, sheet, ledger, columns)
        cells = _Cells(book, ledger, columns)
        for row in rows.iterator(BATCH) if hasattr(rows, "iterator") else rows:
            done += 1
            cells.write(sheet, done, [column.shown(row, scope) for column in columns])
            if done % BATCH == 0:
                report(done)
    return done


class _Cells:
    """Writes typed cells; formats and choice titles are looked up once."""

    def __init__(self, book: Any, ledger: Ledger, columns: Sequence[Column]) -> None:
        self.kinds = [ledger.kind_of(column) for column in columns]
        self.choices = [
            ledger.choices_of(column) if kind == "choice" else {}
            for column, kind in zip(columns, self.kinds, strict=True)
        ]
        self.formats = [book.add_format({"num_format": FORMATS.get(kind, "@")}) for kind in self.kinds]

    def write(self, sheet: Any, row_number: int, values: Iterable[Any]) -> None:
        for at, value in enumerate(values):
            if value is None or value == "":
                continue
            kind, style = self.kinds[at], self.formats[at]
            if isinstance(value, bool):
                sheet.write_string(row_number, at, _("是") if value else _("否"))
            elif kind in ("date", "month") and isinstance(value, datetime.date):
                sheet.write_datetime(row_number, at, datetime.datetime(value.year, value.month, value.day), style)
            elif kind not in TEXTS and isinstance(value, int | float | Decimal):
                sheet.write_number(row_number, at, value, style)
            else:
                sheet.write_string(row_number, at, str(self.choices[at].get(value, value)), style)


def write_table(out: io.BytesIO, title: str, headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    """Any table (a chart's, a comparison's) as a workbook."""
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_safe_sheet_name(title))
        bold, money = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": FORMATS["money"]})
        sheet.write_row(0, 0, [str(heading) for heading in headings], bold)
        sheet.set_column(0, max(len(headings) - 1, 0), 20)
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, Decimal):
                    sheet.write_number(at, place, value, money)
                elif value is not None:
                    sheet.write(at, place, value if isinstance(value, int | float) else str(value))


def _sheet_name(ledger: Ledger) -> str:
    return _safe_sheet_name(str(ledger.title))


def _safe_sheet_name(title: str) -> str:
    return "".join(character for character in title if character not in "[]:*?/\\")[:31] or "1"


def _write_headings(book: Any, sheet: Any, ledger: Ledger, columns: Sequence[Column]) -> None:
    plain = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EAF2F5", "text_wrap": True, "valign": "vcenter"})
    needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#CFE3EA", "text_wrap": True, "valign": "vcenter"})
    for at, column in enumerate(columns):
        style = book.add_format({"num_format": FORMATS.get(ledger.kind_of(column), "@")})
        sheet.set_column(at, at, column.width, style)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, ledger.heading(column), needed if column.required else plain)
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, 0, len(columns) - 1)


def _note(ledger: Ledger, column: Column) -> str:
    """What a column wants, in a sentence or two."""
    parts = [_("必填。") if column.required else _("可不填。"), str(KIND_NOTES[ledger.kind_of(column)])]
    if column.note:
        parts.append(str(column.note))
    return " ".join(part for part in parts if part)


def _validate(sheet: Any, at: int, ledger: Ledger, column: Column) -> None:
    """A drop-down for choices (Excel allows 255 characters in one)."""
    titles = (
        [_("是"), _("否")]
        if ledger.kind_of(column) == "boolean"
        else [str(t) for t in ledger.choices_of(column).values()]
    )
    if titles and len(",".join(titles)) <= 255:
        rule = {
            "validate": "list",
            "source": titles,
            "error_title": _("请从列表中选"),
            "error_message": "、".join(titles)[:255],
        }
        sheet.data_validation(1, at, TEMPLATE_ROWS, at, rule)


def _write_explanations(book: Any, ledger: Ledger, columns: Sequence[Column]) -> None:
    sheet = book.add_worksheet(_("填写说明"))
    bold, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 2, 50)
    sheet.write_row(0, 0, [_("栏目"), _("怎样填"), _("可以填的值")], bold)
    for at, column in enumerate(columns, start=1):
        choices = "、".join(str(title) for title in ledger.choices_of(column).values())
        sheet.write_row(at, 0, [ledger.heading(column), _note(ledger, column), choices], wrap)
