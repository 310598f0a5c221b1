"""Navigation: each room says which pages it has; the frame shows those that the person may open."""

from dataclasses import dataclass
from typing import Any


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
