"""A record's history from the audit chain, in words: who did what, which columns changed, personal values left out."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from siqiao.core.audit import subject_of
from siqiao.core.audit_names import title_of
from siqiao.core.models import AuditEntry

KEPT_BY_SERVICES = {"lot_number", "posted_at"}  # places and moments that say nothing to a reader


@dataclass(frozen=True)
class Change:
    """One column before and after; both empty for a personal column, whose values the chain does not hold."""

    title: str
    before: str = ""
    after: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Line:
    """One entry of a history."""

    at: datetime.datetime
    actor: str
    title: Any
    subject: str
    note: str
    changes: tuple[Change, ...]


def history_of(*groups: Iterable[models.Model], limit: int = 50) -> list[Line]:
    """The newest entries about the records of some groups (each of one model); one query."""
    wanted = Q(pk__in=[])
    for group in groups:
        subjects = [subject_of(record) for record in group]
        if subjects:
            wanted |= Q(subject=subjects[0][0], subject_key__in=[key for _table, key in subjects])
    return [_line(entry) for entry in AuditEntry.objects.filter(wanted).order_by("-number")[:limit]]


def _line(entry: AuditEntry) -> Line:
    return Line(entry.at, entry.actor, title_of(entry.action), entry.title, entry.note, _changes(entry))


def _changes(entry: AuditEntry) -> tuple[Change, ...]:
    if not entry.before or not entry.after:
        return ()
    model = apps.get_model(entry.subject)
    names = [name for name in entry.after if entry.after[name] != entry.before.get(name)]
    found = (_change(model, name, entry.before.get(name), entry.after[name]) for name in names)
    return tuple(change for change in found if change is not None)


def _change(model: type[models.Model], name: str, before: Any, after: Any) -> Change | None:
    """A column's change; None for blind indexes, which repeat what their column says."""
    if name.endswith("_index") or name in KEPT_BY_SERVICES:
        return None
    try:
        field = model._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    title = str(getattr(field, "verbose_name", name))
    if any(str(value).startswith("blind:") for value in (before, after)):
        return Change(title, is_hidden=True)
    return Change(title, _shown(field, before), _shown(field, after))


def _shown(field: Any, value: Any) -> str:
    if value in (None, "", []):
        return _("空")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    if field.is_relation:
        return _named(field, value)
    if isinstance(field, models.DateTimeField):
        return str(value)[:16].replace("T", " ")
    return str(dict(getattr(field, "flatchoices", None) or {}).get(value, value))


def _named(field: Any, key: Any) -> str:
    """What a link points to, by name; its key where it is gone."""
    found = field.related_model._base_manager.filter(pk=key).first()
    return str(found) if found is not None else str(key)
