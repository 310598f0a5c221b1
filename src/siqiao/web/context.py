"""What the frame of every page shows; worked out only where a template asks for it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from siqiao.core.alert import alerts
from siqiao.core.kept import kept
from siqiao.core.models import Region
from siqiao.core.navigation import Entry, Room, rooms
from siqiao.core.scope import Scope

KEPT_SECONDS = 600
KEY_LENGTH_MAX = 240


@dataclass(frozen=True)
class Page:
    """An entry of the menu with its address."""

    title: Any
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Door:
    """A room of the menu as this person sees it; `url` is its front door."""

    room: Room
    pages: tuple[Page, ...]
    is_current: bool

    @property
    def url(self) -> str:
        return self.pages[0].url


class Frame:
    """The frame around one page. Each part is asked of the database at most once, and only when it is drawn."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.scope: Scope | None = getattr(request, "scope", None)

    @cached_property
    def rooms(self) -> list[Door]:
        """The rooms with a page that the person may open."""
        if self.scope is None:
            return []
        found = [(room, _open_entries(room, self.scope)) for room in rooms()]
        shown = [(room, entries) for room, entries in found if entries]
        here = _here(self.request.path, shown)
        return [_door(room, entries, here) for room, entries in shown]

    @cached_property
    def home(self) -> str:
        """The front door of the first room, where the house's name leads."""
        return self.rooms[0].url if self.rooms else "/"

    @cached_property
    def counties(self) -> list[tuple[str, str, bool]]:
        """Code, name and whether it is the one worked in, of each county of the account."""
        codes: list[str] = getattr(self.request, "counties", [])
        if not codes or self.scope is None:
            return []
        names = _names_of(codes)
        return [(code, names.get(code, code), code == self.scope.county) for code in codes]

    @cached_property
    def todo_count(self) -> int:
        """How many things wait for this person; counted anew only after something has been written."""
        if self.scope is None:
            return 0
        scope = self.scope
        return kept(scope, "todo", lambda: len(alerts(scope, todo=True)), per_user=True)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}


def _names_of(codes: list[str]) -> dict[str, str]:
    """Names of counties; they hardly ever change, so they are asked of the database every ten minutes."""
    key = "county-names:" + ":".join(codes)
    names: dict[str, str] | None = cache.get(key) if len(key) < KEY_LENGTH_MAX else None
    if names is None:
        found = Region.objects.filter(code__in=[f"{code}000000" for code in codes])
        names = {code[:6]: name for code, name in found.values_list("code", "name")}
        if len(key) < KEY_LENGTH_MAX:
            cache.set(key, names, KEPT_SECONDS)
    return names


def _open_entries(room: Room, scope: Scope) -> list[tuple[Entry, str]]:
    """The entries of a room that this person may open, with their addresses."""
    mine = [(entry, _address(entry)) for entry in room.entries if scope.may(entry.policy)]
    return [(entry, url) for entry, url in mine if url]


def _address(entry: Entry) -> str:
    """Where an entry leads; empty where its room's pages are not installed."""
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""


def _here(path: str, shown: list[tuple[Room, list[tuple[Entry, str]]]]) -> tuple[str, str]:
    """The room and the entry that a path belongs to: the entry with the longest address that begins it.

    A page without an entry of its own belongs to the room whose code begins its address.
    """
    fits = [
        (len(url), room.code, url)
        for room, entries in shown
        for _entry, url in entries
        if path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
    ]
    if fits:
        _length, code, url = max(fits)
        return code, url
    first = path.strip("/").split("/")[0]
    return next(((room.code, "") for room, _entries in shown if room.code == first), ("", ""))


def _door(room: Room, entries: list[tuple[Entry, str]], here: tuple[str, str]) -> Door:
    code, current = here
    pages = tuple(Page(entry.title, url, url == current) for entry, url in entries)
    return Door(room, pages, room.code == code)
