"""A file's rows as a ledger understands them: which sheet, which column is which, each cell typed or told why not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from siqiao.core.errors import DomainError
from siqiao.core.ledger import Column, Ledger
from siqiao.core.reading_words import said
from siqiao.core.region_codes import prefix_of
from siqiao.core.regions import find_region
from siqiao.core.scope import Scope
from siqiao.reading import tables, values
from siqiao.reading.values import UnreadableCell
from siqiao.reading.workbook import UnreadableFile

MONEY_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "千元": Decimal(1_000), "亿元": Decimal(10**8)}
LANGUAGES = ("zh-hans", "en")  # a file is read alike, whatever language its reader works in
BRACKETS = re.compile(r"[（(\[【].*?[）)\]】]")
UNIT_NOTE = re.compile(r"(?:金额)?单位[:：]?(万元|千元|亿元|元)")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell (or, without a column, with the row): where, and a sentence how to mend it."""

    sheet: str
    row_number: int
    column: str  # the column's name; empty for the whole row
    title: str
    message: str
    place: int | None = None  # the cell's column in the file, counted from 0


@dataclass
class ReadRow:
    """One row of data: values by column name for the columns that the file has, and what is wrong with it."""

    sheet: str
    row_number: int
    values: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    places: Mapping[str, int] = field(default_factory=dict)

    def fault(self, ledger: Ledger, column: str, message: str) -> None:
        """Note what is wrong, at the column's cell where the file has it."""
        known = ledger.by_name.get(column)
        title = str(known.title) if known else ""
        place = self.places.get(column)
        self.faults.append(Fault(self.sheet, self.row_number, column if known else "", title, message, place))


@dataclass(frozen=True)
class ReadFile:
    """What a file holds for a ledger: its rows, what each sheet was taken for, the headings left aside."""

    rows: list[ReadRow]
    accounted: dict[str, dict[str, int]]
    matched: dict[str, str]  # heading → column title
    unmatched: list[str]
    skipped_sheets: list[str]


def read_for(ledger: Ledger, scope: Scope, path: Path, name: str = "") -> ReadFile:
    """Read the sheets that hold this ledger's columns. Raises DomainError where none does, or for a bad file."""
    try:
        sheets = tables.read_file(path, name)
    except UnreadableFile as error:
        raise DomainError(said(error), code="file", fields={"file": said(error)}) from error
    fitting = [(sheet, match_columns(ledger, sheet.headings)) for sheet in sheets]
    fitting = [(sheet, places) for sheet, places in fitting if sheet.rows or _fits(ledger, places)]
    used = [(sheet, places) for sheet, places in fitting if _fits(ledger, places)]
    if not any(sheet.rows for sheet, _places in used):
        _refuse(ledger, fitting if not used else [])
    names = {sheet.name for sheet, _places in used}
    rows = [row for sheet, places in used for row in _read_sheet(ledger, scope, sheet, places)]
    matched = {sheet.headings[at]: str(ledger.by_name[n].title) for sheet, places in used for n, at in places.items()}
    left = [h for sheet, _p in used for h in sheet.headings if h and h not in matched]
    return ReadFile(
        rows,
        {sheet.name: sheet.accounted for sheet, _places in used},
        matched,
        list(dict.fromkeys(left)),
        [sheet.name for sheet in sheets if sheet.name not in names],
    )


def match_columns(ledger: Ledger, headings: Sequence[str]) -> dict[str, int]:
    """Which heading of a file stands for which column: by title, alias, or either without its unit in brackets."""
    meant = {}
    for language in LANGUAGES:
        with override(language):
            for column in ledger.importable:
                for title in (str(column.title), ledger.heading(column), column.name, *column.aliases):
                    meant.setdefault(_plain(title), column.name)
    places: dict[str, int] = {}
    for at, heading in enumerate(headings):
        last = heading.rsplit("/", 1)[-1]
        for wording in (heading, last):
            name = meant.get(_plain(wording)) or meant.get(_plain(BRACKETS.sub("", wording)))
            if name and name not in places:
                places[name] = at
                break
    return places


def _plain(heading: str) -> str:
    return re.sub(r"[\s:：*＊]", "", heading).replace("(", "（").replace(")", "）").lower()


def _fits(ledger: Ledger, places: Mapping[str, int]) -> bool:
    """Whether a sheet holds the ledger: the first column of its key and half of what it requires."""
    needed = [column.name for column in ledger.importable if column.required]
    keys = [key.replace(".", "_").replace("__", "_") for key in ledger.key]
    return all(key in places for key in keys[:1]) and len([name for name in needed if name in places]) * 2 >= max(
        len(needed), 1
    )


def _refuse(ledger: Ledger, fitting: Sequence[tuple[tables.Sheet, Mapping[str, int]]]) -> None:
    needed = "、".join(str(column.title) for column in ledger.importable if column.required)
    if not fitting:
        text = _("文件里没有数据行。请下载“{title}”的模板，按列填写后再传。").format(title=ledger.title)
    else:
        seen = "、".join(heading for heading in fitting[0][0].headings if heading)[:120]
        text = _(
            "没有认出“{title}”的表头。需要：{needed}。文件里是：{seen}。请核对是否选错了台账，或改用模板。"
        ).format(title=ledger.title, needed=needed, seen=seen)
    raise DomainError(text, code="headings", fields={"file": text})


def _read_sheet(ledger: Ledger, scope: Scope, sheet: tables.Sheet, places: Mapping[str, int]) -> list[ReadRow]:
    readers = _Readers(ledger, scope, sheet)
    found = []
    for number, cells in zip(sheet.row_numbers, sheet.rows, strict=True):
        row = ReadRow(sheet.name, number, {}, places=places)
        for name, at in places.items():
            readers.read(row, ledger.by_name[name], cells[at] if at < len(cells) else None, sheet.headings[at])
        for column in ledger.importable:
            if column.required and column.name not in places:
                row.fault(ledger, column.name, _("文件里没有“{title}”这一列，它是必填的。").format(title=column.title))
        found.append(row)
    return found


def _codes(choices: Mapping[str, Any]) -> dict[str, str]:
    """Codes by every way a choice is written: the code itself, its title in each language of the house."""
    found = {str(code): str(code) for code in choices}
    for language in LANGUAGES:
        with override(language):
            found |= {str(title): str(code) for code, title in choices.items()}
    return found


def unit_of(heading: str, notes: Sequence[str]) -> Decimal:
    """What one of a money column's units is in yuan: as its heading says, else the sheet (“单位：万元”), else yuan."""
    named = [unit for unit in sorted(MONEY_UNITS, key=len, reverse=True) if unit in heading]
    noted = UNIT_NOTE.search("".join(notes))
    return MONEY_UNITS[named[0] if named else noted[1] if noted else "元"]


class _Readers:
    """Reads cells by the kind of their column; regions and choices are looked up once."""

    def __init__(self, ledger: Ledger, scope: Scope, sheet: tables.Sheet) -> None:
        self.ledger, self.scope = ledger, scope
        self.regions: dict[str, str] = {}
        self.notes = sheet.notes
        self.by_kind = {
            "text": self._text,
            "identity": self._text,
            "phone": self._text,
            "account": self._text,
            "integer": lambda column, cell, heading: values.integer(cell),
            "money": self._money,
            "date": lambda column, cell, heading: values.day(cell),
            "month": lambda column, cell, heading: values.month(cell),
            "percent": lambda column, cell, heading: values.share(cell),
            "boolean": lambda column, cell, heading: values.boolean(cell),
            "choice": self._choice,
            "region": self._region,
            "json": self._list,
        }
        self.kinds = {column.name: ledger.kind_of(column) for column in ledger.importable}
        self.choices = {column.name: ledger.choices_of(column) for column in ledger.importable}
        self.codes = {name: _codes(choices) for name, choices in self.choices.items()}

    def read(self, row: ReadRow, column: Column, cell: Any, heading: str) -> None:
        """Put the typed value into the row, or the fault; an empty cell is None."""
        if values.is_empty(cell):
            row.values[column.name] = None
            if column.required:
                row.fault(self.ledger, column.name, _("“{title}”是必填的，这里是空的。").format(title=column.title))
            return
        try:
            row.values[column.name] = self.by_kind[self.kinds[column.name]](column, cell, heading)
        except UnreadableCell as error:
            row.fault(self.ledger, column.name, said(error))
        except DomainError as error:
            row.fault(self.ledger, column.name, str(error.message))

    def _text(self, column: Column, cell: Any, heading: str) -> str:
        found = values.text(cell)
        if len(found) > column.max_length:
            raise UnreadableCell(
                _("文字太长：{length} 字，最多 {most} 字。"), length=len(found), most=column.max_length
            )
        return found

    def _money(self, column: Column, cell: Any, heading: str) -> Decimal:
        return values.amount(cell, unit=unit_of(heading, self.notes), may_be_negative=column.may_be_negative)

    def _choice(self, column: Column, cell: Any, heading: str) -> str:
        found = values.text(cell)
        if found in self.codes[column.name]:
            return self.codes[column.name][found]
        allowed = "、".join(str(title) for title in self.choices[column.name].values())
        raise UnreadableCell(_("“{value}”不在可选的值中。可以填：{allowed}。"), value=found[:20], allowed=allowed)

    def _region(self, column: Column, cell: Any, heading: str) -> str:
        found = values.text(cell)
        if found not in self.regions:
            self.regions[found] = find_region(found, county=prefix_of(self.scope.county.ljust(12, "0"))).code
        return self.regions[found]

    def _list(self, column: Column, cell: Any, heading: str) -> list[str]:
        titles = self.codes[column.name]
        parts = [part.strip() for part in re.split(r"[、,，;；]", values.text(cell)) if part.strip()]
        unknown = [part for part in parts if titles and part not in titles]
        if unknown:
            raise UnreadableCell(_("不认识：{unknown}。"), unknown="、".join(unknown))
        return [titles.get(part, part) for part in parts]
