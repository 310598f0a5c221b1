"""A browser for the tests: the one that is there, else Debian's where this machine lets us install it.

`python -m tools.browser` makes sure of it; `find()` tells the tests where it lies.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find() -> str | None:
    """The path of a Chromium, from SIQIAO_CHROMIUM or the usual names; None where there is none."""
    named = os.environ.get("SIQIAO_CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def main() -> int:
    """Install Chromium from Debian's packages where it is missing; 1 with a sentence where that cannot be done."""
    if find():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("安装 Chromium（浏览器测试要用）……", flush=True)
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if find():
        return 0
    print("没有 Chromium，浏览器测试不能运行。请安装 chromium，或用 SIQIAO_CHROMIUM 指明它在哪里。", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
