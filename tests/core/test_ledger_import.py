"""Taking Excel files into a ledger: differences first, all rows or none, and the way back."""

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from siqiao.core import audit, ledger_annotate, ledger_import, ledger_sheets
from siqiao.core.errors import DomainError
from siqiao.core.ledger import find
from siqiao.core.scope import Scope
from siqiao.funds.models import PlanLine
from siqiao.registry.services import add_organisation

pytestmark = pytest.mark.django_db
Write = Callable[..., Path]
HEADINGS = [
    "计划编号",
    "年度",
    "资金来源",
    "资金性质",
    "文号",
    "计划内容",
    "用途类别",
    "计划金额（万元）",
    "责任单位",
    "计划到位月份",
]
ROW = [
    "2022-01",
    2022,
    "滨海新区财政局",
    "财政援助资金",
    "津滨财〔2022〕1号",
    "肉牛产业园",
    "产业发展",
    2200,
    "农业农村局",
    3,
]


@pytest.fixture
def scope(county: str, people: Any, world: Any) -> Scope:
    sight = Scope.of(people.west_office, county)
    add_organisation(sight, name="滨海新区财政局", kind="department", side="east", region=world.east)
    return sight


@pytest.fixture
def workbook(tmp_path: Path) -> Write:
    def write(*rows: list[Any], headings: list[str] = HEADINGS, title: bool = True) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        if title:
            sheet.append(["张家川县2022年东西部协作资金计划表"])
        sheet.append(headings)
        for row in rows:
            sheet.append(row)
        sheet.append(["合计", None, None, None, None, None, None, 2200])
        path = tmp_path / "计划.xlsx"
        book.save(path)
        return path

    return write


def plan() -> Any:
    return find("plan_lines")


def take(scope: Scope, path: Path) -> Any:
    return ledger_import.apply(plan(), scope, path, path.name)


def changed(**columns: Any) -> list[Any]:
    row = list(ROW)
    for name, value in columns.items():
        row[int(name.removeprefix("c"))] = value
    return row


def test_it_shows_what_a_file_would_do_and_keeps_nothing(scope: Scope, workbook: Write) -> None:
    seen = ledger_import.preview(plan(), scope, workbook(ROW))
    assert seen.counts == {"new": 1, "changed": 0, "same": 0, "faulty": 0}
    assert not PlanLine.objects.exists()


def test_it_reads_wan_yuan_and_leaves_title_and_sum_aside(scope: Scope, workbook: Write) -> None:
    seen = ledger_import.preview(plan(), scope, workbook(ROW))
    batch = ledger_import.apply(plan(), scope, seen.path, seen.name)
    assert PlanLine.objects.get().amount == Decimal("22000000.00")
    assert batch.accounted["Sheet"]["title"] == batch.accounted["Sheet"]["subtotal"] == 1


def test_it_names_each_column_that_changes(scope: Scope, workbook: Write) -> None:
    take(scope, workbook(ROW))
    seen = ledger_import.preview(plan(), scope, workbook(changed(c7=2300)))
    assert seen.counts["changed"] == 1
    assert [d.title for d in seen.rows[0].differences] == ["计划金额"]


def test_it_takes_an_import_back(scope: Scope, workbook: Write) -> None:
    take(scope, workbook(ROW))
    second = take(scope, workbook(changed(c7=2300)))
    ledger_import.undo(second, scope)
    assert PlanLine.objects.get().amount == Decimal("22000000.00")
    assert audit.verify() == []


def test_it_does_not_undo_what_was_changed_since(scope: Scope, workbook: Write) -> None:
    first = take(scope, workbook(ROW))
    take(scope, workbook(changed(c7=2300)))
    with pytest.raises(DomainError, match="又被改过"):
        ledger_import.undo(first, scope)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (changed(c0=None), "计划编号", "必填"),
        (changed(c1="廿二"), "年度", "不是数字"),
        (changed(c2="没有的局"), "资金来源", "单位名录中没有"),
        (changed(c6="其它"), "用途类别", "不在可选的值"),
        (changed(c7=-5), "计划金额", "负数"),
        (changed(c7="9" * 17), "计划金额", "太大"),
        (changed(c9=13), "计划到位月份", "1 至 12"),
        (changed(c5="'=1+1"), "", ""),
    ],
)
def test_it_puts_each_fault_at_its_cell(scope: Scope, workbook: Write, row: list[Any], column: str, words: str) -> None:
    seen = ledger_import.preview(plan(), scope, workbook(row))
    if not column:
        assert seen.counts["faulty"] == 0
        return
    assert [fault.title for fault in seen.faults] == [column]
    assert words in seen.faults[0].message


def test_it_writes_nothing_where_one_row_is_at_fault(scope: Scope, workbook: Write) -> None:
    seen = ledger_import.preview(plan(), scope, workbook(ROW, changed(c0="2022-02", c7="约2万")))
    with pytest.raises(DomainError, match="第 4 行"):
        ledger_import.apply(plan(), scope, seen.path, seen.name)
    assert not PlanLine.objects.exists()


def test_it_says_which_headings_it_wants(scope: Scope, workbook: Write) -> None:
    with pytest.raises(DomainError, match="没有认出"):
        ledger_import.preview(plan(), scope, workbook(["甲", 1], headings=["姓名", "岁数"]))


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (200 * 2**20))


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("空.xlsx", lambda p: p.write_bytes(b""), "空文件"),
        ("图.xlsx", lambda p: p.write_bytes(b"\x89PNG not a table"), "不是表格"),
        ("坏.xlsx", lambda p: p.write_bytes(b"PK\x03\x04 cut off"), "损坏"),
        ("密.xlsx", lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")), "密码"),
        ("弹.xlsx", bomb, "解压"),
    ],
)
def test_it_refuses_files_that_are_no_table(
    scope: Scope, tmp_path: Path, name: str, make: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(DomainError, match=words):
        ledger_import.preview(plan(), scope, path)


def test_it_marks_the_persons_own_file(scope: Scope, workbook: Write) -> None:
    path = workbook(changed(c7="约2万"))
    seen = ledger_import.preview(plan(), scope, path)
    marked = openpyxl.load_workbook(io.BytesIO(ledger_annotate.annotate(path, path.name, seen.faults))).active
    assert marked is not None
    comment = marked["H3"].comment
    assert comment is not None and "不是金额" in comment.text


def test_it_reads_back_its_own_export_and_template(scope: Scope, workbook: Write, tmp_path: Path) -> None:
    take(scope, workbook(ROW))
    path = tmp_path / "导出.xlsx"
    path.write_bytes(ledger_sheets.export(plan(), scope))
    assert ledger_import.preview(plan(), scope, path).counts["same"] == 1
    path.write_bytes(ledger_sheets.template(plan()))
    with pytest.raises(DomainError, match="没有数据行"):
        ledger_import.preview(plan(), scope, path)


def test_it_never_writes_a_formula(scope: Scope, workbook: Write, tmp_path: Path) -> None:
    row = changed(c5="+cmd|' /C calc'!A0")
    take(scope, workbook(row))
    sheet = openpyxl.load_workbook(io.BytesIO(ledger_sheets.export(plan(), scope))).active
    assert sheet is not None
    assert all(cell.data_type != "f" for cells in sheet.iter_rows() for cell in cells)
