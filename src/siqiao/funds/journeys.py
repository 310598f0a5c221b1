"""A journey as the page shows it: legs by level, ends, and what rooms above say the money became."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from siqiao.core.money import ZERO
from siqiao.core.scope import Scope
from siqiao.funds.models import Purse, Transfer
from siqiao.funds.trace import Journey, Leg


@dataclass(frozen=True)
class Level:
    """All legs at one distance from the start."""

    number: int
    legs: list[Leg]
    total: Decimal
    more: int = 0  # smaller legs that are summed and not shown


@dataclass(frozen=True)
class Became:
    """A part that a room above adds: a heading, table headings, rows (each with a link or ""), and a sum."""

    title: Any
    headings: list[Any]
    rows: list[tuple[list[Any], str]]
    total: Decimal | None = None
    note: Any = ""


SHOWN_LEGS, DRAWN_LEGS = 12, 24
Teller = Callable[[Scope, dict[int, Decimal]], list[Became]]
"""Given how much of the traced money was paid out of each project purse (key → yuan), what it became."""

_tellers: list[Teller] = []


def register_teller(teller: Teller) -> Teller:
    """A room above tells what money became once it was paid: assets, dividends."""
    _tellers.append(teller)
    return teller


def levels_of(journey: Journey) -> list[Level]:
    """The legs by level; within a level the largest first."""
    by_level: dict[int, list[Leg]] = {}
    for leg in journey.legs:
        by_level.setdefault(leg.level, []).append(leg)
    return [_level(number, legs) for number, legs in sorted(by_level.items())]


def _level(number: int, legs: list[Leg]) -> Level:
    ordered = sorted(legs, key=lambda leg: -leg.amount)
    total = sum((leg.amount for leg in legs), ZERO)
    return Level(number, ordered[:SHOWN_LEGS], total, len(ordered) - len(ordered[:SHOWN_LEGS]))


def paid_by_project(journey: Journey) -> dict[int, Decimal]:
    """How much of the traced money was paid out of each project's purse, less what came back."""
    paid: dict[int, Decimal] = {}
    for leg in journey.legs:
        transfer = leg.transfer
        if transfer.kind == Transfer.Kind.PAYMENT:
            paid[transfer.source_id] = paid.get(transfer.source_id, ZERO) + leg.amount
        elif transfer.target.kind == Purse.Kind.PROJECT and transfer.source.kind == Purse.Kind.PAYEE:
            paid[transfer.target_id] = paid.get(transfer.target_id, ZERO) - leg.amount
    return {key: amount for key, amount in paid.items() if amount > 0}


def became(scope: Scope, journey: Journey) -> list[Became]:
    """What the rooms above tell of a forward journey."""
    paid = paid_by_project(journey)
    return [part for teller in _tellers for part in teller(scope, paid)] if paid else []


def drawing(journey: Journey, *, most: int = DRAWN_LEGS) -> dict[str, Any]:
    """An ECharts Sankey of the journey in yuan; a purse met at two levels stands twice, so no line runs back."""
    nodes: dict[str, dict[str, Any]] = {}
    links: dict[tuple[str, str], Decimal] = {}
    forward = journey.direction == "forward"
    for leg in sorted(journey.legs, key=lambda leg: -leg.amount)[:most]:
        near, far = leg.level, leg.level + 1
        levels = (near, far) if forward else (far, near)
        source, target = _node(nodes, leg.transfer.source, levels[0]), _node(nodes, leg.transfer.target, levels[1])
        links[source, target] = links.get((source, target), ZERO) + leg.amount
    return {
        "tooltip": {"trigger": "item"},
        "series": [
            {
                "type": "sankey",
                "nodeAlign": "left" if forward else "right",
                "right": 150,
                "data": list(nodes.values()),
                "links": [{"source": s, "target": t, "value": float(v)} for (s, t), v in links.items()],
                "label": {"width": 130, "overflow": "truncate"},
                "lineStyle": {"color": "source", "opacity": 0.3},
            }
        ],
    }


def _node(nodes: dict[str, dict[str, Any]], purse: Purse, level: int) -> str:
    name = purse.name + "\u200b" * level  # zero-width marks keep names apart by level
    nodes.setdefault(name, {"name": name})
    return name
