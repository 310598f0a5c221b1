"""Ledger 台账: a model's columns named once. From it come the list page, the Excel template, export, import,
the data dictionary and the API.

A column's `path` is a dotted attribute path ("source.name"); with "__" it is also the query path, and where the
two differ (a property), `query` says so or is None, and then the column cannot be sorted or filtered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from siqiao.core.money import MoneyField
from siqiao.core.scope import Scope

KINDS = (
    "text",
    "integer",
    "money",
    "date",
    "month",
    "boolean",
    "choice",
    "region",
    "percent",
    "identity",
    "phone",
    "account",
    "json",
)
FROM_PATH = "from path"


@dataclass(frozen=True)
class Column:
    """One column.

    `kind` is one of KINDS, told from the model where left empty. `unit` goes into the heading.
    `choices` maps codes to titles. `mask` hides the value on
    every list and in the API; an export shows it clear to people with `clear_policy`.
    `aliases` are other headings that an import understands. `note` is the template's explanation.
    `on_import` False keeps computed columns out of templates. `is_shown` False hides it until chosen.
    """

    path: str
    title: Any
    kind: str = ""
    unit: Any = ""
    required: bool = False
    width: int = 14
    note: Any = ""
    choices: Mapping[str, Any] | None = None
    mask: Callable[[str], str] | None = None
    clear_policy: str = ""
    aliases: tuple[str, ...] = ()
    on_import: bool = True
    is_shown: bool = True
    query: str | None = FROM_PATH
    max_length: int = 500
    may_be_negative: bool = False

    @property
    def name(self) -> str:
        """The key in an import's row, in the API and in the query string."""
        return self.path.replace(".", "_")

    @property
    def query_path(self) -> str | None:
        return self.path.replace(".", "__") if self.query == FROM_PATH else self.query

    def value(self, row: Any) -> Any:
        """The value in a record, following the path; None where a link on the way is empty."""
        for part in self.path.split("."):
            if row is None:
                return None
            row = getattr(row, part)
        return row() if callable(row) else row

    def shown(self, row: Any, scope: Scope | None) -> Any:
        """The value that this person may see: masked without the policy for it."""
        value = self.value(row)
        if value in (None, "") or self.mask is None:
            return value
        is_clear = scope is not None and self.clear_policy and scope.may(self.clear_policy)
        return value if is_clear else self.mask(str(value))


Writer = Callable[..., models.Model]
"""`write(scope, values, existing, today) -> record`: one imported row through the room's own service.

`values` holds only the columns that the file had, keyed by Column.name, typed by kind."""


@dataclass(frozen=True)
class Ledger:
    """A table of a room as people see it.

    `name` is a plural noun that commands use. `rows(scope)` gives the narrowed queryset with what the columns need.
    `order` is the first sort (a query path, "-" before it for descending). `filters` and `search` are query paths.
    `key` are the columns by which an imported row finds the record it changes. `write` is the import's way in;
    None where the ledger only grows through its own pages. `undo(scope, record, before)` takes an imported row back.
    `notice(scope)` is a sentence above the list, or nothing.
    `page` names the URL of a record, `totals` the money columns summed in the foot.
    """

    name: str
    model: type[models.Model]
    title: Any
    columns: Sequence[Column]
    rows: Callable[[Scope], "models.QuerySet[Any]"]
    policy: str
    write_policy: str = ""
    order: str = "-pk"
    filters: Sequence[str] = ()
    search: Sequence[str] = ()
    key: Sequence[str] = ()
    find: Callable[[Scope, Mapping[str, Any]], models.Model | None] | None = None
    write: Writer | None = None
    undo: Callable[[Scope, models.Model, Mapping[str, Any] | None], None] | None = None
    page: str = ""
    totals: Sequence[str] = ()
    about: Any = ""
    empty: Any = ""
    room: str = ""
    sheet_aliases: tuple[str, ...] = field(default=())
    notice: Callable[[Scope], Any] | None = None

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def importable(self) -> list[Column]:
        return [column for column in self.columns if column.on_import]

    def kind_of(self, column: Column) -> str:
        """The column's kind, told from the model's field where it is not said."""
        if column.kind:
            return column.kind
        if column.choices is not None:
            return "choice"
        return _kind_of_field(self.model, column.path)

    def choices_of(self, column: Column) -> dict[str, Any]:
        """Codes and titles of a choice column."""
        if column.choices is not None:
            return dict(column.choices)
        model_field = _field_at(self.model, column.path)
        return dict(getattr(model_field, "flatchoices", None) or {})

    def heading(self, column: Column) -> str:
        """The heading as people see it: title and unit."""
        return f"{column.title}（{column.unit}）" if column.unit else str(column.title)


def _field_at(model: type[models.Model], path: str) -> models.Field | None:
    found: Any = None
    for part in path.split("."):
        try:
            found = model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        if found.is_relation and found.related_model:
            model = found.related_model
    return found


def _kind_of_field(model: type[models.Model], path: str) -> str:
    model_field = _field_at(model, path)
    kinds: list[tuple[type[models.Field], str]] = [
        (MoneyField, "money"),
        (models.BooleanField, "boolean"),
        (models.DateField, "date"),
        (models.IntegerField, "integer"),
        (models.JSONField, "json"),
    ]
    if model_field is not None and getattr(model_field, "flatchoices", None):
        return "choice"
    return next((kind for cls, kind in kinds if isinstance(model_field, cls)), "text")


_ledgers: dict[str, Ledger] = {}


def register(ledger: Ledger) -> Ledger:
    """Make a ledger known to the pages, the commands, the dictionary and the API."""
    names = [column.name for column in ledger.columns]
    if len(set(names)) != len(names):
        raise ValueError(f"{ledger.name}: a column stands twice")
    if any(column.kind not in ("", *KINDS) for column in ledger.columns):
        raise ValueError(f"{ledger.name}: unknown kind of column")
    _ledgers[ledger.name] = ledger
    return ledger


def ledgers() -> list[Ledger]:
    return sorted(_ledgers.values(), key=lambda ledger: (ledger.room, ledger.name))


def find(name: str) -> Ledger | None:
    return _ledgers.get(name)
