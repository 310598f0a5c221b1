"""The frame in a real browser: nothing sideways on a small phone, usable by keyboard, readable by aids."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from tools.assets import AXE, COPIES
from tools.browser import find as find_browser

CHROMIUM = Path(find_browser() or "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
OFFICE = {"width": 1366, "height": 768}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="没有 Chromium"),
    pytest.mark.skipif(not all(path.exists() for path in COPIES.values()), reason="先运行 python -m tools.assets"),
]


@pytest.fixture
def page(live_server, client_of, monkeypatch) -> Iterator[Any]:
    """A page of the west office's browser; `page.complaints` holds what its console said."""
    from playwright.sync_api import sync_playwright

    cookie = client_of("west_office").cookies[settings.SESSION_COOKIE_NAME].value
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps a loop in this thread
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        context = browser.new_context(base_url=live_server.url, viewport=OFFICE, locale="zh-CN")
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        opened = context.new_page()
        opened.complaints = []
        opened.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        yield opened
        browser.close()


def test_it_stands_every_rule_of_accessibility_wide_and_narrow(page) -> None:
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(reverse("styleguide"))
        page.locator("#chart-bars .chart-picture svg").wait_for()
        page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
        found = page.evaluate("axe.run(document)")["violations"]
        assert found == [], [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
    assert page.complaints == []  # among them every breach of the security policy


def test_it_does_not_slide_sideways_on_the_smallest_phone(page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(reverse("styleguide"))
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_it_is_walked_with_the_keyboard(page) -> None:
    page.goto(reverse("empty-page"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "frame-words"
    page.keyboard.type("帮助")
    page.locator("#frame-hits a").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")


def test_it_turns_a_chart_into_its_table_and_follows_its_links(page) -> None:
    page.goto(reverse("styleguide"))
    chart = page.locator("#chart-bars")
    picture = chart.locator(".chart-picture svg")
    picture.wait_for()
    chart.get_by_role("button", name="表格").click()
    assert chart.locator("table").is_visible() and not picture.is_visible()
    chart.get_by_role("button", name="图", exact=True).click()
    assert picture.is_visible() and not chart.locator("table").is_visible()
    with page.expect_navigation():
        picture.locator('path[fill="#0b6678"]').first.click()
    assert page.complaints == []


def test_it_shows_the_tables_where_scripts_are_off(page) -> None:
    page.goto(reverse("styleguide"))
    browser, state = page.context.browser, page.context.storage_state()
    plain = browser.new_context(java_script_enabled=False, storage_state=state).new_page()
    plain.goto(page.url)
    assert plain.locator("#chart-bars table").is_visible()
    assert not plain.locator("#chart-bars .chart-picture").is_visible()
