"""A small registry: two households of Tianhe village, numbers of the test's own making."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from siqiao.core.models import Region
from siqiao.core.scope import Scope
from siqiao.registry import services
from siqiao.registry.identity import identity_check_digit
from siqiao.registry.models import Household
from tests.conftest import People, World


def number_of(born: str, running: int = 1, place: str = "620525") -> str:
    """A made-up identity number with a true check digit; an odd running number is a man's."""
    first = f"{place}{born}{running:03d}"
    return first + identity_check_digit(first)


HEAD_NUMBER = number_of("19700102", 1)
WIFE_NUMBER = number_of("19720304", 2)
PHONE = "13800005678"
ACCOUNT = "6228480000001234567"


@pytest.fixture
def scope_of(people: People, world: World, county: str) -> Callable[[str], Scope]:
    """The sight of one of the people in the western county, whose scope is open."""
    return lambda name: Scope.of(people[name], world.county)


@pytest.fixture
def west(scope_of: Callable[[str], Scope]) -> Scope:
    return scope_of("west_office")


@pytest.fixture
def register(west: Scope, world: World) -> Callable[..., Household]:
    """Register a household of Tianhe; anything may be told otherwise."""

    def make(**values: Any) -> Household:
        head = {"name": "甲一一", "identity": HEAD_NUMBER, "labour": "normal"} | values.pop("head", {})
        given = {"village": world.village, "type": "formerly_poor", "phone": PHONE, "account": ACCOUNT}
        return services.register_household(west, head=head, **given | values)

    return make


@pytest.fixture
def household(register: Callable[..., Household], west: Scope) -> Household:
    """A couple with one year of income."""
    made = register(code="HU-0001", registered_on=datetime.date(2020, 1, 2))
    services.add_person(west, made, name="乙二二", identity=WIFE_NUMBER, relation="spouse")
    services.record_year(west, made, year=2023, wages=Decimal("30000"), transfer_income=Decimal("1001"))
    made.refresh_from_db()
    return made


@pytest.fixture
def far_village(world: World) -> Region:
    """A village of another township."""
    return Region.objects.filter(level="village", code__startswith="620525").exclude(parent=world.township).first()
