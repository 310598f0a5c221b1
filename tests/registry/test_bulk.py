"""Many households at once equal the same households one by one."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from siqiao.core import audit
from siqiao.core.models import AuditEntry
from siqiao.core.scope import Scope
from siqiao.registry import services
from siqiao.registry.models import Household, HouseholdYear, Person
from siqiao.registry.selectors.counts import is_synthetic
from siqiao.registry.services import bulk
from siqiao.registry.services.bulk import HouseholdRow, load_households
from tests.conftest import World
from tests.registry.conftest import number_of

pytestmark = pytest.mark.django_db

FACTS = {
    "type": "monitored",
    "monitored_as": "marginal",
    "phone": "138 0000 0001",
    "account": "6228480000000000001",
    "registered_on": datetime.date(2021, 3, 4),
    "risk_causes": ["illness"],
    "cultivated_mu": Decimal("3.5"),
    "cattle": 2,
}
HEAD = {"name": "甲一一", "relation": "head", "labour": "normal", "nation": "回族"}
CHILD = {"name": "甲二二", "relation": "child", "school_stage": "junior"}
YEAR = {"year": 2023, "wages": Decimal("12345.67"), "business_gross": Decimal(100), "business_cost": Decimal(900)}


def rows_of(model: Any, household: Household) -> list[dict[str, Any]]:
    """Columns of a household's rows but for keys, codes and what tells made-up from entered."""
    wanted = {"pk": household.pk} if model is Household else {"household": household}
    skipped = {"id", "code", "household_id", "is_synthetic", "identity", "identity_index"}
    found = model.objects.filter(**wanted).order_by("pk")
    return [
        {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields if f.attname not in skipped}
        for row in found
    ]


def entered(scope: Scope, world: World) -> Household:
    head = {name: value for name, value in HEAD.items() if name != "relation"}
    household = services.register_household(
        scope, village=world.village, head={**head, "identity": number_of("19700101", 1)}, code="ONE1", **FACTS
    )
    services.add_person(scope, household, identity=number_of("20100101", 1), **CHILD)
    services.record_year(scope, household, **YEAR)
    return Household.objects.get(pk=household.pk)


def row(world: World, code: str, running: int) -> HouseholdRow:
    persons = [
        {**HEAD, "identity": number_of("19700101", running)},
        {**CHILD, "identity": number_of("20100101", running)},
    ]
    return HouseholdRow({"village_id": world.village.pk, "code": code, **FACTS}, persons, [YEAR])


def test_it_equals_what_the_services_write(west: Scope, world: World) -> None:
    one = entered(west, world)
    load_households(west, [row(world, "MANY", 3)])
    many = Household.objects.get(code="MANY")
    for model in (Household, Person, HouseholdYear):
        assert rows_of(model, many) == rows_of(model, one), model
    assert [p.code for p in Person.objects.filter(household=many)] == ["MANY-01", "MANY-02"]
    assert Person.objects.get(code="MANY-01").identity == number_of("19700101", 3)
    assert many.is_synthetic and not one.is_synthetic
    assert is_synthetic(west)


def test_a_batch_is_one_link_of_the_chain(west: Scope, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH_HOUSEHOLDS", 2)
    said: list[str] = []
    done = load_households(west, (row(world, f"H-{n:03d}", 2 * n + 1) for n in range(5)), say=said.append)
    assert (done.households, done.persons, done.years) == (5, 10, 5)
    links = AuditEntry.objects.filter(action="registry.loaded").order_by("number")
    assert [link.after["rows"] for link in links] == [8, 8, 4]
    assert len(said) == 3
    assert audit.verify() == []


def test_a_row_without_a_head_is_refused(west: Scope, world: World) -> None:
    bad = HouseholdRow({"village_id": world.village.pk, "code": "BAD1"}, [{**CHILD}])
    with pytest.raises(ValueError, match="BAD1 has 0 heads"):
        load_households(west, [bad])
    assert not Household.objects.exists()
