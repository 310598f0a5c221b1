"""Rows of ledgers: the list page's rows, masks, filters and pages, as JSON."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from siqiao.core.ledger import ledgers
from siqiao.core.ledger_query import PAGE_ROWS, LedgerQuery
from siqiao.core.models import Region
from siqiao.funds.models import Transfer
from siqiao.registry.models import Household
from tests.api.conftest import Ask
from tests.funds.conftest import Money
from tests.registry.conftest import ACCOUNT, HEAD_NUMBER, PHONE, number_of

pytestmark = pytest.mark.django_db
TRANSFERS = "/api/ledgers/transfers"
EveryRow = Callable[[str, str], list[dict[str, Any]]]


def test_money_is_an_exact_string_and_a_day_is_iso(money: Money, ask: Ask) -> None:
    money.receive("1234567.1", "ZX-1")
    (row,) = ask("west_office", TRANSFERS)["rows"]
    assert (row["amount"], row["on"], row["kind"]) == ("1234567.10", "2022-03-01", "receipt")


@pytest.mark.parametrize("name", ["west_office", "township", "village", "frontline"])
def test_it_masks_for_everybody_as_lists_do(household: Household, ask: Ask, name: str) -> None:
    for ledger in ("households", "persons", "household_years"):
        columns = next(x for x in ask(name, "/api/ledgers")["ledgers"] if x["name"] == ledger)["columns"]
        show = "&".join(f"show={column['name']}" for column in columns)
        answer = ask(name, f"/api/ledgers/{ledger}?{show}")
        text = json.dumps(answer, ensure_ascii=False)
        assert answer["rows"]
        assert not [secret for secret in ("甲一一", "乙二二", HEAD_NUMBER, PHONE, ACCOUNT) if secret in text]


def test_the_east_is_refused_households(household: Household, ask: Ask) -> None:
    refused = ask("east_office", "/api/ledgers/households", 403)
    assert refused["code"] == "forbidden"
    assert refused["message"] and refused["fields"] == {}


def test_each_account_is_told_of_its_own_ledgers_only(ask: Ask) -> None:
    names = {each["name"] for each in ask("east_office", "/api/ledgers")["ledgers"]}
    assert "transfers" in names
    assert "households" not in names


def test_every_ledger_answers_with_every_column(
    money: Money, household: Household, people: Any, ask: Ask, every_row: EveryRow
) -> None:
    money.fund("100.00")
    for each in ask("west_office", "/api/ledgers")["ledgers"]:
        show = "&".join(f"show={column['name']}" for column in each["columns"])
        for row in every_row("west_office", f"{each['rows']}?{show}"):
            assert set(row) == {"id", *(column["name"] for column in each["columns"])}


def test_a_strange_county_sees_nothing(money: Money, household: Household, ask: Ask, every_row: EveryRow) -> None:
    money.fund("100.00")
    seen = [every_row("stranger_west", each["rows"]) for each in ask("stranger_west", "/api/ledgers")["ledgers"]]
    assert seen and not any(seen)


def test_a_village_sees_its_own_households_only(register: Any, household: Household, far_away: Any, ask: Ask) -> None:
    assert len(ask("west_office", "/api/ledgers/households")["rows"]) == 2
    (row,) = ask("village", "/api/ledgers/households")["rows"]
    assert row["code"] == "HU-0001"


@pytest.fixture
def far_away(register: Any) -> Household:
    """A household of another township."""
    village = Region.objects.filter(level="village", code__startswith="620525").exclude(code__startswith="620525102")
    return register(
        code="HU-0002", village=village.first(), head={"name": "丙三三", "identity": number_of("19810405", 3)}
    )


ORDERS = ["", "order=amount", "order=-amount", "order=source__name"]


@pytest.mark.parametrize("order", [*ORDERS, "order=checker__username"])
def test_the_pages_hold_every_row_once_in_the_lists_order(money: Money, every_row: EveryRow, order: str) -> None:
    for at in range(PAGE_ROWS + 9):
        money.receive(f"{at % 7 + 1}.00", f"ZX-{at}")
    seen = [row["id"] for row in every_row("west_office", f"{TRANSFERS}?{order}")]
    asked = LedgerQuery(next(x for x in ledgers() if x.name == "transfers"), money.scope, QueryDict(order))
    assert sorted(seen) == sorted(Transfer.objects.values_list("pk", flat=True))
    assert seen == list(asked.ordered.values_list("pk", flat=True))


@pytest.mark.parametrize(
    "query",
    [
        "kind=receipt",
        "kind=receipt,allocation",
        "amount_from=15&amount_to=25",
        "on_from=2022-03-02",
        "state=posted&order=amount",
        "source__kind=treasury",
        "q=ZX-1",
    ],
)
def test_filters_give_the_rows_of_the_page(money: Money, client_of: Any, every_row: EveryRow, query: str) -> None:
    for at in (1, 2, 3):
        money.fund(f"{at}0.00", number=f"ZX-{at}")
    page = client_of("west_office").get(f"/funds/transfers?{query}")
    rows = every_row("west_office", f"{TRANSFERS}?{query}")
    assert [row["id"] for row in rows] == [row.pk for row in page.context["page"].rows]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("amount_from=viel", "amount_from"),
        ("kind=nothing", "kind"),
        ("source=x", "source"),
        ("order=password", "order"),
        ("show=secret", "show"),
        ("maker__password=x", "maker__password"),
        ("after=%21%21", "after"),
        ("after=WyJrZXkiLCAieCIsICJ5Il0", "after"),
        ("after=WyJhdCIsIC01XQ", "after"),
        ("after=WyJhdCIsIDEwMDAwMDAwMDAwMDAwMDAwMDAwMDBd", "after"),
    ],
)
def test_what_cannot_be_read_is_named(money: Money, ask: Ask, query: str, name: str) -> None:
    refused = ask("west_office", f"{TRANSFERS}?{query}", 400)
    assert refused["code"] == "unreadable"
    assert list(refused["fields"]) == [name]


def test_a_ledger_that_is_not_there_is_not_found(ask: Ask) -> None:
    assert ask("west_office", "/api/ledgers/nothing", 404)["code"] == "not_found"


def test_it_asks_the_database_as_often_for_one_row_as_for_fifty(
    money: Money, client_of: Callable[[str], Client], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for at in range(PAGE_ROWS + 1):
        money.receive("1.00", f"ZX-{at}")
    client = client_of("west_office")
    client.get(TRANSFERS)
    with django_assert_max_num_queries(6):
        assert len(client.get(TRANSFERS).json()["rows"]) == PAGE_ROWS
