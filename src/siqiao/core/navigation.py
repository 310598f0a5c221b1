"""Navigation: each room says which pages it has; the frame shows those that the person may open."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from siqiao.core.scope import may


@dataclass(frozen=True)
class Entry:
    """One page of a room in the menu; `about` is its sentence on the help page."""

    title: Any
    url_name: str
    policy: str
    about: Any = ""


@dataclass(frozen=True)
class Room:
    """A room of the menu: its place, icon (name in the sprite), bridge hue, and pages, the first its front door."""

    code: str
    title: Any
    icon: str
    order: int
    entries: tuple[Entry, ...]
    hue: str = ""


_rooms: dict[str, Room] = {}


def register(room: Room) -> Room:
    _rooms[room.code] = room
    return room


def rooms() -> list[Room]:
    """All rooms in the order of the menu."""
    return sorted(_rooms.values(), key=lambda room: room.order)


def first_page(user: Any) -> str:
    """The address of the first page that a person may open; the help page where there is none."""
    for room in rooms():
        for entry in room.entries:
            try:
                if may(user, entry.policy):
                    return reverse(entry.url_name)
            except NoReverseMatch:  # a page of a room that is not installed
                continue
    return reverse("help")
