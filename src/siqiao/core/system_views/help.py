"""Help: what each page is for, the keys, how records move, and the words of the field."""

import csv
import io
from functools import lru_cache
from importlib import resources
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from siqiao.core.lifecycle import Lifecycle, lifecycles
from siqiao.core.lifecycle_drawing import draw
from siqiao.core.navigation import Entry, Room, rooms
from siqiao.core.scope import SIGNED_IN, Request, allow, may


@allow(SIGNED_IN)
def help_page(request: Request) -> HttpResponse:
    """Made of the same declarations as the pages themselves."""
    told = [(room, _entries(room, request.user)) for room in rooms()]
    context = {
        "rooms": [(room, entries) for room, entries in told if entries],
        "lifecycles": [_shown(each) for each in lifecycles()],
        "glossary": glossary(),
        "room": "system",
    }
    return render(request, "core/system/help.html", context)


def _entries(room: Room, user: Any) -> list[tuple[Entry, str]]:
    """Pages that the person may open, with their addresses."""
    found = []
    for entry in room.entries:
        try:
            if may(user, entry.policy):
                found.append((entry, reverse(entry.url_name)))
        except NoReverseMatch:  # a page of a room that is not installed
            continue
    return found


def _shown(lifecycle: Lifecycle) -> dict[str, Any]:
    titles = {state.code: state.title for state in lifecycle.states}
    moves = [
        {
            "title": move.title,
            "sources": "、".join(str(titles[code]) for code in move.sources),
            "target": titles[move.target],
        }
        for move in lifecycle.transitions
    ]
    limits = [state for state in lifecycle.states if state.days is not None]
    return {"title": lifecycle.title, "drawing": draw(lifecycle), "moves": moves, "limits": limits}


@lru_cache(maxsize=1)
def glossary() -> list[tuple[str, str]]:
    """The field's words, Chinese and English, in the order of the handbook."""
    text = (resources.files("siqiao") / "packs" / "glossary.csv").read_text(encoding="utf-8")
    rows = csv.reader(io.StringIO(text))
    next(rows)
    return [(chinese, english) for chinese, english in rows]
