"""A person's own file given back with a mark and a sentence at every cell that is at fault."""

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from siqiao.core.ledger_reading import Fault
from siqiao.reading.workbook import open_workbook

MARK = PatternFill("solid", fgColor="FFE08A")


def annotate(path: Path, name: str, faults: Sequence[Fault]) -> bytes:
    """The workbook with marks; a file of another form (.xls, .csv) comes back as .xlsx with its cells."""
    book = _open(path, name)
    for fault in faults:
        if fault.sheet not in book.sheetnames:
            continue
        cell = book[fault.sheet].cell(row=fault.row_number, column=(fault.place or 0) + 1)
        if isinstance(cell, openpyxl.cell.MergedCell):
            continue
        cell.fill = MARK
        said = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(f"{said}{fault.message}", "四桥", width=260, height=90)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _open(path: Path, name: str) -> openpyxl.Workbook:
    if Path(name).suffix.lower() == ".xlsx":
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))  # a stored file has no extension to go by
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for cells in open_workbook(path, name):
        sheet = book.create_sheet(cells.name[:31])
        for row in cells.rows:
            sheet.append(row)
    return book
