"""What a workbook's sheets hold, row by row: every row is given one of seven names, and none is left over."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from siqiao.reading.workbook import Row, open_workbook

ROW_KINDS = ("data", "title", "header", "subtotal", "blank", "note", "problem")
HEADER_WITHIN = 20  # rows from the top in which a header is looked for
HEADER_ROWS_MAX = 3
SUBTOTAL = re.compile(r"(本|当)?(日|月|季|年|页|期)?(合计|累计|小计|总计|共计)")
NOTE_WORDS = (
    "注：",
    "注:",
    "备注：",
    "说明",
    "填表",
    "填报",
    "制表",
    "审核",
    "单位：",
    "单位:",
    "负责人",
    "联系",
)
FAULTS = ("#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")


@dataclass
class Sheet:
    """One sheet: what each row is, the headings, and the rows of data."""

    name: str
    kinds: list[str]
    headings: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)  # of `rows`, counted from 1 as Excel does
    notes: list[str] = field(default_factory=list)  # titles and notes around the table

    @property
    def accounted(self) -> dict[str, int]:
        counts = Counter(self.kinds)
        return {kind: counts[kind] for kind in ROW_KINDS}


def read_file(path: Path, name: str = "") -> list[Sheet]:
    """Every sheet of a file, every row accounted for. Raises UnreadableFile for a file that is no table."""
    return [account(cells.name, cells.rows) for cells in open_workbook(path, name)]


def account(name: str, rows: Sequence[Row]) -> Sheet:
    """Give every row its name."""
    first, last = find_header(rows)
    kinds = [_kind(row, at, first, last) for at, row in enumerate(rows)]
    headings = join_headings(rows[first : last + 1]) if last >= first else []
    numbers = [at for at, kind in enumerate(kinds) if kind == "data"]
    data = [[_plain(cell) for cell in rows[at]] for at in numbers]
    around = [at for at, kind in enumerate(kinds) if kind in ("title", "note")]
    notes = ["".join(map(_text, rows[at])) for at in around]
    return Sheet(name, kinds, headings, data, [at + 1 for at in numbers], notes)


def find_header(rows: Sequence[Row]) -> tuple[int, int]:
    """First and last row of the header: the row with the most words, and those beside it that continue it.

    (0, -1) for a sheet without one.
    """
    top = rows[:HEADER_WITHIN]
    scores = [len(_words(row)) - len(_numbers(row)) for row in top]
    if not scores or max(scores) < 2:
        return 0, -1
    first = last = scores.index(max(scores))
    while first > 0 and last - first < HEADER_ROWS_MAX and _continues(top[first - 1]):
        first -= 1
    while last + 1 < len(top) and last - first < HEADER_ROWS_MAX and _is_lower_line(top[last + 1], top[last]):
        last += 1
    return first, last


def _continues(row: Row) -> bool:
    """A line of group headings above a header: two words or more, no number."""
    words = [word for word in _words(row) if not word.startswith(NOTE_WORDS)]
    return len(words) >= 2 and not _numbers(row)


def _is_lower_line(row: Row, above: Row) -> bool:
    """A second line of a header: words that stand only under gaps or beside merged cells of the first."""
    words, wide = len(_words(row)), len(_words(above))
    return 2 <= words < wide and not _numbers(row) and not _text(row[0] if row else "")


def join_headings(rows: Sequence[Row]) -> list[str]:
    """One heading a column; a merged group's words are carried to the columns under it."""
    width = max(len(row) for row in rows)
    lines = [[_text(row[at]) if at < len(row) else "" for at in range(width)] for row in rows]
    for line in lines[:-1]:
        for at in range(1, width):
            line[at] = line[at] or (line[at - 1] if lines[-1][at] else "")
    columns = ([line[at] for line in lines if line[at]] for at in range(width))
    return ["/".join(dict.fromkeys(parts)) for parts in columns]


def _kind(row: Row, at: int, first: int, last: int) -> str:
    words, numbers = _words(row), _numbers(row)
    if not words and not numbers:
        return "blank"
    if first <= at <= last:
        return "header"
    if any(word in FAULTS for word in words):
        return "problem"
    if any(SUBTOTAL.match(word.replace(" ", "")) for word in words[:2]):
        return "subtotal"
    if not numbers and len(words) <= 2 and any(word.startswith(NOTE_WORDS) for word in words):
        return "note"
    if at < first:
        return "title"
    if last >= first and len(words) + len(numbers) == 1 and words:
        return "note"
    return "data"


def _words(row: Row) -> list[str]:
    """Texts of a row that are no numbers; a merged title counts once."""
    return list(dict.fromkeys(text for text in map(_text, row) if text and not _is_number(text)))


def _numbers(row: Row) -> list[str]:
    return [text for text in map(_text, row) if text and _is_number(text)]


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace("，", "").removesuffix("%").lstrip("-−").replace(".", "", 1).isdigit()


def _text(cell: Any) -> str:
    return "".join(str(cell).split()) if cell is not None else ""


def _plain(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, str | int | float | bool) else str(cell)
