"""The treasury's Excel of receipts and payments, read as rows: its headings vary, its meaning does not."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from siqiao.core.errors import DomainError
from siqiao.core.money import ZERO
from siqiao.core.reading_words import said
from siqiao.funds.services.reconciliation import TreasuryRow
from siqiao.reading import tables, values
from siqiao.reading.values import UnreadableCell
from siqiao.reading.workbook import UnreadableFile

HEADINGS: dict[str, tuple[str, ...]] = {
    "on": ("记账日期", "交易日期", "入账日期", "日期", "支付日期"),
    "income": ("收入金额", "收入", "贷方金额", "贷方发生额", "贷方"),
    "outgo": ("支出金额", "支出", "借方金额", "借方发生额", "借方", "支付金额"),
    "counterparty": ("对方户名", "对方单位", "收付款单位", "收款人", "对方"),
    "voucher_number": ("凭证号", "凭证编号", "凭证号码", "支付凭证号"),
    "note": ("摘要", "用途", "附言"),
}


def read_statement(path: Path, name: str) -> list[TreasuryRow]:
    """Every line of a treasury's file. Raises DomainError for a file without the headings, or at an unreadable cell."""
    try:
        sheets = tables.read_file(path, name)
    except UnreadableFile as error:
        raise DomainError(said(error), code="file", fields={"file": said(error)}) from error
    for sheet in sheets:
        places = _places(sheet.headings)
        if "on" in places and {"income", "outgo"} & set(places):
            return _rows(sheet, places)
    text = _("没有认出国库明细的表头。需要“日期”和“收入”“支出”（或贷方、借方）这些列。")
    raise DomainError(text, code="headings", fields={"file": text})


def _places(headings: Sequence[str]) -> dict[str, int]:
    plain = [heading.split("（")[0].split("(")[0].strip() for heading in headings]
    return {
        column: plain.index(title) for column, titles in HEADINGS.items() for title in titles[::-1] if title in plain
    }


def _rows(sheet: tables.Sheet, places: Mapping[str, int]) -> list[TreasuryRow]:
    unit = Decimal(10_000) if any("万元" in heading for heading in sheet.headings) else Decimal(1)
    found, faults = [], []
    for number, cells in zip(sheet.row_numbers, sheet.rows, strict=True):
        try:
            found.append(_row(number, cells, places, unit))
        except UnreadableCell as error:
            faults.append(_("第 {n} 行：{why}").format(n=number, why=said(error)))
    if faults:
        raise DomainError("；".join(faults[:8]), code="rows", fields={"file": "；".join(faults[:8])})
    return found


def _row(number: int, cells: Sequence[Any], places: Mapping[str, int], unit: Decimal) -> TreasuryRow:
    def cell(column: str) -> Any:
        at = places.get(column)
        return cells[at] if at is not None and at < len(cells) else None

    def amount(column: str) -> Decimal:
        return ZERO if values.is_empty(cell(column)) else values.amount(cell(column), unit=unit)

    income, outgo = amount("income"), amount("outgo")
    if bool(income) == bool(outgo):
        raise UnreadableCell(_("收入和支出应有且只有一个金额。"))
    texts = {name: values.text(cell(name)) for name in ("counterparty", "voucher_number", "note")}
    return TreasuryRow(number, values.day(cell("on")), income, outgo, **texts)
