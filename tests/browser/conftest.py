"""A demonstration house, built and served by the product's own commands, and a browser in it.

The house has its own process and state folder: nothing of the tests' database is in it. Screenshots are kept in
.cache/screenshots.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from siqiao.demo.password import PASSWORD
from tools.browser import find

ROOT = Path(__file__).resolve().parent.parent.parent
SHOTS = ROOT / ".cache" / "screenshots"
HOUSEHOLDS = "400"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WIDE, NARROW, SMALLEST = (1366, 768), (390, 844), (320, 640)


@dataclass(frozen=True)
class House:
    """Where the demonstration is served, and its state folder."""

    url: str
    folder: Path

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """A command of the product over this house."""
        return siqiao(*command, "--data", str(self.folder))


def siqiao(*command: str) -> "subprocess.CompletedProcess[str]":
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("SIQIAO_DATA", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-m", "siqiao.cli", *command], env=environment, capture_output=True, text=True, check=False
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Built once for all tests of this folder; they run in one process (xdist_group)."""
    folder, port = tmp_path_factory.mktemp("house"), free_port()
    built = siqiao("demo", "--households", HOUSEHOLDS, "--data", str(folder), "--no-serve")
    assert built.returncode == 0, built.stderr
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("SIQIAO_DATA", "DJANGO"))}
    served = subprocess.Popen(
        [sys.executable, "-m", "siqiao.cli", "serve", "--data", str(folder), "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    house = House(f"http://127.0.0.1:{port}", folder)
    try:
        _wait_for(house.url + "/sign-in")
        yield house
    finally:
        served.terminate()
        served.wait(20)


def _wait_for(url: str) -> None:
    for _try in range(150):
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nobody serves {url}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser for a module: playwright keeps a loop in its thread, which other tests' database calls refuse."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield opened
        opened.close()


Enter = Callable[..., Any]


@pytest.fixture
def enter(house: House, browser: Any) -> Iterator[Enter]:
    """`enter("west")` signs in by the form and gives the page; `page.complaints` is what its console said."""
    contexts = []

    def sign_in(name: str, size: tuple[int, int] = WIDE, **options: Any) -> Any:
        context = browser.new_context(
            base_url=house.url, viewport={"width": size[0], "height": size[1]}, locale="zh-CN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto("/sign-in")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield sign_in
    for context in contexts:
        context.close()


def keep(page: Any, name: str) -> None:
    """Keep a screenshot for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def settle(page: Any) -> None:
    """Wait until every chart of the page is drawn."""
    page.wait_for_load_state("load")
    for picture in page.locator(".chart-picture:visible").all():
        picture.locator("svg").wait_for()
