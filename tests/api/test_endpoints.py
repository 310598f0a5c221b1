"""Every endpoint: its policy, its errors, the account, indicators, regions, the description and its page."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse
from ninja.errors import HttpError

from siqiao.accounts.access_page import roles_of
from siqiao.accounts.models import Role
from siqiao.api import endpoints
from siqiao.api.endpoint import SignedIn, endpoint
from siqiao.core import indicator
from siqiao.core.ledger_query import PAGE_ROWS
from siqiao.core.models import Region
from tests.api.conftest import Ask
from tests.funds.conftest import Money

pytestmark = pytest.mark.django_db
SAMPLES = {"name": "transfers", "code": "FUN01"}


def address_of(each: Any) -> str:
    return reverse(f"api:{each.name}", kwargs={name: SAMPLES[name] for name in re.findall(r"{(\w+)}", each.path)})


@pytest.mark.parametrize("role", list(Role))
def test_each_endpoint_answers_a_role_as_its_policy_says(role: Role, world: Any, client_of: Any) -> None:
    own = {"ledger-rows": "funds.view", "indicator": "funds.view"}
    for each in endpoints():
        is_allowed = all(role in roles_of(policy) for policy in (each.policy, own.get(each.name, each.policy)))
        answer = client_of(role.value).get(address_of(each))
        assert answer.status_code == (200 if is_allowed else 403), (each, role)
        assert answer["Content-Type"].startswith("application/json")


def test_nobody_gets_401_as_json_and_is_not_sent_elsewhere(world: Any) -> None:
    for each in endpoints():
        answer = Client().get(address_of(each))
        assert answer.status_code == 401
        assert answer.json()["code"] == "sign_in"


def test_an_endpoint_with_an_unknown_policy_is_not_declared() -> None:
    with pytest.raises(ValueError, match=r"no policy nothing\.view"):
        endpoint("GET", "/x", name="x", policy="nothing.view", title="x")


def test_a_write_without_its_token_is_refused(people: Any) -> None:
    request = RequestFactory(enforce_csrf_checks=True).post("/api/me")
    request.user = people.west_office
    with pytest.raises((HttpError, PermissionDenied), match="CSRF"):
        SignedIn()(request)


def test_errors_speak_the_persons_language(world: Any, client_of: Callable[[str], Client]) -> None:
    client = client_of("east_office")
    chinese = client.get("/api/ledgers/households").json()["message"]
    english = client.get("/api/ledgers/households", headers={"accept-language": "en"}).json()["message"]
    assert "权限" in chinese
    assert english != chinese and english.isascii()


def test_an_account_is_told_what_it_is(ask: Ask) -> None:
    me = ask("township", "/api/me")
    assert (me["username"], me["role"], me["region"]["name"]) == ("township", "township", "恭门镇")
    assert (me["county"]["code"], me["prefix"]) == ("620525000000", "620525102")
    assert "registry.view" in me["policies"] and "funds.view" not in me["policies"]


def test_a_figure_comes_with_formula_inputs_and_their_rows(money: Money, ask: Ask) -> None:
    money.fund("100.05")
    found = ask("west_office", "/api/indicators/FUN01?year=2022")
    declared = indicator.find("FUN01")
    assert declared is not None
    assert Decimal(found["value"]) == declared.compute(money.scope, 2022).value
    assert found["value"] == "100.05"
    assert found["formula"] == str(declared.formula)
    assert found["inputs"] and found["year"] == 2022


def test_the_rows_behind_every_figure_can_be_had(money: Money, ask: Ask) -> None:
    money.fund("100.00")
    figures = ask("west_office", "/api/indicators?year=2022")["indicators"]
    links = {each["rows"] for figure in figures for each in [figure, *figure["inputs"]] if each["rows"]}
    assert links
    for link in sorted(links):
        ask("west_office", link)


def test_figures_are_those_of_the_persons_policies(ask: Ask) -> None:
    assert {each["room"] for each in ask("township", "/api/indicators?year=2022")["indicators"]}.isdisjoint({"funds"})
    ask("township", "/api/indicators/FUN01", 403)
    ask("west_office", "/api/indicators/NO99", 404)
    assert list(ask("west_office", "/api/indicators?year=zwei", 400)["fields"]) == ["year"]


def test_another_county_gets_its_own_figures(money: Money, ask: Ask) -> None:
    money.fund("100.00")
    assert ask("stranger_west", "/api/indicators/FUN01?year=2022")["value"] in (None, "0.00")


def test_regions_come_a_subtree_at_a_time_each_once(ask: Ask) -> None:
    seen, address = [], "/api/regions?within=620525"
    while address:
        page = ask("east_office", address)
        assert len(page["regions"]) <= PAGE_ROWS
        seen += [each["code"] for each in page["regions"]]
        address = page["next"]
    assert seen == sorted(Region.objects.filter(code__startswith="620525").values_list("code", flat=True))
    assert len(ask("village", "/api/regions")["regions"]) == 1
    assert list(ask("village", "/api/regions?within=62x", 400)["fields"]) == ["within"]


def test_the_description_names_every_endpoint_and_its_policy(ask: Ask) -> None:
    paths = ask("organisation", "/api/openapi.json")["paths"]
    for each in endpoints():
        assert paths[f"/api{each.path}"]["get"]["x-policy"] == each.policy


def test_the_page_lists_every_endpoint_and_loads_nothing_from_elsewhere(client_of: Callable[[str], Client]) -> None:
    page = client_of("organisation").get(reverse("api-docs"))
    text = page.content.decode()
    assert page.status_code == 200
    assert [each.path for each in endpoints() if f"/api{each.path}" not in text] == []
    assert not re.search(r"<(script|link|img)[^>]+https?://", text)


def test_all_figures_cost_a_bounded_number_of_queries_and_fewer_the_second_time(
    money: Money, client_of: Callable[[str], Client], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = client_of("west_office")
    client.get("/api/indicators?year=2022")
    with django_assert_max_num_queries(8):
        client.get("/api/indicators?year=2022")
