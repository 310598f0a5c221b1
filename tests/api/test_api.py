"""The API shows what the pages show, to the same people."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from siqiao.core.ledger_query import PAGE_ROWS
from tests.funds.conftest import Money, money  # noqa: F401

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


def test_it_asks_who_you_are(client: Client, world: Any) -> None:
    assert client.get("/api/me").status_code == 401


def test_it_gives_money_as_exact_text(money: Money, client_of: ClientOf) -> None:  # noqa: F811
    money.fund("100.01")
    rows = client_of("west_office").get("/api/ledgers/transfers?kind=receipt").json()["rows"]
    assert [row["amount"] for row in rows] == ["100.01"]


def test_it_refuses_in_words_what_a_role_may_not_see(money: Money, client_of: ClientOf) -> None:  # noqa: F811
    answer = client_of("east_office").get("/api/ledgers/households")
    assert answer.status_code == 403
    assert answer.json()["code"] == "forbidden"
    assert client_of("east_office").get("/api/ledgers/nothing").status_code == 404


def test_a_stranger_sees_nothing_of_this_county(money: Money, client_of: ClientOf) -> None:  # noqa: F811
    money.fund("100.01")
    assert client_of("stranger_west").get("/api/ledgers/transfers").json()["rows"] == []


def test_the_pages_hold_every_row_once(money: Money, client_of: ClientOf) -> None:  # noqa: F811
    for at in range(20):
        money.fund("1.00", number=f"ZX-{at}")
    client, address, seen = client_of("west_office"), "/api/ledgers/transfers", []
    while address:
        page = client.get(address).json()
        assert len(page["rows"]) <= PAGE_ROWS
        seen += [row["id"] for row in page["rows"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 60


def test_names_are_masked(county: str, people: Any, client_of: ClientOf, world: Any) -> None:
    from siqiao.core.scope import Scope
    from siqiao.registry.services import register_household

    head = {"name": "金小花", "sex": "female", "born_on": "1980-01-01"}
    import datetime

    head["born_on"] = datetime.date(1980, 1, 1)  # type: ignore[assignment]
    register_household(Scope.of(people.west_office, county), village=world.village, head=head)
    text = str(client_of("west_office").get("/api/ledgers/households").json())
    assert "金小花" not in text and "金**" in text


def test_figures_come_with_their_numbers(money: Money, client_of: ClientOf) -> None:  # noqa: F811
    money.fund("100.00")
    figure = client_of("west_office").get("/api/indicators/FUN01?year=2022").json()
    assert figure["value"] == "100.00" and figure["inputs"]


def test_the_operations_are_listed(people: Any, client_of: ClientOf) -> None:
    client = client_of("west_office")
    assert "/api/ledgers/{name}" in client.get("/api/").content.decode()
    assert client.get("/api/openapi.json").json()["paths"]
