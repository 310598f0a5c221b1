"""Charts: described on the server as a table and an ECharts option, so that picture, table and Excel agree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from siqiao.core.scope import Scope


@dataclass(frozen=True)
class Drawing:
    """What a chart shows: the table's headings and rows, and the option that draws the same numbers.

    `links` maps a node's or bar's name to the page behind it.
    """

    headings: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    option: dict[str, Any]
    links: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.rows


@dataclass(frozen=True)
class Chart:
    """A named chart of a year in a county."""

    name: str
    title: Any
    room: str
    draw: Callable[[Scope, int], Drawing]
    policy: str
    order: int = 100
    on_cockpit: bool = False
    caption: Any = ""
    is_table: bool = False  # rows to be read, with no picture


_charts: dict[str, Chart] = {}


def register(chart: Chart) -> Chart:
    _charts[chart.name] = chart
    return chart


def charts(room: str | None = None) -> list[Chart]:
    return sorted((c for c in _charts.values() if room in (None, c.room)), key=lambda c: (c.order, c.name))


def find(name: str) -> Chart | None:
    return _charts.get(name)
