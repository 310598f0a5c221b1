"""Who sees which part of the registry, and personal columns in clear only for a logged reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django_scopes import scope

from siqiao.core import ledger_import, ledger_sheets
from siqiao.core.errors import Forbidden
from siqiao.core.ledger import find
from siqiao.core.models import AuditEntry, Region
from siqiao.core.scope import Scope
from siqiao.registry import services
from siqiao.registry.models import Household
from siqiao.registry.selectors.counts import counts, counts_by_township
from siqiao.registry.selectors.households import households
from siqiao.registry.selectors.people import find_persons
from tests.registry.conftest import ACCOUNT, HEAD_NUMBER, PHONE, number_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def far(register: Callable[..., Household], far_village: Region) -> Household:
    """A household of another township."""
    return register(
        code="HU-0009",
        village=far_village,
        phone="",
        head={"name": "戊五五", "identity": number_of("19800101", 21)},
    )


def test_a_township_sees_its_own_part(household: Household, far: Household, scope_of: Callable[[str], Scope]) -> None:
    township = scope_of("township")
    assert list(households(township)) == [household]
    assert set(households(scope_of("west_office"))) == {household, far}
    assert counts(township)[:2] == (1, 2)
    assert [row.households for row in counts_by_township(township)] == [1]
    assert find_persons(township, name="戊").persons == []


def test_a_page_of_another_township_is_not_there(household: Household, far: Household, client_of: Callable) -> None:
    township = client_of("township")
    assert township.get(reverse("household", args=[household.pk])).status_code == 200
    for name in ("household", "household-edit", "household-reveal"):
        assert township.get(reverse(name, args=[far.pk])).status_code == 404


def test_the_east_and_the_finance_office_see_no_household(household: Household, client_of: Callable) -> None:
    for name in ("east_office", "finance", "organisation", "admin"):
        assert client_of(name).get(reverse("household", args=[household.pk])).status_code == 403


def test_a_stranger_countys_household_is_not_there(household: Household, client_of: Callable) -> None:
    assert client_of("stranger_west").get(reverse("household", args=[household.pk])).status_code == 404


def test_the_page_is_masked(household: Household, client_of: Callable) -> None:
    page = client_of("west_office").get(reverse("household", args=[household.pk])).content.decode()
    assert not [value for value in (HEAD_NUMBER, PHONE, ACCOUNT, "甲一一") if value in page]
    assert "甲**" in page and "138****5678" in page


def test_a_reveal_shows_what_was_asked_and_is_logged(household: Household, client_of: Callable) -> None:
    url = reverse("household-reveal", args=[household.pk])
    west = client_of("west_office")
    page = west.post(url, {"parts": ["identity", "phone"], "reason": "核对证件"}).content.decode()
    assert HEAD_NUMBER in page and PHONE in page
    assert ACCOUNT not in page and "甲一一" not in page
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.subject_key) == ("household.revealed", str(household.pk))
    assert "核对证件" in entry.note and "身份证号" in entry.note
    assert HEAD_NUMBER not in west.get(reverse("household", args=[household.pk])).content.decode()


def test_a_reveal_needs_a_reason(household: Household, client_of: Callable) -> None:
    url = reverse("household-reveal", args=[household.pk])
    page = client_of("west_office").post(url, {"parts": ["identity"], "reason": "看"}).content.decode()
    assert HEAD_NUMBER not in page
    assert "请写明查看原因" in page
    assert not AuditEntry.objects.filter(action="household.revealed").exists()


def test_a_village_may_not_reveal(household: Household, client_of: Callable, scope_of: Callable[[str], Scope]) -> None:
    url = reverse("household-reveal", args=[household.pk])
    assert client_of("village").post(url, {"parts": ["identity"], "reason": "核对证件"}).status_code == 403
    with pytest.raises(Forbidden):
        services.reveal_household(scope_of("village"), household, parts=["phone"], reason="核对电话")


def test_a_number_is_found_only_in_full(household: Household, west: Scope) -> None:
    assert [p.code for p in find_persons(west, number=HEAD_NUMBER).persons] == ["HU-0001-01"]
    assert len(find_persons(west, number=PHONE).persons) == 2
    assert find_persons(west, number=HEAD_NUMBER[:12]).persons == []


def test_nothing_is_found_in_another_county(household: Household, west: Scope) -> None:
    with scope(county="620523"):
        assert find_persons(west, number=HEAD_NUMBER).persons == []


def test_a_file_of_another_township_cannot_be_fetched(
    people: Any, client_of: Callable, county: str, tmp_path: Path
) -> None:
    """An imported file holds rows in clear: who sees a part of the county sees only the own imports."""
    path = tmp_path / "农户.xlsx"
    path.write_bytes(ledger_sheets.template(find("households")))
    batch = ledger_import.keep_file(
        find("households"), Scope.of(people.west_office, county), path, path.name, actor=people.west_office
    )
    address = reverse("households-import-preview", args=[batch.pk])
    assert client_of("township").get(address).status_code == 404
    assert client_of("west_office").get(address).status_code == 200
