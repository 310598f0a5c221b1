"""Pages of the registry open, do what they say, and ask a fixed number of questions."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from siqiao.core.scope import Scope
from siqiao.registry import services
from siqiao.registry.models import Document, Household, Organisation, Person
from siqiao.registry.services.bulk import HouseholdRow, load_households
from tests.conftest import World
from tests.registry.conftest import HEAD_NUMBER, number_of

pytestmark = pytest.mark.django_db
SYNTHETIC = "合成演示数据"


@pytest.fixture
def organisation(west: Scope, world: World) -> Organisation:
    return services.add_organisation(
        west, name="某公司", kind="enterprise", side="west", region=world.west, account="6228000011112222"
    )


@pytest.fixture
def document(west: Scope, world: World) -> Document:
    return services.add_document(
        west,
        title="某通知",
        kind="notice",
        issued_on=datetime.date(2023, 1, 2),
        issuer="县府办",
        region=world.west,
    )


def addresses(household: Household, organisation: Organisation, document: Document) -> list[str]:
    person = Person.objects.filter(household=household).last()
    year = household.years.first()
    page = reverse("household", args=[household.pk])
    return [
        *[f"{page}?tab={tab}" for tab in ("family", "income", "evidence", "history")],
        *[reverse(f"household-{what}", args=[household.pk]) for what in ("edit", "move")],
        *[reverse(f"person-{what}", args=[person.pk]) for what in ("edit", "head", "remove")],
        reverse("person-add", args=[household.pk]),
        reverse("year-record", args=[household.pk]),
        reverse("year-edit", args=[year.pk]),
        *[reverse(name) for name in ("household-add", "organisation-add", "document-add")],
        *[reverse(name) for name in ("person-search", "registry-counts")],
        *[reverse(f"organisation{what}", args=[organisation.pk]) for what in ("", "-edit")],
        *[reverse(f"document{what}", args=[document.pk]) for what in ("", "-edit")],
    ]


def test_every_page_opens_and_says_when_data_is_made_up(
    household: Household,
    organisation: Organisation,
    document: Document,
    west: Scope,
    world: World,
    client_of: Callable,
) -> None:
    browser = client_of("west_office")
    for url in addresses(household, organisation, document):
        page = browser.get(url)
        assert page.status_code == 200, url
        assert SYNTHETIC not in page.content.decode(), url
    head = {"name": "某某", "relation": "head", "identity": number_of("19660101", 1)}
    load_households(west, [HouseholdRow({"village_id": world.village.pk, "code": "SYN-1"}, [head])])
    for url in addresses(household, organisation, document):
        assert SYNTHETIC in browser.get(url).content.decode(), url


@pytest.mark.parametrize("name", ["households", "persons", "household_years", "organisations", "documents"])
def test_every_ledger_opens(
    name: str, household: Household, organisation: Organisation, document: Document, client_of: Callable
) -> None:
    assert client_of("west_office").get(reverse(name)).status_code == 200


def test_a_person_and_a_year_lead_to_their_household(household: Household, client_of: Callable) -> None:
    page = reverse("household", args=[household.pk])
    browser = client_of("village")
    person, year = household.persons.first(), household.years.first()
    assert browser.get(reverse("person", args=[person.pk]))["Location"] == page
    assert browser.get(reverse("household-year", args=[year.pk]))["Location"].startswith(page)


def test_a_household_is_registered_on_its_page(world: World, county: str, client_of: Callable) -> None:
    data = {
        "village": world.village.code,
        "head_name": "庚七七",
        "head_identity": number_of("19800808", 3),
        "head_health": "healthy",
        "head_labour": "normal",
        "type": "general",
        "registered_on": "2024-01-02",
    }
    browser, url = client_of("village"), reverse("household-add")
    wrong = data | {"head_identity": data["head_identity"][:-1] + "?"}
    page = browser.post(url, wrong).content.decode()
    assert "身份证号的位数或校验码不对" in page
    answer = browser.post(url, data)
    made = Household.objects.get()
    assert answer["Location"] == reverse("household", args=[made.pk])
    assert (made.head_name, made.size, made.registered_on) == ("庚七七", 1, datetime.date(2024, 1, 2))


def test_an_edit_leaves_hidden_columns_as_they_were(household: Household, client_of: Callable) -> None:
    wife = household.persons.get(relation="spouse")
    url = reverse("person-edit", args=[wife.pk])
    page = client_of("west_office").get(url).content.decode()
    assert wife.identity not in page and wife.name not in page
    data = {"relation": "spouse", "health": "chronic", "labour": "weak", "work_months": "0"}
    assert client_of("west_office").post(url, data).status_code == 302
    changed = Person.objects.get(pk=wife.pk)
    assert (changed.health, changed.name, changed.identity) == ("chronic", wife.name, wife.identity)
    assert changed.born_on == wife.born_on


def test_a_member_leaves_on_the_page(household: Household, client_of: Callable) -> None:
    wife = household.persons.get(relation="spouse")
    url = reverse("person-remove", args=[wife.pk])
    data = {"status": "moved", "on": "2024-03-04", "reason": "外迁"}
    assert client_of("village").post(url, data).status_code == 302
    page = client_of("village").get(reverse("household", args=[household.pk])).content.decode()
    assert "外迁" in page
    refusal = client_of("village").post(url, data).content.decode()
    assert "这名成员已不在户内" in refusal


def test_a_year_is_recorded_on_the_page(household: Household, client_of: Callable) -> None:
    amounts = dict.fromkeys(services.years.NOT_NEGATIVE, "0") | {"wages": "1200.50"}
    checks = dict.fromkeys(("food_and_clothing", "schooling", "medical", "housing", "water"), "held")
    url = reverse("year-record", args=[household.pk])
    data = {"year": "2024", "members": "2", **amounts, **checks}
    assert client_of("village").post(url, data).status_code == 302
    assert household.years.get(year=2024).income_per_person == Decimal("600.25")


def test_a_search_goes_by_post_and_is_masked(household: Household, client_of: Callable) -> None:
    page = client_of("village").post(reverse("person-search"), {"number": HEAD_NUMBER})
    text = page.content.decode()
    assert "HU-0001" in text and "甲**" in text and "甲一一" not in text
    assert "没有找到" in client_of("village").post(reverse("person-search"), {"name": "无"}).content.decode()
    assert "至少填一项" in client_of("village").post(reverse("person-search"), {}).content.decode()


def test_counts_lead_into_the_ledger(household: Household, world: World, client_of: Callable) -> None:
    url = reverse("registry-counts")
    page = client_of("west_office").get(url, {"township": world.township.code}).content.decode()
    assert world.village.name in page
    assert f"{reverse('households')}?village_id={world.village.code}" in page


def test_a_file_is_kept_with_a_document(document: Document, client_of: Callable) -> None:
    file = SimpleUploadedFile("某通知.txt", "内容".encode())
    url = reverse("document-evidence", args=[document.pk])
    assert client_of("west_office").post(url, {"file": file, "title": "正文"}).status_code == 302
    assert "正文" in client_of("finance").get(reverse("document", args=[document.pk])).content.decode()


def test_a_document_is_registered_with_its_file(world: World, county: str, client_of: Callable) -> None:
    data = {
        "title": "协议",
        "kind": "agreement",
        "issued_on": "2023-05-06",
        "issuer": "两地政府",
        "region": world.west.code,
        "file": SimpleUploadedFile("协议.txt", b"x"),
    }
    assert client_of("frontline").post(reverse("document-add"), data).status_code == 302
    page = client_of("village").get(reverse("document", args=[Document.objects.get().pk])).content.decode()
    assert "evidence/" in page


def test_an_organisations_account_is_for_whoever_pays(organisation: Organisation, client_of: Callable) -> None:
    url = reverse("organisation-reveal", args=[organisation.pk])
    data = {"parts": ["account"], "reason": "核对收款账号"}
    assert "6228000011112222" in client_of("finance").post(url, data).content.decode()
    assert client_of("east_office").post(url, data).status_code == 403
    plain = client_of("east_office").get(reverse("organisation", args=[organisation.pk])).content.decode()
    assert "6228000011112222" not in plain and "2222" in plain


def test_an_organisation_is_changed_on_its_page(organisation: Organisation, world: World, client_of: Callable) -> None:
    url = reverse("organisation-edit", args=[organisation.pk])
    data = {"name": "某公司二", "kind": "enterprise", "side": "east", "region": "120116", "is_active": "on"}
    assert client_of("east_office").post(url, data).status_code == 302
    changed = Organisation.objects.get(pk=organisation.pk)
    assert (changed.name, changed.region_id, changed.account) == (
        "某公司二",
        world.east.pk,
        organisation.account,
    )


def test_a_larger_family_asks_no_more_questions(household: Household, west: Scope, client_of: Callable) -> None:
    browser, url = client_of("west_office"), reverse("household", args=[household.pk])
    browser.get(url)
    with CaptureQueriesContext(connection) as before:
        browser.get(url)
    for n in range(4):
        services.add_person(west, household, name=f"子{n}", identity=number_of("20010101", n + 1), relation="child")
        services.record_year(west, household, year=2019 + n, wages=Decimal(1))
    browser.get(url)  # a write lets the frame count what waits anew
    with CaptureQueriesContext(connection) as after:
        browser.get(url)
    assert len(after) == len(before)
    assert len(after) <= 20
