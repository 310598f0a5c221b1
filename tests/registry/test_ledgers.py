"""Ledgers of the registry: rows written through the services, taken back, no query for each row."""

import datetime
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from siqiao.core import audit, ledger_import
from siqiao.core.errors import DomainError
from siqiao.core.ledger import find
from siqiao.core.models import AuditEntry
from siqiao.core.scope import Scope
from siqiao.registry import services
from siqiao.registry.models import Document, Household, HouseholdYear, Organisation, Person
from tests.conftest import World
from tests.registry.conftest import HEAD_NUMBER, PHONE, WIFE_NUMBER, number_of

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 6, 1)
NAMES = ("households", "persons", "household_years", "organisations", "documents")


def stood(record: Any) -> dict[str, Any]:
    """A record's columns as the import keeps them for its undo."""
    return json.loads(json.dumps(ledger_import._columns(record)))


def write(ledger_name: str, scope: Scope, /, **values: Any) -> Any:
    """One row as an import writes it: found, kept as it stood, written."""
    ledger = find(ledger_name)
    existing = ledger.find(scope, values)
    before = stood(existing) if existing is not None else None
    return ledger.write(scope, values, existing, TODAY), before


def taken_back(name: str, scope: Scope, record: Any, before: Any) -> Any:
    find(name).undo(scope, record, before)
    return type(record).objects.filter(pk=record.pk).first()


def new_household(scope: Scope, world: World, **values: Any) -> Any:
    given = {
        "code": "HU-0100",
        "village_code": world.village.code,
        "head_name": "己六六",
        "head_identity": number_of("19750505", 31),
    }
    return write("households", scope, **given | values)


def test_a_new_household_comes_with_its_head(west: Scope, world: World) -> None:
    made, before = new_household(west, world, risk_titles="因病，学", cultivated_mu="3.5")
    head = Person.objects.get(household=made)
    assert before is None
    assert (head.name, head.born_on, made.registered_on) == ("己六六", datetime.date(1975, 5, 5), TODAY)
    assert made.risk_causes == ["illness", "schooling"]
    assert made.cultivated_mu == Decimal("3.5")


def test_a_new_household_taken_back_leaves_nothing_but_the_chain(west: Scope, world: World) -> None:
    made, before = new_household(west, world)
    assert taken_back("households", west, made, before) is None
    assert not Person.objects.exists()
    assert AuditEntry.objects.first().action == "household.import_undone"
    assert audit.verify() == []


def test_a_household_in_use_is_not_taken_back(west: Scope, household: Household) -> None:
    with pytest.raises(DomainError, match="请先撤销"):
        find("households").undo(west, household, None)
    assert Person.objects.filter(household=household).count() == 2


def test_a_changed_household_gets_its_columns_again(west: Scope, household: Household, far_village: Any) -> None:
    changed, before = write(
        "households", west, code="HU-0001", phone="13900000000", water="tap", village_code=far_village.code
    )
    assert (changed.phone, changed.water, changed.village_id) == ("13900000000", "tap", far_village.pk)
    back = taken_back("households", west, changed, before)
    assert (back.phone, back.water, back.village_id) == (PHONE, "", household.village_id)
    assert back.phone_index == household.phone_index
    assert audit.verify() == []


def test_a_masked_cell_changes_nothing(west: Scope, household: Household) -> None:
    changed, _before = write("households", west, code="HU-0001", head_name="甲**", phone="138****5678", cattle=3)
    assert (changed.phone, changed.cattle, changed.head_name) == (PHONE, 3, "甲一一")


def test_another_head_is_not_silently_passed_over(west: Scope, household: Household) -> None:
    with pytest.raises(DomainError, match="户主与台账不一致"):
        write("households", west, code="HU-0001", head_name="别人")


def test_a_person_is_found_by_number_or_name(west: Scope, household: Household) -> None:
    ledger = find("persons")
    wife = Person.objects.get(household=household, relation="spouse")
    assert ledger.find(west, {"household_code": "HU-0001", "identity": WIFE_NUMBER}) == wife
    assert ledger.find(west, {"household_code": "HU-0001", "name": "乙二二"}) == wife
    assert ledger.find(west, {"household_code": "HU-0001", "identity": number_of("20000101", 1)}) is None


def test_a_person_taken_back(west: Scope, household: Household) -> None:
    row = {"household_code": "HU-0001", "name": "甲三三", "identity": number_of("20000101", 1)}
    made, before = write("persons", west, relation="child", **row)
    household.refresh_from_db()
    assert household.size == 3
    assert taken_back("persons", west, made, before) is None
    household.refresh_from_db()
    assert household.size == 2
    wife, before = write(
        "persons", west, household_code="HU-0001", identity=WIFE_NUMBER, name="乙改名", health="chronic"
    )
    back = taken_back("persons", west, wife, before)
    assert (back.name, back.health, back.identity) == ("乙二二", "healthy", WIFE_NUMBER)
    assert audit.verify() == []


def test_a_person_needs_a_household(west: Scope) -> None:
    with pytest.raises(DomainError, match="没有户编号"):
        write("persons", west, household_code="NONE", name="某某", identity=HEAD_NUMBER, relation="child")


def test_a_year_taken_back(west: Scope, household: Household) -> None:
    row, before = write("household_years", west, household_code="HU-0001", year=2023, wages=Decimal(5))
    back = taken_back("household_years", west, row, before)
    assert (back.wages, back.income) == (Decimal(30000), Decimal(31001))
    made, before = write("household_years", west, household_code="HU-0001", year=2022, wages=Decimal(5))
    assert made.members == 2
    assert taken_back("household_years", west, made, before) is None
    assert HouseholdYear.objects.count() == 1


def test_an_organisation_taken_back(west: Scope, world: World) -> None:
    made, before = write("organisations", west, name="某合作社", kind="cooperative", side="west")
    assert (made.code, made.region) == ("DW00001", world.west)
    changed, former = write("organisations", west, name="某合作社", region_code="滨海新区", account="1234567890")
    assert changed.region == world.east
    back = taken_back("organisations", west, changed, former)
    assert (back.region, back.account) == (world.west, "")
    assert taken_back("organisations", west, back, before) is None
    assert not Organisation.objects.exists()


def test_a_document_taken_back(west: Scope, world: World) -> None:
    row = {"title": "工作方案", "issued_on": datetime.date(2023, 2, 3), "issuer": "县协作办"}
    made, before = write("documents", west, **row)
    changed, former = write("documents", west, **row, number="张协〔2023〕1号", kind="plan")
    back = taken_back("documents", west, changed, former)
    assert (back.number, back.kind) == ("", Document.Kind.OTHER)
    assert taken_back("documents", west, made, before) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_list_asks_no_question_for_each_row(
    name: str, west: Scope, world: World, register: Callable[..., Household]
) -> None:
    for n in range(3):
        made = register(code=f"HU-1{n:03d}", head={"identity": number_of("19710101", 2 * n + 1)})
        services.record_year(west, made, year=2023, wages=Decimal(n))
        write("organisations", west, name=f"单位{n}", kind="school", side="west")
        write("documents", west, title=f"文件{n}", issued_on=TODAY, issuer="县府办")
    ledger = find(name)
    with CaptureQueriesContext(connection) as asked:
        for row in ledger.rows(west).order_by(ledger.order):
            assert [column.shown(row, west) for column in ledger.columns]
    assert len(asked) == 1


def test_columns_that_people_filter_and_search_by_exist(west: Scope) -> None:
    for name in NAMES:
        ledger = find(name)
        for path in (*ledger.filters, *[path.lstrip("~") for path in ledger.search], ledger.order.lstrip("-")):
            list(ledger.rows(west).order_by(path)[:1])
