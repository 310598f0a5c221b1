"""Cells as values: what an office writes into a cell, read as what it means, or a sentence why it cannot be."""

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from siqiao.reading.capitals import amount_of
from siqiao.reading.sentences import Unreadable, _

WIDE = {ord("０") + digit: str(digit) for digit in range(10)} | {
    ord("．"): ".", ord("，"): ",", ord("－"): "-", ord("−"): "-", ord("％"): "%", ord("（"): "(", ord("）"): ")",
    ord("　"): " ", ord("／"): "/",
}  # fmt: skip
EMPTY = {"", "-", "--", "—", "——", "/", "\\", "无"}
FAULTS = {"#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
TRUE, FALSE = (
    {"是", "有", "√", "✓", "1", "true", "y", "yes", "对", "已"},
    {"否", "无", "×", "✗", "0", "false", "n", "no", "未"},
)
FIRST_YEAR, LAST_YEAR = 1900, 2100
EXCEL_EPOCH = datetime.date(1899, 12, 30)
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$")
MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
UNITS = {
    "元": Decimal(1),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "亿元": Decimal(100_000_000),
    "千元": Decimal(1000),
}
AMOUNT = re.compile(r"([-+]?\d+(?:\.\d+)?)(元|万元|万|亿元|千元)?")


class UnreadableCell(Unreadable):
    """What stands in the cell is not what its column holds: a sentence with what is wrong and how to write it."""


def text(cell: Any) -> str:
    """A cell's text without the spaces around it; a whole number without its “.0”.

    Raises UnreadableCell for a fault of Excel and for a formula that stands as text.
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    found = str(cell).strip()
    if found in FAULTS:
        raise UnreadableCell(_("单元格里是公式错误 {cell}，请在 Excel 中改正后再传。"), cell=found)
    if found.startswith("="):
        raise UnreadableCell(_("“{cell}”是公式文字，请改成它的结果。"), cell=found[:20])
    return found


def is_empty(cell: Any) -> bool:
    """Whether a cell says nothing."""
    return cell is None or str(cell).strip() in EMPTY


def amount(cell: Any, *, unit: Decimal = Decimal(1), may_be_negative: bool = False) -> Decimal:
    """An amount in yuan, exact to the fen. `unit` is what one of the column's units is in yuan.

    A unit written in the cell itself (“2200万元”) outweighs the column's.
    """
    found = text(cell).translate(WIDE).replace(",", "").replace(" ", "").removeprefix("¥").removeprefix("￥")
    matched = AMOUNT.fullmatch(found)
    if matched:
        value = _decimal(matched[1]) * UNITS.get(matched[2] or "", unit)
    else:
        value = _capital(found)
    value = _to_fen(value, cell)
    if value < 0 and not may_be_negative:
        raise UnreadableCell(_("金额不能是负数：{cell}。退款、冲正请单独登记。"), cell=text(cell))
    return value


def _capital(found: str) -> Decimal:
    try:
        return amount_of(found)
    except ValueError as error:
        raise UnreadableCell(_("“{cell}”不是金额，请填数字，如 1234567.80。"), cell=found[:20]) from error


def _to_fen(value: Decimal, cell: Any) -> Decimal:
    rounded = value.quantize(Decimal("0.01"))
    if isinstance(cell, float):
        if abs(value - rounded) > Decimal("0.0001") * max(Decimal(1), abs(value) / Decimal(10**6)):
            raise UnreadableCell(_("金额 {cell} 不是精确到分的数，请核对是否把“万元”填成了“元”。"), cell=cell)
    elif value != rounded:
        raise UnreadableCell(_("金额 {cell} 超过两位小数（分）。"), cell=cell)
    if abs(rounded) >= Decimal(10) ** 13:
        raise UnreadableCell(_("金额 {cell} 太大，请核对是否多写了零。"), cell=cell)
    return rounded


def _decimal(found: str) -> Decimal:
    try:
        return Decimal(found)
    except InvalidOperation as error:
        raise UnreadableCell(_("“{cell}”不是数字。"), cell=found[:20]) from error


def integer(cell: Any) -> int:
    """A whole number."""
    found = text(cell).translate(WIDE).replace(",", "")
    value = _decimal(found.removesuffix("年") if found.endswith("年") else found)
    if value != value.to_integral_value():
        raise UnreadableCell(_("“{cell}”不是整数。"), cell=found)
    return int(value)


def share(cell: Any) -> Decimal:
    """A share: 0.06, 6% and a bare 6 in a % column are written as 0.06."""
    found = text(cell).translate(WIDE)
    value = _decimal(found.removesuffix("%"))
    return value / 100 if found.endswith("%") or value > 1 else value


def boolean(cell: Any) -> bool:
    """Yes or no in the ways people tick it."""
    found = text(cell).lower()
    if found in TRUE:
        return True
    if found in FALSE:
        return False
    raise UnreadableCell(_("“{cell}”应填“是”或“否”。"), cell=found[:20])


def day(cell: Any) -> datetime.date:
    """A date: a date cell, 2023-09-04, 2023/9/4, 2023.9.4, 2023年9月4日, 20230904, or Excel's day number."""
    if isinstance(cell, datetime.datetime):
        return _sensible(cell.date(), cell)
    if isinstance(cell, datetime.date):
        return _sensible(cell, cell)
    found = CLOCK.sub("", text(cell).translate(WIDE)).replace(" ", "")
    matched = DAY.fullmatch(found)
    if matched:
        return _date(int(matched[1]), int(matched[2]), int(matched[3]), found)
    if found.isdigit() and len(found) == 8:
        return _date(int(found[:4]), int(found[4:6]), int(found[6:]), found)
    if found.isdigit() and len(found) == 5:
        return _sensible(EXCEL_EPOCH + datetime.timedelta(days=int(found)), found)
    raise UnreadableCell(_("“{cell}”不是日期，请写成 2023-09-04。"), cell=found[:20])


def month(cell: Any) -> datetime.date:
    """A month as its first day: 2023-09, 2023年9月, 202309, or any date in it."""
    found = text(cell).translate(WIDE).replace(" ", "")
    matched = MONTH.fullmatch(found)
    if matched:
        return _date(int(matched[1]), int(matched[2]), 1, found)
    if found.isdigit() and len(found) == 6:
        return _date(int(found[:4]), int(found[4:]), 1, found)
    return day(cell).replace(day=1)


def _date(year: int, month_number: int, day_number: int, found: str) -> datetime.date:
    try:
        return _sensible(datetime.date(year, month_number, day_number), found)
    except ValueError as error:
        if isinstance(error, UnreadableCell):
            raise
        raise UnreadableCell(_("“{cell}”不是日历上有的日期。"), cell=found) from error


def _sensible(found: datetime.date, cell: Any) -> datetime.date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UnreadableCell(_("日期 {cell} 的年份 {year:04d} 不合理，请核对。"), cell=cell, year=found.year)
    return found
