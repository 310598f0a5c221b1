"""What a person asked of a ledger's list: words, filters, order, columns, place. Read from the address, put into rows.

Pages are found by key, not by number: page 900 of a million rows costs what page 1 costs.
"""

import base64
import binascii
import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from siqiao.core.ledger import Column, Ledger
from siqiao.core.ledger_filters import Filter, condition, field_at, filters_of, found_keys, is_indexed, may_be_empty
from siqiao.core.scope import Scope

PAGE_ROWS = 50
COUNTED_MOST = 10_000
OFFSET_MOST = 1_000_000


@dataclass(frozen=True)
class Chip:
    """A filter in force, in words, with the address without it."""

    text: str
    without: str


@dataclass(frozen=True)
class Page:
    """The rows of one page and how to go on; `next` is an address string, empty at the end."""

    rows: Sequence[Any]
    next: str
    is_first: bool


@dataclass(frozen=True)
class LedgerQuery:
    """The address of a ledger's list, understood. Unknown or unreadable parameters are left aside and named."""

    ledger: Ledger
    scope: Scope
    data: QueryDict
    ignored: list[str] = field(default_factory=list, compare=False)

    @property
    def words(self) -> str:
        return self.data.get("q", "").strip()

    @cached_property
    def columns(self) -> list[Column]:
        """The columns chosen, in the ledger's order; those shown by default where none are."""
        chosen = set(self.data.getlist("show"))
        known = [c for c in self.ledger.columns if c.name in chosen]
        return known or [c for c in self.ledger.columns if c.is_shown]

    @cached_property
    def order(self) -> str:
        wanted = self.data.get("order", "")
        sortable = {c.query_path for c in self.ledger.columns if c.query_path}
        path = wanted.removeprefix("-")
        if path not in sortable:
            return self.ledger.order
        if not is_indexed(self.ledger.model, path) and not self.is_counted:
            self.ignored.append(str(_("超过 {most} 条时不能按这一列排序").format(most=COUNTED_MOST)))
            return self.ledger.order
        return wanted

    @cached_property
    def filters(self) -> list[tuple[Filter, dict[str, str]]]:
        """Each filter with what was asked of it."""
        found = []
        for each in filters_of(self.ledger):
            names = (f"{each.name}_from", f"{each.name}_to", each.name) if each.kind == "span" else (each.name,)
            asked = {name: str(self.data[name]).strip() for name in names if self.data.get(name, "").strip()}
            found.append((each, asked))
        return found

    def address(self, *, without: Sequence[str] = (), **changes: str) -> str:
        """The query string with some parameters changed and the place in the list dropped."""
        data = self.data.copy()
        for name in ("after", *without):
            data.pop(name, None)
        for name, value in changes.items():
            data[name] = value
        return data.urlencode()

    @cached_property
    def rows(self) -> "models.QuerySet[Any]":
        """The rows asked for, not yet ordered."""
        rows = self.ledger.rows(self.scope)
        for each, asked in self.filters:
            for name, value in asked.items():
                rows = self._narrow(rows, each, name, value)
        if self.words:
            rows = rows.filter(pk__in=found_keys(self.ledger, self.scope, self.words))
        return rows

    def _narrow(self, rows: Any, each: Filter, name: str, value: str) -> Any:
        try:
            return rows.filter(condition(self.ledger, each, name, value))
        except (ValueError, TypeError, ArithmeticError):
            self.ignored.append(f"{each.title}：{value}")
            return rows

    @cached_property
    def ordered(self) -> "models.QuerySet[Any]":
        descending, path = self.order.startswith("-"), self.order.removeprefix("-")
        if path == "pk":
            return self.rows.order_by(self.order)
        return self.rows.order_by(self.order, "-pk" if descending else "pk")

    @cached_property
    def count(self) -> int:
        """How many rows there are, counted up to COUNTED_MOST + 1."""
        return self.rows.order_by().values("pk")[: COUNTED_MOST + 1].count()

    @property
    def is_counted(self) -> bool:
        return self.count <= COUNTED_MOST

    def totals(self) -> dict[str, Decimal]:
        """Sums of the money columns by column name; empty where the rows are too many to be summed on a page."""
        paths = [path for path in self.ledger.totals if self.is_counted and self.count]
        if not paths:
            return {}
        names = {f"total_{at}": path for at, path in enumerate(paths)}
        sums = self.rows.order_by().aggregate(**{name: models.Sum(path) for name, path in names.items()})
        return {path: sums[name] for name, path in names.items() if sums[name] is not None}

    def page(self) -> Page:
        """One page of rows from the place in the address; a place that cannot be is the first page."""
        place = _read_place(self.data.get("after", ""))
        try:
            return self._page(place)
        except (ValueError, TypeError, OverflowError, ValidationError):
            return self._page(None)

    def _page(self, place: Sequence[Any] | None) -> Page:
        rows = self.ordered
        if place and place[0] == "at":
            found = list(rows[place[1] : place[1] + PAGE_ROWS + 1])
            following = _place("at", place[1] + PAGE_ROWS)
        else:
            if place:
                rows = rows.filter(self._beyond(place))
            found = list(rows[: PAGE_ROWS + 1])
            following = self._place_after(found)
        has_more = len(found) > PAGE_ROWS
        following_page = self.address(after=following) if has_more else ""
        return Page(found[:PAGE_ROWS], following_page, place is None)

    def _place_after(self, found: Sequence[Any]) -> str:
        if len(found) <= PAGE_ROWS:
            return ""
        last, path = found[PAGE_ROWS - 1], self.order.removeprefix("-")
        if path == "pk":
            return _place("key", last.pk, last.pk)
        if may_be_empty(self.ledger.model, path):
            return _place("at", PAGE_ROWS)
        value: Any = last
        for part in path.split("__"):
            value = getattr(value, part)
        return _place("key", _plain(value), last.pk)

    def _beyond(self, place: Sequence[Any]) -> Q:
        """Rows after a place in the order: written so that an index on (path, key) serves it."""
        path, descending = self.order.removeprefix("-"), self.order.startswith("-")
        ahead, within = ("lt", "lte") if descending else ("gt", "gte")
        value, key = place[1], place[2]
        if path == "pk":
            return Q(**{f"pk__{ahead}": key})
        further = Q(**{f"{path}__{ahead}": value}) | Q(**{f"pk__{ahead}": key})
        return Q(**{f"{path}__{within}": value}) & further

    def chips(self) -> list[Chip]:
        """The filters in force, in words."""
        found = (
            [Chip(str(_("查找：{words}").format(words=self.words)), self.address(without=["q"]))] if self.words else []
        )
        for each, asked in self.filters:
            for name, value in asked.items():
                sign = {"_from": " ≥ ", "_to": " ≤ "}.get(name[len(each.name) :], "：")
                shown = dict(each.choices).get(value, self._shown(each, value))
                found.append(Chip(f"{each.title}{sign}{shown}", self.address(without=[name])))
        return found

    def _shown(self, each: Filter, value: str) -> str:
        """A link's or a region's value as its name."""
        related = getattr(field_at(self.ledger.model, each.path), "related_model", None)
        if related is None:
            return value
        found = related.objects.filter(pk=value.ljust(12, "0") if each.kind == "region" else value).first()
        return str(found) if found else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def _place(*parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts, default=str).encode()).decode().rstrip("=")


def _read_place(text: str) -> list[Any] | None:
    """A place of an address; None for none and for one that cannot be read."""
    if not text:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        return None
    if not isinstance(found, list) or not found:
        return None
    is_offset = found[0] == "at" and len(found) == 2 and isinstance(found[1], int) and 0 < found[1] <= OFFSET_MOST
    return found if is_offset or (found[0] == "key" and len(found) == 3) else None


def parameters(query: Mapping[str, str]) -> QueryDict:
    """A mapping as the parameters of an address, for links from figures to their rows."""
    data = QueryDict(mutable=True)
    data.update(query)
    return data
