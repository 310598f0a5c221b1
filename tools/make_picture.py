"""The picture of the cockpit in the READMEs, taken from a really served demonstration house.

`python -m tools.make_picture` builds a small house in a temporary folder, serves it, and writes docs/pictures/.
"""

import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from siqiao.demo.password import PASSWORD
from tools.browser import find

OUT = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PORT = 8765
URL = f"http://127.0.0.1:{PORT}"
HOUSEHOLDS = "2000"
LANGUAGES = (("cockpit.zh-CN.png", "zh-CN"), ("cockpit.en.png", "en"))


def main() -> None:
    """Build, serve, photograph in both languages, tidy up."""
    with tempfile.TemporaryDirectory() as folder:
        run = [sys.executable, "-m", "siqiao.cli"]
        subprocess.run([*run, "demo", "--households", HOUSEHOLDS, "--data", folder, "--no-serve"], check=True)
        served = subprocess.Popen([*run, "serve", "--data", folder, "--port", str(PORT)])
        try:
            _wait()
            _photograph()
        finally:
            served.terminate()
            served.wait(20)


def _wait() -> None:
    for _try in range(100):
        try:
            urllib.request.urlopen(f"{URL}/sign-in", timeout=2)
            return
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"nobody serves {URL}")


def _photograph() -> None:
    from playwright.sync_api import sync_playwright

    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for name, locale in LANGUAGES:
            page = browser.new_context(base_url=URL, viewport={"width": 1366, "height": 900}, locale=locale).new_page()
            page.goto("/sign-in")
            page.fill("[name=username]", "west")
            page.fill("[name=password]", PASSWORD)
            page.locator("[name=password]").press("Enter")
            page.wait_for_url(lambda url: "sign-in" not in url)
            page.locator(".chart-picture svg").first.wait_for()
            page.wait_for_timeout(500)
            page.screenshot(path=OUT / name)
        browser.close()


if __name__ == "__main__":
    main()
