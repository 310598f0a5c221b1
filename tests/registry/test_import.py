"""Sheets as offices write them, taken in and back as a whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from siqiao.core import audit, ledger_import
from siqiao.core.ledger import find
from siqiao.core.models import ImportBatch
from siqiao.core.scope import Scope
from siqiao.registry.models import Household, HouseholdYear, Person
from tests.registry.conftest import WIFE_NUMBER, number_of

pytestmark = pytest.mark.django_db
HEAD, CHILD = number_of("19750505", 31), number_of("20080909", 2)


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with one sheet: headings and rows."""

    def write(name: str, *rows: list[Any]) -> Path:
        path = tmp_path / f"{name}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
        return path

    return write


def take(ledger: str, scope: Scope, path: Path) -> ImportBatch:
    seen = ledger_import.preview(find(ledger), scope, path)
    assert [fault.message for fault in seen.faults] == []
    return ledger_import.apply(find(ledger), scope, path, path.name)


def test_three_sheets_go_in_and_come_back(west: Scope, household: Household, sheet: Callable) -> None:
    heading = ["户号", "行政村", "户主", "身份证号码", "农户类型", "主要致贫原因", "耕地面积（亩）"]
    rows = [
        ["HU-0500", "恭门镇天河村", "己六六", HEAD, "脱贫户", "因病、因学", 3.5],
        ["HU-0001", "恭门镇天河村", "甲一一", "", "一般农户", "", 2],
    ]
    first = take("households", west, sheet("农户", heading, *rows))
    assert first.counts == {"new": 1, "changed": 1, "same": 0, "faulty": 0}
    people = ["户编号", "姓名", "证件号码", "关系", "是否参加城乡居民基本医疗保险"]
    second = take("persons", west, sheet("家庭成员", people, ["HU-0500", "己七七", CHILD, "子女", "是"]))
    money = ["户编号", "年度", "务工收入（元）", "转移性收入（元）"]
    third = take("household_years", west, sheet("年度收入", money, ["HU-0500", 2023, 12000, 300.5]))
    made = Household.objects.get(code="HU-0500")
    assert (made.size, made.risk_causes) == (2, ["illness", "schooling"])
    assert made.years.get().income_per_person == 6150.25
    assert Household.objects.get(code="HU-0001").type == "general"
    for batch in (third, second, first):
        ledger_import.undo(batch, west)
    assert not Household.objects.filter(code="HU-0500").exists()
    assert (Person.objects.count(), HouseholdYear.objects.count()) == (2, 1)
    assert Household.objects.get(code="HU-0001").type == "formerly_poor"
    assert audit.verify() == []


def test_the_same_sheet_again_changes_nothing(west: Scope, household: Household, sheet: Callable) -> None:
    path = sheet(
        "农户",
        ["户编号", "所在村", "户主姓名", "户主身份证号", "户类型"],
        ["HU-0900", "恭门镇天河村", "己六六", HEAD, "脱贫户"],
    )
    take("households", west, path)
    assert ledger_import.preview(find("households"), west, path).counts["same"] == 1


def test_a_wrong_number_is_a_fault_of_its_row(west: Scope, household: Household, sheet: Callable) -> None:
    wrong = WIFE_NUMBER[:-1] + ("1" if WIFE_NUMBER[-1] == "0" else "0")
    path = sheet("家庭成员", ["户编号", "姓名", "身份证号", "关系"], ["HU-0001", "丙三三", wrong, "子女"])
    seen = ledger_import.preview(find("persons"), west, path)
    assert seen.counts["faulty"] == 1
    assert "校验码不对" in seen.faults[0].message
    assert Person.objects.count() == 2


def test_a_township_does_not_import_another_townships_household(
    household: Household, scope_of: Callable[[str], Scope], far_village: Any, sheet: Callable
) -> None:
    path = sheet(
        "农户",
        ["户编号", "所在村", "户主姓名", "户主身份证号"],
        ["HU-0901", far_village.code, "己六六", HEAD],
    )
    seen = ledger_import.preview(find("households"), scope_of("township"), path)
    assert seen.counts["faulty"] == 1
    assert "管辖范围" in seen.faults[0].message
