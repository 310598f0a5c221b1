"""Every write of the registry, by subject. Each takes the `Scope` first: who writes, in which part of which county."""

from siqiao.registry.services.documents import add_document, change_document
from siqiao.registry.services.households import change_household, move_household, register_household
from siqiao.registry.services.organisations import add_member, add_organisation, change_organisation
from siqiao.registry.services.persons import add_person, change_person, name_head, remove_person
from siqiao.registry.services.reveals import reveal_household, reveal_organisation
from siqiao.registry.services.undoing import (
    undo_document,
    undo_household,
    undo_organisation,
    undo_person,
    undo_year,
)
from siqiao.registry.services.years import record_year

__all__ = [
    "add_document",
    "add_member",
    "add_organisation",
    "add_person",
    "change_document",
    "change_household",
    "change_organisation",
    "change_person",
    "move_household",
    "name_head",
    "record_year",
    "register_household",
    "remove_person",
    "reveal_household",
    "reveal_organisation",
    "undo_document",
    "undo_household",
    "undo_organisation",
    "undo_person",
    "undo_year",
]
