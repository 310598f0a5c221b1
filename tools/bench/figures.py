"""Arithmetic of a run: percentiles, ratios, the table, and the file of the last run."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tools.bench.pages import BARE, EMPTY

EXPORT_MB_MOST = 300


@dataclass(frozen=True)
class Line:
    """One page of the table, in milliseconds.

    `ratio` is p95 to the empty page's p95, and the empty page's own to the bare view's; `usual` the same of p50,
    which a disturbed machine moves less.
    """

    page: str
    requests: int
    first: float
    p50: float
    p95: float
    ratio: float
    usual: float
    bound: float | None
    kilobytes: int
    faults: tuple[int, ...] = ()

    @property
    def verdict(self) -> str:
        if self.faults:
            return "ERROR " + ", ".join(str(status) for status in self.faults)
        if self.bound is None:
            return ""
        return "ok" if self.ratio <= self.bound else "OVER"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def lines_of(measured: Sequence[Any]) -> list[Line]:
    """A line for each page measured."""
    seconds = {one.page.code: [answer.seconds for answer in one.answers] for one in measured}
    return [_line(one, seconds) for one in measured]


def _line(one: Any, seconds: dict[str, list[float]]) -> Line:
    """A page beside the empty page; the empty page beside the bare view."""
    own = seconds[one.page.code]
    under = seconds[{EMPTY: BARE, BARE: BARE}.get(one.page.code, EMPTY)]
    p50, p95 = percentile(own, 0.5), percentile(own, 0.95)
    return Line(
        one.page.title,
        len(own),
        round(one.first.seconds * 1000, 1),
        round(p50 * 1000, 1),
        round(p95 * 1000, 1),
        round(p95 / percentile(under, 0.95), 2),
        round(p50 / percentile(under, 0.5), 2),
        one.page.bound,
        round(percentile([answer.size for answer in one.answers], 0.5) / 1024),
        tuple(one.faults),
    )


def table(lines: Sequence[Line]) -> str:
    """The lines as a table in Markdown, which is read as well on a terminal."""
    rows = [("page", "first ms", "p50 ms", "p95 ms", "p50 ×", "p95 ×", "bound", "kB", "")]
    for line in lines:
        times = (f"{line.first:.1f}", f"{line.p50:.1f}", f"{line.p95:.1f}")
        bound = f"{line.bound:g} ×" if line.bound else ""
        rows.append(
            (line.page, *times, f"{line.usual:.2f}", f"{line.ratio:.2f}", bound, str(line.kilobytes), line.verdict)
        )
    return _drawn(rows)


def export_table(exported: dict[str, Any], floor: dict[str, Any]) -> str:
    """The export beside its floor."""
    verdict = "ok" if exported["peak_mb"] <= EXPORT_MB_MOST else "OVER"
    rows = [
        ("export", "rows", "seconds", "peak MB", "bound MB", "file MB", ""),
        ("ledger to Excel", *_export_cells(exported), str(EXPORT_MB_MOST), f"{exported['file_mb']:.1f}", verdict),
        ("the same cells from a list (floor)", *_export_cells(floor), "", f"{floor['file_mb']:.1f}", ""),
    ]
    return _drawn(rows)


def _export_cells(result: dict[str, Any]) -> tuple[str, str, str]:
    return f"{result['rows']:,}", f"{result['seconds']:.1f}", f"{result['peak_mb']:.0f}"


def _drawn(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    drawn = ["| " + " | ".join(_cell(row, at, widths) for at in range(len(row))) + " |" for row in rows]
    rule = (
        "|"
        + "|".join(f" {'-' * widths[0]} " if at == 0 else f" {'-' * (w - 1)}: " for at, w in enumerate(widths))
        + "|"
    )
    return "\n".join([drawn[0], rule, *drawn[1:]])


def _cell(row: tuple[str, ...], at: int, widths: Sequence[int]) -> str:
    return row[at].ljust(widths[at]) if at == 0 else row[at].rjust(widths[at])


def keep(path: Path, house: dict[str, Any], lines: Sequence[Line], exports: dict[str, Any]) -> None:
    """The last run, for whoever compares."""
    pages = [asdict(line) | {"verdict": line.verdict} for line in lines]
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"house": house, "pages": pages} | exports, ensure_ascii=False, indent=1))
