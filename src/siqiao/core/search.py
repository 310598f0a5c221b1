"""Search across rooms: each room registers where it can look."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from siqiao.core.scope import Scope


@dataclass(frozen=True)
class Hit:
    """One thing found: its title, a line of detail, its page."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class Finder:
    """A place to look, with the heading its hits stand under and who may look there."""

    name: str
    title: Any
    look: Callable[[Scope, str, int], Iterable[Hit]]
    policy: str
    order: int = 100


_finders: dict[str, Finder] = {}


def register(finder: Finder) -> Finder:
    _finders[finder.name] = finder
    return finder


def search(scope: Scope, words: str, *, limit: int = 8) -> list[tuple[Finder, list[Hit]]]:
    """Hits by place, at most `limit` each; nothing for an empty query."""
    words = words.strip()
    if not words:
        return []
    places = sorted((f for f in _finders.values() if scope.may(f.policy)), key=lambda f: f.order)
    results = [(place, list(place.look(scope, words, limit))) for place in places]
    return [(place, hits) for place, hits in results if hits]
