"""The cockpit: figures that link to their rows, reasons, Excel; a bounded number of queries."""

from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.funds.conftest import Money, money  # noqa: F401

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


def test_it_shows_money_with_its_rows_and_reason(money: Money, client_of: ClientOf) -> None:  # noqa: F811
    money.fund("22000000.00")
    page = client_of("west_office").get(reverse("cockpit") + "?year=2022").content.decode()
    assert "2,200.00" in page
    assert "/funds/transfers?kind=receipt" in page
    assert reverse("indicator", args=["FUN01"]) in page


def test_people_without_the_cockpit_are_led_to_their_first_page(client_of: ClientOf) -> None:
    assert client_of("village").get("/").status_code == 302
    assert client_of("organisation").get("/").status_code == 302


def test_every_figure_says_why(money: Money, client_of: ClientOf) -> None:  # noqa: F811
    money.fund("100.00")
    client = client_of("west_office")
    assert client.get(reverse("indicators")).status_code == 200
    page = client.get(reverse("indicator", args=["FUN05B"]) + "?year=2022").content.decode()
    assert "上年结余" in page
    assert client.get(reverse("indicator", args=["NO"])).status_code == 404


def test_a_chart_goes_into_excel(money: Money, client_of: ClientOf, tmp_path: object) -> None:  # noqa: F811
    import io

    money.fund("100.00")
    answer = client_of("west_office").get(reverse("chart-excel", args=["fund-flow"]) + "?year=2022")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["从", "到", "金额（元）"]
    assert sheet.max_row == 4


def test_it_asks_the_database_little_once_warm(
    money: Money,  # noqa: F811
    client_of: ClientOf,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    money.fund("100.00")
    client = client_of("west_office")
    client.get("/")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get("/")


def test_a_township_counts_what_it_may_list(money: Money, client_of: ClientOf) -> None:  # noqa: F811
    """A figure and the rows behind it are narrowed alike."""
    from siqiao.core import indicator
    from siqiao.core.scope import Scope
    from siqiao.projects.selectors import projects

    for declared in indicator.indicators("projects"):
        declared.compute(money.scope, 2022)
    assert projects(Scope.of(money.scope.user, money.scope.county)).count() == 0
