"""Where the furniture itself can look: the pages of the menu."""

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from siqiao.core.navigation import rooms
from siqiao.core.scope import SIGNED_IN, Scope
from siqiao.core.search import Finder, Hit, register


def find_pages(scope: Scope, words: str, limit: int) -> list[Hit]:
    """Pages that the person may open and whose title or room holds the words."""
    word = words.lower()
    return [hit for hit in _pages(scope) if word in f"{hit.title} {hit.detail}".lower()][:limit]


def _pages(scope: Scope) -> Iterator[Hit]:
    for room in rooms():
        for entry in room.entries:
            if not scope.may(entry.policy):
                continue
            try:
                yield Hit(str(entry.title), str(room.title), reverse(entry.url_name))
            except NoReverseMatch:  # a page of a room that is not installed
                continue


register(Finder("pages", _("页面"), find_pages, SIGNED_IN, order=90))
