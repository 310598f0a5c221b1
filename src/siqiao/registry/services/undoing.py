"""An import taken back: a record it made is removed, a record it changed gets its former columns again."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from siqiao.core import audit
from siqiao.core.models import Region
from siqiao.core.scope import Scope
from siqiao.registry.models import Document, Household, HouseholdYear, Organisation, Person
from siqiao.registry.services.documents import change_document
from siqiao.registry.services.households import change_household, locked_household, move_household
from siqiao.registry.services.organisations import change_organisation
from siqiao.registry.services.persons import change_person, keep_derived
from siqiao.registry.services.years import record_year
from siqiao.registry.validation import refusal, require_in_sight

Before = Mapping[str, Any] | None
MOVED = "village_id"


def undo_household(scope: Scope, record: models.Model, before: Before) -> None:
    """Remove a household with the head it came with, or restore it; a moved one moves back."""
    household = _of(Household, record)
    if before is None:
        _remove_household(scope, household)
        return
    village = before.get(MOVED)
    if village and village != household.village_id:
        reason, group = str(_("撤销导入")), before.get("group_name") or ""
        home = Region.objects.get(code=village)
        household = move_household(scope, household, village=home, reason=reason, group_name=group)
    change_household(scope, household, note=_("撤销导入"), **former_columns(household, before))


def undo_person(scope: Scope, record: models.Model, before: Before) -> None:
    """Remove a member or restore the former columns."""
    person = _of(Person, record)
    if before is not None:
        change_person(scope, person, note=_("撤销导入"), **former_columns(person, before))
        return
    with transaction.atomic():
        household = locked_household(scope, person.household)
        if person.is_head and household.size > 1:
            raise refusal(_("户主不能先于其他成员撤销。"), "head", "person")
        _remove(scope, "person.import_undone", person)
        keep_derived(household)


def undo_year(scope: Scope, record: models.Model, before: Before) -> None:
    """Remove a household's year or restore the former columns."""
    row = _of(HouseholdYear, record)
    if before is not None:
        columns = {name: value for name, value in former_columns(row, before).items() if name != "year"}
        record_year(scope, row.household, year=row.year, note=_("撤销导入"), **columns)
        return
    with transaction.atomic():
        locked_household(scope, row.household)
        _remove(scope, "household_year.import_undone", row)


def undo_organisation(scope: Scope, record: models.Model, before: Before) -> None:
    """Remove an organisation that nothing refers to, or restore the former columns."""
    organisation = _of(Organisation, record)
    if before is None:
        _remove(scope, "organisation.import_undone", organisation)
    else:
        change_organisation(scope, organisation, **_with_region(former_columns(organisation, before), before))


def undo_document(scope: Scope, record: models.Model, before: Before) -> None:
    """Remove a document that nothing refers to, or restore the former columns."""
    document = _of(Document, record)
    if before is None:
        _remove(scope, "document.import_undone", document)
    else:
        change_document(scope, document, **_with_region(former_columns(document, before), before))


def former_columns(record: models.Model, before: Mapping[str, Any]) -> dict[str, Any]:
    """The editable columns that differ from how the record stood, as Python values; links are left out.

    `before` holds JSON values by column, personal ones readable: the import keeps them encrypted as a whole.
    """
    values = {}
    for field in record._meta.concrete_fields:
        is_own = field.editable and not field.primary_key and not field.is_relation
        if is_own and field.attname in before:
            former = field.to_python(before[field.attname])
            if former != getattr(record, field.attname):
                values[field.attname] = former
    return values


def _of(model: Any, record: models.Model) -> Any:
    """The record as now stored."""
    return model.objects.get(pk=record.pk)


def _with_region(values: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    code = before.get("region_id")
    return values | ({"region": Region.objects.get(code=code)} if code else {})


def _remove_household(scope: Scope, household: Household) -> None:
    with transaction.atomic():
        locked = locked_household(scope, household)
        members = list(Person.objects.filter(household=locked))
        if len(members) > 1 or locked.years.exists():
            raise refusal(
                _("户 {code} 已有其他成员或年度收入，请先撤销它们的导入。").format(code=locked.code), "in_use", "code"
            )
        for person in members:
            _remove(scope, "person.import_undone", person)
        _remove(scope, "household.import_undone", locked)


def _remove(scope: Scope, action: str, record: Any) -> None:
    """Delete a record with a link that says so; refused where other records refer to it."""
    if isinstance(record, Household | Person):
        require_in_sight(scope, record.village_id)
    try:
        with transaction.atomic():
            audit.record(scope.user, action, record, before=audit.snapshot(record), removed=True)
            record.delete()
    except models.ProtectedError as error:
        message = _("“{title}”已被其他登记引用，不能撤销。").format(title=record)
        raise refusal(message, "in_use", "code") from error
