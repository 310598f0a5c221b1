"""Indicator 指标: a named figure with unit, formula and the rows behind it.

From a declaration come the tiles of the cockpit, the assessment's tables, the API and the "why" page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from siqiao.core.scope import Scope


@dataclass(frozen=True)
class Source:
    """The ledger and the query that list the rows of a figure."""

    ledger: str
    query: Mapping[str, str]


@dataclass(frozen=True)
class Input:
    """One number that went into a figure, with the rows it came from."""

    title: Any
    value: Any
    unit: Any = ""
    source: Source | None = None


@dataclass(frozen=True)
class Result:
    """A figure with its inputs; `value` is None where there is nothing to compute from."""

    value: Any
    inputs: tuple[Input, ...] = ()
    source: Source | None = None
    target: Any = None
    trend: tuple[tuple[int, Any], ...] = ()  # (year, value), oldest first


@dataclass(frozen=True)
class Indicator:
    """A figure of a year in a county. `unit` is one of 元, 万元, %, 个, 户, 人 or a translated word.

    `code` follows the handbook's section 9 where the assessment names it. `formula` is the sentence people read.
    """

    code: str
    title: Any
    unit: Any
    room: str
    formula: Any
    compute: Callable[[Scope, int], Result]
    policy: str
    order: int = 100
    on_cockpit: bool = False


_indicators: dict[str, Indicator] = {}


def register(indicator: Indicator) -> Indicator:
    _indicators[indicator.code] = indicator
    return indicator


def indicators(room: str | None = None) -> list[Indicator]:
    """All indicators, or a room's, in order."""
    chosen = [i for i in _indicators.values() if room in (None, i.room)]
    return sorted(chosen, key=lambda i: (i.room, i.order, i.code))


def find(code: str) -> Indicator | None:
    return _indicators.get(code)
