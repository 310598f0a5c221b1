"""Every page that a person can reach from the menu: opened, readable by aids, narrow enough, without complaints."""

from typing import Any

import pytest

from tests.browser.conftest import SMALLEST, Enter, settle
from tools.assets import AXE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
RECORDS = (
    "/projects/1",
    "/projects/1/money",
    "/projects/1/progress",
    "/projects/1/assets",
    "/projects/1/benefits",
    "/projects/1/history",
    "/projects/assets/1",
    "/funds/transfers/1",
    "/funds/transfers/1/journey",
    "/funds/purses/1",
    "/funds/gifts/1",
    "/funds/hand-overs/1",
    "/funds/receive",
    "/funds/payments/add",
    "/funds/plan-lines/import",
    "/indicators/FUN01",
    "/dictionary/transfers",
    "/projects/propose",
)
PEOPLE = ("west", "east", "finance1", "gongmen", "tianhe", "giver", "admin")


def pages_of(page: Any) -> list[str]:
    """The addresses in the menu of whoever is signed in."""
    hrefs = page.eval_on_selector_all(".frame-rooms a", "all => all.map(a => a.getAttribute('href'))")
    return sorted({href for href in hrefs if href and href.startswith("/")})


def opened_menu(page: Any) -> list[str]:
    """Every page of every room: the menu shows a room's pages once one is in it."""
    found: set[str] = set(pages_of(page))
    for front in sorted(found):
        page.goto(front)
        found |= set(pages_of(page))
    return sorted(found)


def violations(page: Any) -> list[tuple[str, str]]:
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    found = page.evaluate("axe.run(document)")["violations"]
    return [(rule["id"], rule["nodes"][0]["html"][:160]) for rule in found]


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_of_the_menu_opens_and_is_accessible(enter: Enter, who: str) -> None:
    page = enter(who)
    addresses = opened_menu(page) + (list(RECORDS) if who == "west" else [])
    faults = []
    for address in addresses:
        answer = page.goto(address)
        settle(page)
        if answer.status != 200:
            faults.append((address, answer.status))
        faults += [(address, fault) for fault in violations(page)]
    assert faults == []
    assert page.complaints == []


@pytest.mark.parametrize("who", ["west", "finance1", "gongmen"])
def test_no_page_slides_sideways_on_the_smallest_phone(enter: Enter, who: str) -> None:
    page = enter(who, SMALLEST)
    page.goto("/help")
    wide = []
    for address in opened_menu(page) + (list(RECORDS) if who == "west" else []):
        page.goto(address)
        settle(page)
        if page.evaluate("document.documentElement.scrollWidth") > SMALLEST[0]:
            wide.append(address)
    assert wide == []
