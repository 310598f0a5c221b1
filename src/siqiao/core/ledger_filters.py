"""The ways to narrow a ledger: controls from its declaration, conditions from what was asked, words to keys."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.ledger import Ledger
from siqiao.core.scope import Scope, prefix_q
from siqiao.reading import values

FOUND_MOST = 1_000
SPANNED = ("date", "month", "money", "integer", "percent")


def is_indexed(model: type[models.Model], path: str) -> bool:
    """Whether an index serves an order by a column within one county: then a million rows cost what fifty cost."""
    ordered = [
        [name.removeprefix("-") for name in index.fields if name.removeprefix("-") != "county"]
        for index in model._meta.indexes
    ]
    unique = [list(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    ordered += [[name for name in names if name != "county"] for names in unique]
    return path == "pk" or any(names[:1] == [path] for names in ordered)


def may_be_empty(model: type[models.Model], path: str) -> bool:
    """Whether a query path can end in nothing: through an empty link, or in a column without a value."""
    parts = path.split("__")
    fields = [field_at(model, "__".join(parts[: at + 1])) for at in range(len(parts))]
    return any(found is None or found.null for found in fields)


@dataclass(frozen=True)
class Filter:
    """One way to narrow a ledger: its address parameter, heading and kind, with choices where it has them."""

    name: str
    path: str
    title: Any
    kind: str  # choice | boolean | span | region | link
    choices: tuple[tuple[str, Any], ...] = ()
    unit: Any = ""
    input_type: str = "text"


def filters_of(ledger: Ledger) -> list[Filter]:
    """The filters that a ledger declares, as controls."""
    return [_filter(ledger, path) for path in ledger.filters]


def _filter(ledger: Ledger, path: str) -> Filter:
    column = next((c for c in ledger.columns if c.query_path == path), None)
    model_field = field_at(ledger.model, path)
    title = column.title if column else getattr(model_field, "verbose_name", path)
    kind = ledger.kind_of(column) if column else ""
    choices = tuple(
        (ledger.choices_of(column) if column else dict(getattr(model_field, "flatchoices", None) or {})).items()
    )
    unit = column.unit if column else ""
    if choices:
        return Filter(path, path, title, "choice", choices)
    if kind == "boolean" or isinstance(model_field, models.BooleanField):
        return Filter(path, path, title, "boolean", (("1", _("是")), ("0", _("否"))))
    if kind == "region" or _is_region(model_field):
        return Filter(path, path, title, "region")
    if kind in SPANNED:
        return Filter(
            path, path, title, "span", unit=unit, input_type="date" if kind in ("date", "month") else "number"
        )
    return Filter(path, path, title, "link")


def _is_region(model_field: Any) -> bool:
    related = getattr(model_field, "related_model", None)
    return related is not None and related._meta.label_lower == "core.region"


def field_at(model: type[models.Model], path: str) -> Any:
    """The model field at a query path; None where there is none."""
    found: Any = None
    for part in path.split("__"):
        try:
            found = model._meta.get_field(part)
        except FieldDoesNotExist:  # a path may name a column such as village_id
            return next((f for f in model._meta.concrete_fields if f.attname == part), None)
        if found.is_relation and found.related_model:
            model = found.related_model
    return found


def found_keys(ledger: Ledger, scope: Scope, words: str) -> list[Any]:
    """Keys of rows whose searched columns begin with the words, or hold them where the path is marked "~".

    Each path is asked by itself, so that its own index answers; at most FOUND_MOST a path.
    """
    keys: dict[Any, None] = {}
    for path in ledger.search:
        rows = ledger.rows(scope).order_by()
        asked = _searched(ledger.model, path, words)
        keys |= dict.fromkeys(rows.filter(asked).values_list("pk", flat=True)[:FOUND_MOST])
    return list(keys)


def _searched(model: type[models.Model], path: str, words: str) -> Q:
    """The condition on one searched path. A linked record is found first, by its own index, then what it hangs on."""
    if path.startswith("~"):
        return Q(**{f"{path[1:]}__icontains": words})
    link, _dot, rest = path.partition("__")
    related = getattr(field_at(model, link), "related_model", None) if rest else None
    if related is None:
        return prefix_q(path, words)
    found = related._default_manager.filter(prefix_q(rest, words)).order_by()
    return Q(**{f"{link}__in": list(found.values_list("pk", flat=True)[:FOUND_MOST])})


def condition(ledger: Ledger, each: Filter, name: str, value: str) -> Q:
    """What a filter asks of the rows. Raises ValueError or ArithmeticError for a value that cannot be meant."""
    if each.kind == "choice":
        allowed = {str(code) for code, _title in each.choices}
        wanted = [code for code in value.split(",") if code in allowed]
        if not wanted:
            raise ValueError(value)
        return Q(**{f"{each.path}__in": wanted})
    if each.kind == "boolean":
        return Q(**{each.path: value == "1"})
    if each.kind == "region":
        if not value.isdigit():
            raise ValueError(value)
        path = each.path if each.path.endswith("_id") or "__code" in each.path else f"{each.path}_id"
        return prefix_q(path, value[:12].rstrip("0") if len(value) == 12 and value.endswith("000") else value)
    if each.kind == "span":
        lookup = {"_from": "__gte", "_to": "__lte"}.get(name[len(each.name) :], "")
        return Q(**{each.path + lookup: _typed(ledger, each, value)})
    return Q(**{each.path: value})


def _typed(ledger: Ledger, each: Filter, value: str) -> datetime.date | Decimal | int:
    if each.input_type == "date":
        return values.day(value)
    column = next((c for c in ledger.columns if c.query_path == each.path), None)
    kind = ledger.kind_of(column) if column else "integer"
    if kind == "money":
        return values.amount(value, may_be_negative=True)
    return values.share(value) if kind == "percent" else values.integer(value)
