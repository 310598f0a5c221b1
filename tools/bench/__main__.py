"""`python -m tools.bench [--small]`: build the house where there is none, serve it, measure, tell."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools.bench import clients, export, figures, serving
from tools.bench.house import ROOT, counts_of, house_of
from tools.bench.pages import pages
from tools.bench.sizes import FULL, SMALL, Sizes

RESULT = ROOT / ".cache" / "bench.json"
ROUNDS, EACH = 10, 3  # 8 clients × 10 × 3 = 240 requests a page


def main() -> int:
    """0 when every page keeps its bound, 1 when one does not."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a house a hundredth the size, in a hurry")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"rounds of every page ({ROUNDS})")
    parser.add_argument("--build", action="store_true", help="build the house and stop")
    args = parser.parse_args()
    sizes = SMALL if args.small else FULL
    folder = house_of(sizes, say)
    if args.build:
        return 0
    lines = _pages(folder, args.rounds)
    say(figures.table(lines) + "\n")
    exports = _exports(folder, sizes)
    say(figures.export_table(exports["export"], exports["floor"]))
    figures.keep(RESULT, counts_of(folder), lines, exports)
    over = [line.page for line in lines if line.verdict not in ("", "ok")]
    if exports["export"]["peak_mb"] > figures.EXPORT_MB_MOST:
        over.append("export")
    say(f"\nKept in {RESULT.relative_to(ROOT)}. " + (f"Over or in error: {', '.join(over)}" if over else "All within."))
    return 1 if over else 0


def _pages(folder: Path, rounds: int) -> list[figures.Line]:
    chosen = pages()
    with serving.served(folder) as servers:
        return figures.lines_of(clients.measure(servers, chosen, rounds=rounds, each=EACH, say=say))


def _exports(folder: Path, sizes: Sizes) -> dict[str, Any]:
    """The export of a year's transfers and its floor, once the servers are down."""
    with tempfile.TemporaryDirectory() as place:
        exported = export.run("ledger", folder, Path(place) / "ledger.xlsx", sizes.years[-2])
        floor = export.run("floor", Path(place) / "floor.xlsx", exported["rows"])
    return {"export": exported, "floor": floor}


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
