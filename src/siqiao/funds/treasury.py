"""The treasury's Excel of receipts and payments, read as rows: its headings vary, its meaning does not."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from siqiao.core.errors import DomainError
from siqiao.core.ledger_reading import BRACKETS, unit_of
from siqiao.core.money import ZERO
from siqiao.core.reading_words import said
from siqiao.funds.services.reconciliation import TreasuryRow
from siqiao.reading import tables, values
from siqiao.reading.values import UnreadableCell
from siqiao.reading.workbook import UnreadableFile

AMOUNTS = ("income", "outgo")
SUMS = re.compile(
    r"(本|当)?(日|月|季|年|页|期)?(累计|合计|小计|总计|共计)|(收入|支出)合计"
    r"|(上年|上月|期初|上页).{0,2}(结转|余额)|承前页|过次页|期末余额|结转下年"
)
HEADINGS: dict[str, tuple[str, ...]] = {
    "on": ("记账日期", "交易日期", "入账日期", "日期", "支付日期", "交易时间", "记账时间"),
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
    seen = "、".join(heading for sheet in sheets for heading in sheet.headings if heading)[:120]
    text = _("没有认出国库明细的表头。需要“日期”和“收入”“支出”（或贷方、借方）这些列；文件里是：{seen}。").format(
        seen=seen
    )
    raise DomainError(text, code="headings", fields={"file": text})


def _places(headings: Sequence[str]) -> dict[str, int]:
    """Which column is which: by the heading without its unit, or by the lower line of one in two lines."""
    plain = [BRACKETS.sub("", heading).strip() for heading in headings]
    last = [heading.rsplit("/", 1)[-1] for heading in plain]
    places: dict[str, int] = {}
    for column, titles in HEADINGS.items():
        for title in titles[::-1]:
            at = next((line.index(title) for line in (plain, last) if title in line), None)
            if at is not None:
                places[column] = at
    return places


def _rows(sheet: tables.Sheet, places: Mapping[str, int]) -> list[TreasuryRow]:
    units = {name: unit_of(sheet.headings[places[name]], sheet.notes) for name in AMOUNTS if name in places}
    found, faults = [], []
    for number, cells in zip(sheet.row_numbers, sheet.rows, strict=True):
        try:
            row = _row(number, cells, places, units)
            if row is not None:
                found.append(row)
        except UnreadableCell as error:
            faults.append(_("第 {n} 行：{why}").format(n=number, why=said(error)))
    if faults:
        raise DomainError("\n".join(faults[:8]), code="rows", fields={"file": "\n".join(faults[:8])})
    return found


def _row(
    number: int, cells: Sequence[Any], places: Mapping[str, int], units: Mapping[str, Decimal]
) -> TreasuryRow | None:
    """One movement; None for a line of sums or a balance. What is written in red goes the other way."""

    def cell(column: str) -> Any:
        at = places.get(column)
        return cells[at] if at is not None and at < len(cells) else None

    def amount(column: str) -> Decimal:
        if values.is_empty(cell(column)):
            return ZERO
        return values.amount(cell(column), unit=units[column], may_be_negative=True)

    texts = {name: values.text(cell(name)) for name in ("counterparty", "voucher_number", "note")}
    if SUMS.match(texts["note"]) or SUMS.match(values.text(cell("on"))):
        return None
    income, outgo = amount("income"), amount("outgo")
    if not income and not outgo:
        return None
    income, outgo = (
        income - min(outgo, ZERO) if outgo < 0 else income,
        outgo - min(income, ZERO) if income < 0 else outgo,
    )
    income, outgo = max(income, ZERO), max(outgo, ZERO)
    if income and outgo:
        raise UnreadableCell(_("收入和支出只应有一个金额。"))
    return TreasuryRow(number, values.day(cell("on")), income, outgo, **texts)
