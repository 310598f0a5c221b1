"""Opening a file that people call a table: checked before it is trusted, then read as sheets of cells."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine

from siqiao.reading.sentences import Unreadable, _

UNPACKED_BYTES_MAX = 400 * 2**20
UNPACKED_TIMES_MAX = 300  # a sheet of equal cells packs some 100 times; a bomb 1,000 times
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
NO_TABLE = _(
    "“{file}”不是可以读的表格（.xlsx、.xls、.ods、.csv），或文件已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx。"
)
TOO_LARGE = _("“{file}”解压后有 {size} MB，超出上限，已拒绝打开。请拆成几个文件，或删去空白行列后另存。")
ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")

Row = list[Any]


class UnreadableFile(Unreadable):
    """The file is no table that can be read: a sentence with what is wrong and how to mend it."""


@dataclass(frozen=True)
class Cells:
    """One sheet as it stands: `rows` from its first row and column on."""

    name: str
    rows: list[Row]


def open_workbook(path: Path, name: str = "") -> list[Cells]:
    """Every sheet of an .xlsx, .xls, .ods or .csv file. `name` is what the person called the file.

    Raises UnreadableFile for an empty, encrypted, over-packed or foreign file.
    """
    name = name or path.name
    if path.stat().st_size == 0:
        raise UnreadableFile(_("“{file}”是空文件。请确认文件已经传完。"), file=name)
    if Path(name).suffix.lower() in (".csv", ".txt"):
        return [Cells(Path(name).stem, _csv_rows(path, name))]
    _require_sound(path, name)
    try:
        with path.open("rb") as file, python_calamine.CalamineWorkbook.from_filelike(file) as book:
            return [
                Cells(title, book.get_sheet_by_name(title).to_python(skip_empty_area=False))
                for title in _worksheets(book)
            ]
    except (python_calamine.CalamineError, OSError) as error:
        raise UnreadableFile(NO_TABLE, file=name) from error


def _require_sound(path: Path, name: str) -> None:
    with path.open("rb") as file:
        head = file.read(4)
        if head == OLE:
            _require_plain(file.read(2**20), name)
        elif head == ZIP:
            _require_modest(path, name)
        else:
            raise UnreadableFile(_("“{file}”的内容不是表格。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"), file=name)


def _require_plain(start: bytes, name: str) -> None:
    if ENCRYPTED_MARK in start:
        raise UnreadableFile(_("“{file}”设了打开密码。请在 Excel 中取消密码后另存，再上传。"), file=name)


def _require_modest(path: Path, name: str) -> None:
    """A packed file that unpacks to far more than any office's table is not opened at all."""
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFile(_("“{file}”已损坏，可能没有传完。请重新上传。"), file=name) from error
    if unpacked > UNPACKED_BYTES_MAX or unpacked > path.stat().st_size * UNPACKED_TIMES_MAX:
        size = unpacked // 2**20
        raise UnreadableFile(TOO_LARGE, file=name, size=size)


def _worksheets(book: python_calamine.CalamineWorkbook) -> list[str]:
    """Names of the sheets that hold cells; a sheet of a chart or a macro holds none."""
    kind = python_calamine.SheetTypeEnum.WorkSheet
    return [sheet.name for sheet in book.sheets_metadata if sheet.typ == kind]


def _csv_rows(path: Path, name: str) -> list[Row]:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise UnreadableFile(_("“{file}”不是完整的 CSV 文件：{reason}。"), file=name, reason=error) from error
    raise UnreadableFile(_("“{file}”的文字编码认不出来，请另存为 UTF-8 的 CSV 或 .xlsx。"), file=name)
