"""The walks that must feel right, in a real browser over a really served house."""

import re
from pathlib import Path

import openpyxl
import pytest

from siqiao.demo.workbooks import FOLDER
from tests.browser.conftest import NARROW, WIDE, Enter, House, keep, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_walk_one_from_the_farm_to_the_invoices_of_the_barn_and_forty_collectives(enter: Enter) -> None:
    page = enter("west")
    settle(page)
    keep(page, "cockpit-wide")
    row = page.locator("tr", has_text="东部肉牛养殖示范场")
    assert "84,000,000.00" in row.first.inner_text()
    row.first.get_by_role("link", name="东部肉牛养殖示范场").click()
    settle(page)
    keep(page, "project-wide")
    page.get_by_role("link", name="资金", exact=True).last.click()
    page.locator("#sources").get_by_role("link", name="22,000,000.00").click()
    settle(page)
    keep(page, "journey-wide")
    words = page.locator("main").inner_text()
    assert "逐分核对：各处合计 22,000,000.00 元，与起点相等" in words
    assert "陇右示例建设工程有限公司" in words and "发票" in words and "牛舍" in words
    page.get_by_role("link", name="换成：从哪里来").click()
    settle(page)
    assert "天津市滨海新区财政局" in page.locator("main").inner_text()
    page.get_by_role("link", name="换成：去了哪里").click()
    settle(page)
    page.get_by_role("link", name="XM2022-01").first.click()
    settle(page)
    collectives = page.locator("main").inner_text()
    assert "恭门镇天河村股份经济合作社" in collectives
    assert page.locator("tr", has_text="股份经济合作社").count() >= 40
    assert page.complaints == []


def test_walk_two_the_treasurys_file_shows_three_differences(enter: Enter) -> None:
    page = enter("finance1")
    page.goto("/funds/statements")
    page.locator("select[name=purse]").select_option(label=_option(page, "国库东西部协作专户"))
    page.set_input_files("input[name=file]", FOLDER / "对账样例-国库收支明细2023上半年.xlsx")
    page.get_by_role("button", name="开始对账").click()
    assert page.locator("#differences tbody tr").count() == 3
    keep(page, "statement-wide")
    for decision in ("认可", "认可", "退回查询"):
        line = page.locator("#differences tbody tr", has_not=page.locator("strong")).first
        line.locator("input[name=note]").fill("已向国库核实")
        line.get_by_role("button", name=decision).click()
    page.get_by_role("button", name="结束对账").click()
    assert "已核对" in page.locator(".page-head").inner_text()


def _option(page: object, words: str) -> str:
    """The full text of the option that holds some words."""
    options = page.locator("select[name=purse] option").all_inner_texts()  # type: ignore[attr-defined]
    return next(text for text in options if words in text)


def test_a_payment_waits_for_another_person(enter: Enter) -> None:
    page = enter("finance2")
    page.goto("/funds/payments")
    before = page.get_by_role("button", name="复核付款").count()
    assert before > 0
    page.get_by_role("button", name="复核付款").first.click()
    assert page.get_by_role("button", name="复核付款").count() == before - 1


def test_an_import_is_seen_before_it_is_made_and_taken_back(enter: Enter, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(FOLDER / "03资金计划2023.xlsx")
    sheet = book.worksheets[0]
    sheet["H4"] = 1234.5
    book.save(tmp_path / "计划.xlsx")
    page = enter("west")
    page.goto("/funds/plan-lines/import")
    page.set_input_files("input[name=file]", tmp_path / "计划.xlsx")
    page.get_by_role("button", name="看看会改什么").click()
    assert "计划金额：12000000.00 → 12345000.00" in page.locator("main").inner_text()
    keep(page, "import-wide")
    page.get_by_role("button", name="确认导入").click()
    page.goto("/funds/plan?year=2023")
    assert "12,345,000.00" in page.locator("main").inner_text()
    page.goto("/funds/plan-lines/import")
    page.get_by_role("link", name="计划.xlsx").click()
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="撤销这次导入").click()
    page.goto("/funds/plan?year=2023")
    assert "12,000,000.00" in page.locator("main").inner_text()


def test_english_is_complete_on_the_main_pages(enter: Enter) -> None:
    page = enter("west")
    page.get_by_role("button", name="English").click()
    for address in ("/", "/funds/", "/funds/plan", "/projects/", "/projects/1", "/registry/households", "/todo"):
        page.goto(address)
        headings = page.locator("h1, h2, th, .figure-title, button, .frame-rooms a").all_inner_texts()
        chinese = [text for text in headings if any("\u4e00" <= letter <= "\u9fff" for letter in text)]
        assert not [text for text in chinese if not _is_name(text)], (address, chinese)


NAMES = re.compile(
    r"XM\d{4}-\d{2}|张家川|刘堡镇|恭门镇|闫家乡|东部肉牛|肉牛|首店|餐饮|蔬菜|冷链|就业工厂|劳务输转|危房|电商|道路硬化|卫生院|信息化"
)


def _is_name(text: str) -> bool:
    """Names of projects, places and posts stay as they are written; so does the language's own name."""
    return text.strip() == "中文" or bool(NAMES.search(text))


@pytest.mark.parametrize(("name", "size"), [("wide", WIDE), ("narrow", NARROW)])
def test_screenshots_of_the_three_pages_are_kept(enter: Enter, name: str, size: tuple[int, int]) -> None:
    page = enter("west", size)
    settle(page)
    keep(page, f"cockpit-{name}")
    page.goto("/projects/1")
    settle(page)
    keep(page, f"project-{name}")
    page.goto("/projects/1/money")
    page.locator("#sources").get_by_role("link", name="22,000,000.00").click()
    settle(page)
    keep(page, f"journey-{name}")


def test_an_edit_by_hand_in_the_database_is_found(house: House) -> None:
    import sqlite3

    assert house.run("audit", "verify").returncode == 0
    with sqlite3.connect(house.folder / "siqiao.sqlite3") as base:
        base.execute("UPDATE projects_project SET estimate = estimate + 100 WHERE code = 'XM2022-01'")
    found = house.run("audit", "verify")
    with sqlite3.connect(house.folder / "siqiao.sqlite3") as base:
        base.execute("UPDATE projects_project SET estimate = estimate - 100 WHERE code = 'XM2022-01'")
    assert found.returncode == 1
    assert "estimate" in found.stdout + found.stderr
