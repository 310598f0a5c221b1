"""Writes of the registry and what they refuse."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest

from siqiao.core import audit
from siqiao.core.errors import DomainError, Forbidden
from siqiao.core.models import AuditEntry, Region
from siqiao.core.scope import Scope
from siqiao.registry import services
from siqiao.registry.models import Household, Person
from tests.conftest import World
from tests.registry.conftest import HEAD_NUMBER, number_of

pytestmark = pytest.mark.django_db


def refused(code: str) -> pytest.RaisesExc:
    return pytest.RaisesExc(DomainError, check=lambda error: error.code == code)


def test_it_registers_a_household_with_its_head(household: Household) -> None:
    head, wife = Person.objects.filter(household=household)
    assert (household.head_name, household.size) == ("甲一一", 2)
    assert (head.code, head.sex, head.born_on) == ("HU-0001-01", "male", datetime.date(1970, 1, 2))
    assert (wife.code, wife.sex) == ("HU-0001-02", "female")
    assert audit.verify() == []


def test_it_numbers_the_households_of_a_village(register: Callable[..., Household], world: World) -> None:
    codes = [register(head={"identity": number_of("19700102", n)}).code for n in (11, 13)]
    assert codes == [world.village.code + "0001", world.village.code + "0002"]


def test_it_refuses_a_second_head(household: Household, west: Scope) -> None:
    with refused("second_head"):
        services.add_person(west, household, name="丙三三", identity=number_of("19900101", 5), relation="head")


def test_it_refuses_a_wrong_check_digit(household: Household, west: Scope) -> None:
    wrong = HEAD_NUMBER[:-1] + ("0" if HEAD_NUMBER[-1] != "0" else "1")
    with refused("identity"):
        services.add_person(
            west, household, name="丙三三", identity=wrong, relation="other", sex="male", born_on="1970-01-02"
        )


def test_it_refuses_one_who_lives_elsewhere(household: Household, register: Callable[..., Household]) -> None:
    with refused("living_twice"):
        register(code="HU-0002")
    assert not Household.objects.filter(code="HU-0002").exists()


def test_who_moved_out_may_live_elsewhere(
    household: Household, register: Callable[..., Household], west: Scope
) -> None:
    head, wife = Person.objects.filter(household=household)
    services.name_head(west, wife, former_becomes="spouse")
    services.remove_person(west, head, status="moved", on=datetime.date(2024, 5, 1), reason="分户")
    assert register(code="HU-0002").head_name == "甲一一"
    household.refresh_from_db()
    assert (household.head_name, household.size) == ("乙二二", 1)


def test_the_head_of_a_larger_household_stays(household: Household, west: Scope) -> None:
    head = Person.objects.get(household=household, relation="head")
    with refused("head"):
        services.remove_person(west, head, status="died", on=datetime.date(2024, 5, 1))


def test_with_its_last_member_a_household_closes(register: Callable[..., Household], west: Scope) -> None:
    household = register(code="HU-0003")
    head = Person.objects.get(household=household)
    services.remove_person(west, head, status="died", on=datetime.date(2024, 5, 1))
    household.refresh_from_db()
    assert (household.size, household.closed_on) == (0, datetime.date(2024, 5, 1))


def test_it_refuses_a_village_outside_ones_sight(
    household: Household, scope_of: Callable[[str], Scope], far_village: Region
) -> None:
    head = {"name": "丁四四", "identity": number_of("19800101", 7)}
    with pytest.raises(Forbidden):
        services.register_household(scope_of("township"), village=far_village, head=head)
    services.move_household(scope_of("west_office"), household, village=far_village, reason="易地搬迁")
    with pytest.raises(Forbidden):
        services.change_household(scope_of("township"), household, helper_unit="某局")


def test_a_move_takes_the_persons_along(household: Household, west: Scope, far_village: Region) -> None:
    services.move_household(west, household, village=far_village, reason="易地搬迁")
    assert {p.village_id for p in Person.objects.filter(household=household)} == {far_village.pk}


def test_income_is_net_and_by_head(household: Household, west: Scope) -> None:
    row = services.record_year(
        west, household, year=2024, wages=Decimal(100), business_gross=Decimal(50), business_cost=Decimal(70)
    )
    assert (row.income, row.income_per_person) == (Decimal(80), Decimal(40))


def test_a_year_recorded_again_is_a_correction(household: Household, west: Scope) -> None:
    row = services.record_year(west, household, year=2023, wages=Decimal(1))
    assert household.years.count() == 1
    assert row.income == Decimal(1002)
    assert AuditEntry.objects.first().action == "household_year.changed"


def test_a_taken_code_is_refused(household: Household, register: Callable[..., Household]) -> None:
    with refused("code_taken"):
        register(code="HU-0001", head={"identity": number_of("19800101", 9)})


def test_one_organisation_has_one_credit_code(west: Scope, world: World) -> None:
    with refused("credit_code"):
        services.add_organisation(
            west, name="某公司", kind="enterprise", side="west", region=world.west, credit_code="91620525"
        )


def test_one_document_has_one_number(west: Scope, world: World) -> None:
    given = {"title": "通知", "kind": "notice", "issuer": "县府办", "region": world.west, "number": "张政发〔2023〕1号"}
    first = services.add_document(west, issued_on=datetime.date(2023, 1, 2), **given)
    assert first.code == "WJ20230001"
    with refused("number_taken"):
        services.add_document(west, issued_on=datetime.date(2023, 1, 3), **given)
