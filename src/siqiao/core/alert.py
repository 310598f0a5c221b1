"""Alerts and to-dos: what a room finds by itself and somebody has to look at."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from siqiao.core.scope import Scope


@dataclass(frozen=True)
class Alert:
    """One finding: a sentence, its weight (overdue | warning | todo), the page where it is mended."""

    title: Any
    weight: str
    url: str
    room: str
    due: datetime.date | None = None
    detail: Any = ""


@dataclass(frozen=True)
class AlertSource:
    """A look that a room takes over a county. `policy` is who is told. A to-do is what this person can act on."""

    name: str
    find: Callable[[Scope], Iterable[Alert]]
    policy: str
    is_todo: bool = False


_sources: dict[str, AlertSource] = {}
_order = {"overdue": 0, "warning": 1, "todo": 2}


def register(source: AlertSource) -> AlertSource:
    _sources[source.name] = source
    return source


def alerts(scope: Scope, *, todo: bool = False) -> list[Alert]:
    """Everything found in a county that this person is told, the gravest first."""
    told = [s for s in _sources.values() if s.is_todo == todo and scope.may(s.policy)]
    found = [alert for source in told for alert in source.find(scope)]
    return sorted(found, key=lambda a: (_order[a.weight], a.due or datetime.date.max))
