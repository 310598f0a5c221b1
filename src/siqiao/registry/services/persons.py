"""Persons: added to a household, changed, made its head, taken out with the reason kept."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core import audit
from siqiao.core.scope import Scope
from siqiao.registry.identity import birth_of, sex_of, tidy
from siqiao.registry.models import Household, Person
from siqiao.registry.services.numbering import next_code
from siqiao.registry.validation import (
    fill,
    refusal,
    require_in_sight,
    require_living_once,
    require_number,
    require_person,
)


def add_person(scope: Scope, household: Household, *, note: str = "", **values: Any) -> Person:
    """Add a member. Raises DomainError (second head, identity number, age, living elsewhere), Forbidden."""
    with transaction.atomic():
        locked = Household.objects.select_for_update().get(pk=household.pk)
        require_in_sight(scope, locked.village_id)
        if values.get("relation") == Person.Relation.HEAD and head_of(locked):
            raise refusal(_("这户已有户主；要换户主，请在成员中办理“设为户主”。"), "second_head", "relation")
        return enter(locked, values, actor=scope.user, note=note)


def enter(household: Household, values: Mapping[str, Any], *, actor: Any, note: str = "") -> Person:
    """Write a new member of a locked household and keep the household's derived columns."""
    person = Person(
        county=household.county,
        household=household,
        village_id=household.village_id,
        code=next_code(Person.objects.filter(household=household), f"{household.code}-", digits=2),
    )
    fill(person, _with_identity(values))
    if person.born_on is None or not person.sex:
        raise refusal(_("没有身份证号时，须填写出生日期和性别。"), "birth_needed", "born_on", "sex")
    require_person(person, head_of(household))
    require_living_once(person)
    person.save(force_insert=True)
    audit.record(actor, "person.added", person, note=note)
    keep_derived(household)
    return person


def change_person(scope: Scope, person: Person, *, note: str = "", **values: Any) -> Person:
    """Change columns of a living member. The head is changed by `name_head`."""
    with transaction.atomic():
        locked = _locked(scope, person)
        was_head = locked.is_head
        with audit.change(scope.user, "person.changed", locked, note=note):
            fill(locked, values)
            if locked.is_head != was_head:
                raise refusal(_("要换户主，请办理“设为户主”。"), "head", "relation")
            require_person(locked, head_of(locked.household))
            require_living_once(locked)
            locked.save()
        keep_derived(locked.household)
    return locked


def name_head(scope: Scope, person: Person, *, former_becomes: str, note: str = "") -> Person:
    """Make a member the head; the former head becomes what `former_becomes` says (a relation to the new one)."""
    with transaction.atomic():
        locked = _locked(scope, person)
        if not locked.is_living:
            raise refusal(_("这名成员已不在户内。"), "left", "person")
        former = head_of(locked.household)
        if former is not None and former.pk != locked.pk:
            if former_becomes not in set(Person.Relation) - {Person.Relation.HEAD}:
                raise refusal(_("请选择原户主与新户主的关系。"), "relation", "former_becomes")
            with audit.change(scope.user, "person.head_given_up", former, note=note):
                former.relation = former_becomes
                former.save()
        with audit.change(scope.user, "person.head_named", locked, note=note):
            locked.relation = Person.Relation.HEAD
            locked.save()
        keep_derived(locked.household)
    return locked


def remove_person(scope: Scope, person: Person, *, status: str, on: datetime.date, reason: str = "") -> Person:
    """Take a member out: moved, married out, died or registered by mistake. The row stays.

    The head of a larger household cannot leave before another head is named; with the last member it closes.
    """
    with transaction.atomic():
        locked = _locked(scope, person)
        household = locked.household
        _require_leaving(locked, household, status, on)
        with audit.change(scope.user, f"person.{status}", locked, note=reason):
            locked.status, locked.left_on, locked.left_because = status, on, reason
            locked.save()
        keep_derived(household)
        if household.size == 0:
            with audit.change(scope.user, "household.closed", household, note=reason):
                household.closed_on = on
                household.save()
    return locked


def head_of(household: Household) -> Person | None:
    """The living head of a household."""
    return Person.objects.filter(
        household=household, relation=Person.Relation.HEAD, status=Person.Status.LIVING
    ).first()


def keep_derived(household: Household) -> None:
    """Set the household's size and head name from its living members."""
    living = Person.objects.filter(household=household, status=Person.Status.LIVING)
    head = next((person for person in living if person.is_head), None)
    household.size = len(living)
    household.head_name = head.name if head else household.head_name
    Household.objects.filter(pk=household.pk).update(size=household.size, head_name=household.head_name)


def _locked(scope: Scope, person: Person) -> Person:
    """The person as now stored, with the household locked."""
    household = Household.objects.select_for_update().get(pk=person.household_id)
    require_in_sight(scope, household.village_id)
    locked = Person.objects.select_for_update().get(pk=person.pk)
    locked.household = household
    return locked


def _with_identity(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with birth and sex taken from a sound identity number where they were left out."""
    number = tidy(values.get("identity") or "")
    if not number:
        return dict(values)
    require_number(number)
    told = {"born_on": birth_of(number), "sex": sex_of(number)}
    return {**values, **{name: values.get(name) or value for name, value in told.items()}}


def _require_leaving(person: Person, household: Household, status: str, on: datetime.date) -> None:
    if not person.is_living:
        raise refusal(_("这名成员已不在户内。"), "left", "status")
    if status not in set(Person.Status) - {Person.Status.LIVING}:
        raise refusal(_("请选择离户原因。"), "status", "status")
    if not person.born_on <= on <= timezone.localdate():
        raise refusal(_("离户日期应在出生日期与今天之间。"), "date", "on")
    if person.is_head and household.size > 1:
        raise refusal(_("户主离户前，请先把另一名成员设为户主。"), "head", "status")
