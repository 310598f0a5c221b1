"""Pages of the registry in a real browser: readable by aids, nothing sideways on the smallest phone."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from siqiao.registry.models import Household
from tools.assets import AXE, COPIES
from tools.browser import find as find_browser

CHROMIUM = Path(find_browser() or "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="没有 Chromium"),
    pytest.mark.skipif(not all(path.exists() for path in COPIES.values()), reason="先运行 python -m tools.assets"),
]


@pytest.fixture
def page(live_server: Any, client_of: Callable, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A page of the west office's browser; `page.complaints` holds what its console said."""
    from playwright.sync_api import sync_playwright

    cookie = client_of("west_office").cookies[settings.SESSION_COOKIE_NAME].value
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps a loop in this thread
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        context = browser.new_context(base_url=live_server.url, locale="zh-CN")
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        opened = context.new_page()
        opened.complaints = []
        opened.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        yield opened
        browser.close()


def test_it_is_readable_by_aids_and_fits_the_smallest_phone(page: Any, household: Household) -> None:
    one = reverse("household", args=[household.pk])
    tabs = [f"{one}?tab={tab}" for tab in ("family", "income", "evidence", "history")]
    forms = [reverse("household-add"), reverse("year-record", args=[household.pk])]
    for url in (*tabs, *forms, reverse("person-search"), reverse("registry-counts")):
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, url
        page.set_viewport_size({"width": 1366, "height": 768})
        if shots := os.environ.get("SIQIAO_SHOTS"):
            page.screenshot(path=f"{shots}/{url.strip('/').replace('/', '-').replace('?', '-')}.png", full_page=True)
        page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
        found = page.evaluate("axe.run(document)")["violations"]
        assert found == [], (url, [(rule["id"], rule["nodes"][0]["html"]) for rule in found])
    assert page.complaints == []
