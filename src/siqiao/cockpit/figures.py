"""What the cockpit shows, gathered from what the rooms have registered; kept until something is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from siqiao.core import chart, indicator
from siqiao.core.alert import Alert, alerts
from siqiao.core.chart import Chart, Drawing
from siqiao.core.indicator import Indicator, Result, Source
from siqiao.core.kept import kept
from siqiao.core.ledger import find
from siqiao.core.ledger_query import parameters
from siqiao.core.money import wan
from siqiao.core.scope import Scope

ALERTS_SHOWN = 8


@dataclass(frozen=True)
class Tile:
    """One figure: as it is read, its unit, its target, its trend, its rows and its explanation."""

    code: str
    title: str
    value: str
    exact: str
    unit: str
    target: str
    trend: tuple[tuple[int, float], ...]
    rows: str
    why: str
    room: str


def tiles(scope: Scope, year: int, *, everything: bool = False) -> list[Tile]:
    """The indicators that this person may see, in order."""
    chosen = [i for i in indicator.indicators() if scope.may(i.policy) and (everything or i.on_cockpit)]
    return kept(scope, f"tiles:{year}:{everything}", lambda: [_tile(scope, i, year) for i in chosen])


def _tile(scope: Scope, declared: Indicator, year: int) -> Tile:
    result = declared.compute(scope, year)
    value, unit = shown(result.value, declared.unit)
    return Tile(
        declared.code,
        str(declared.title),
        value,
        f"{result.value:,.2f}" if isinstance(result.value, Decimal) and unit != "%" else "",
        unit,
        shown(result.target, declared.unit)[0] if result.target is not None else "",
        tuple((y, float(v)) for y, v in result.trend if v is not None),
        rows_url(scope, result.source),
        reverse("indicator", args=[declared.code]) + f"?year={year}",
        declared.room,
    )


def shown(value: Any, unit: Any) -> tuple[str, str]:
    """A value as people read it: yuan as 万元, shares as %, counts grouped."""
    if value is None:
        return "—", ""
    if str(unit) in ("元", "yuan"):
        return f"{wan(value):,.2f}", _("万元")
    if str(unit) == "%":
        return f"{value * 100:.1f}", "%"
    return (f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"), str(unit)


def rows_url(scope: Scope, source: Source | None) -> str:
    """The list of the rows behind a figure; empty where this person may not open it."""
    ledger = find(source.ledger) if source else None
    if source is None or ledger is None or not scope.may(ledger.policy):
        return ""
    return f"{reverse(ledger.name)}?{parameters(source.query).urlencode()}"


@dataclass(frozen=True)
class Picture:
    """A chart of the cockpit with its drawing and the address of its Excel."""

    chart: Chart
    drawing: Drawing
    excel: str


def pictures(scope: Scope, year: int) -> list[Picture]:
    """The charts that this person may see, in order."""
    chosen = [c for c in chart.charts() if c.on_cockpit and scope.may(c.policy)]
    drawings: Sequence[Drawing] = kept(scope, f"charts:{year}", lambda: [_plain(c.draw(scope, year)) for c in chosen])
    return [Picture(c, d, excel_url(c, year)) for c, d in zip(chosen, drawings, strict=True)]


def _plain(drawing: Drawing) -> Drawing:
    """Headings as text, so that the drawing can be kept."""
    return Drawing([str(h) for h in drawing.headings], [list(r) for r in drawing.rows], drawing.option, drawing.links)


def excel_url(declared: Chart, year: int) -> str:
    return reverse("chart-excel", args=[declared.name]) + f"?year={year}"


def findings(scope: Scope) -> tuple[list[Alert], int]:
    """The gravest things found, and how many there are in all."""

    def look() -> tuple[list[Alert], int]:
        found = alerts(scope)
        return [_settled(alert) for alert in found[:ALERTS_SHOWN]], len(found)

    return kept(scope, "alerts", look)


def _settled(alert: Alert) -> Alert:
    return Alert(str(alert.title), alert.weight, alert.url, alert.room, alert.due, str(alert.detail))


def inputs_of(scope: Scope, result: Result) -> list[tuple[Any, str, str, str]]:
    """Title, value, unit and rows of each number that went into a figure."""
    return [(i.title, *shown(i.value, i.unit), rows_url(scope, i.source)) for i in result.inputs]
