"""Households: registered with their head, changed, moved to another village."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core import audit
from siqiao.core.models import Region
from siqiao.core.scope import Scope
from siqiao.registry.models import Household, Person
from siqiao.registry.services.numbering import next_code, require_free_code
from siqiao.registry.services.persons import enter
from siqiao.registry.validation import fill, refusal, require_household, require_in_sight


def register_household(
    scope: Scope, *, village: Region, head: Mapping[str, Any], code: str = "", note: str = "", **values: Any
) -> Household:
    """Register a household together with its head; without a code it gets the village's next.

    `head` holds the columns of a Person. Raises DomainError (a check, a taken code), Forbidden (another village).
    """
    _require_village(scope, village)
    with transaction.atomic():
        audit.lock()  # two clerks cannot take the same number
        taken = Household.objects.filter(village=village)
        code = code or next_code(taken, village.code, digits=4)
        require_free_code(Household, code)
        household = Household(county=scope.county, village=village, code=code)
        fill(household, {"registered_on": timezone.localdate()} | values)
        require_household(household)
        household.save(force_insert=True)
        enter(household, {**head, "relation": Person.Relation.HEAD}, actor=scope.user)
        audit.record(scope.user, "household.registered", household, note=note)
    return household


def change_household(scope: Scope, household: Household, *, note: str = "", **values: Any) -> Household:
    """Change columns of a household. A village is changed by `move_household`."""
    if "village" in values:
        raise TypeError("a household is moved, not changed")
    with transaction.atomic():
        locked = locked_household(scope, household)
        with audit.change(scope.user, "household.changed", locked, note=note):
            fill(locked, values)
            if locked.code != household.code:
                require_free_code(Household, locked.code)
            require_household(locked)
            locked.save()
    return locked


def move_household(
    scope: Scope, household: Household, *, village: Region, reason: str, group_name: str = ""
) -> Household:
    """Move a whole household to another village of the county; it keeps its code and its years."""
    _require_village(scope, village)
    if not reason.strip():
        raise refusal(_("请写明迁移原因。"), "reason", "reason")
    with transaction.atomic():
        locked = locked_household(scope, household)
        with audit.change(scope.user, "household.moved", locked, note=reason):
            locked.village, locked.group_name = village, group_name
            locked.save()
        for person in Person.objects.filter(household=locked):
            with audit.change(scope.user, "person.moved", person, note=reason):
                person.village = village
                person.save()
    return locked


def locked_household(scope: Scope, household: Household) -> Household:
    """The household as it now stands, locked until the transaction ends; Forbidden outside the person's sight."""
    locked = Household.objects.select_for_update().get(pk=household.pk)
    require_in_sight(scope, locked.village_id)
    return locked


def _require_village(scope: Scope, village: Region) -> None:
    if village.level != Region.Level.VILLAGE:
        raise refusal(_("请选到村一级。"), "not_a_village", "village")
    require_in_sight(scope, village.code)
