"""Every address × every role: the answer is the one that `accounts/access.py` declares."""

import io
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from siqiao.accounts.access import POLICIES
from siqiao.accounts.access_page import Address, addresses, roles_of
from siqiao.accounts.models import Role
from siqiao.core import evidence
from siqiao.core.models import Attachment, AuditEntry, Job
from siqiao.core.scope import PUBLIC
from tests.conftest import People, World

pytestmark = pytest.mark.django_db
REFUSED = {401, 403}
SAMPLES = {
    "pk": 1,
    "number": 1,
    "year": 2023,
    "code": "1",
    "name": "transfers",
    "county": "620525",
    "key": "1",
}
"""What stands in for a parameter of an address, by its name; objects of a page's own come from `samples`."""


@pytest.fixture
def samples(people: People, world: World) -> dict[str, Any]:
    """Objects of the western county for addresses that need one: `url-name.parameter` or `parameter`."""
    job = Job.objects.create(name="audit.verify", title="核对审计链", owner=people.west_office)
    with scope(county=world.county):
        stored = evidence.store(io.BytesIO(b"%PDF-1.4 sample"), "sample.pdf")
        attachment = Attachment.objects.create(
            county=world.county,
            file=stored,
            subject="core.region",
            subject_key="1",
            title="样例",
            added_by="西部",
        )
    return {
        **SAMPLES,
        "evidence-file.pk": attachment.pk,
        "job.pk": job.pk,
        "user-edit.pk": people.township.pk,
    }


def url_of(address: Address, samples: dict[str, Any]) -> str:
    def value(name: str) -> Any:
        return samples.get(f"{address.name}.{name}", samples.get(name, 1))

    return reverse(address.name, kwargs={name: value(name) for name in address.parameters})


def walk(samples: dict[str, Any]) -> Iterator[tuple[Address, str]]:
    for address in addresses():
        yield address, url_of(address, samples)


def test_every_address_names_a_policy_that_exists() -> None:
    known = {"public", "signed-in", *POLICIES}
    at_fault = [a.path for a in addresses() if a.policy not in known or a.write_policy not in {None, *known}]
    assert at_fault == []


def test_every_address_has_a_name_of_its_own() -> None:
    names = [address.name for address in addresses()]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("role", list(Role))
def test_it_answers_each_role_as_declared(role: Role, client_of: Callable, samples: dict[str, Any]) -> None:
    wrong = []
    for address, url in walk(samples):
        answer = client_of(role.value).get(url)
        is_allowed = role in roles_of(address.policy or "")
        if is_allowed == (answer.status_code in REFUSED):
            wrong.append((url, address.policy, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
def test_it_refuses_a_post_before_anything_is_written(role: Role, client_of: Callable, samples: dict[str, Any]) -> None:
    client = client_of(role.value)
    before, wrong = AuditEntry.objects.count(), []
    for address, url in walk(samples):
        needed = address.write_policy or address.policy or ""
        if role not in roles_of(needed) and client.post(url).status_code != 403:
            wrong.append((url, needed))
    assert wrong == []
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_sent_to_sign_in(method: str, samples: dict[str, Any]) -> None:
    wrong = []
    for address, url in walk(samples):
        if address.policy == PUBLIC:
            continue
        answer = getattr(Client(), method)(url)
        is_sent = answer.status_code == 302 and answer["Location"].startswith(reverse("sign-in"))
        if not is_sent and answer.status_code != 401:
            wrong.append((url, answer.status_code))
    assert wrong == []


def test_another_county_sees_nothing(client_of: Callable, samples: dict[str, Any]) -> None:
    """Objects of Zhangjiachuan do not exist for the office of Gangu."""
    stranger, wrong = client_of("stranger_west"), []
    for address in addresses():
        own = [name for name in address.parameters if f"{address.name}.{name}" in samples]
        if own and stranger.get(url_of(address, samples)).status_code not in {403, 404}:
            wrong.append(address.path)
    assert wrong == []


def test_an_account_that_is_switched_off_sees_nothing(client_of: Callable, people: People) -> None:
    client = client_of("west_office")
    people.west_office.is_active = False
    people.west_office.save()
    assert client.get(reverse("jobs")).status_code == 302


@pytest.mark.skipif(find_spec("siqiao.api") is None, reason="the API has not been built yet")
def test_the_api_names_its_policies() -> None:
    from siqiao.api import endpoints  # type: ignore[import-not-found,attr-defined]

    known = {"public", "signed-in", *POLICIES}
    assert [each for each in endpoints() if each.policy not in known] == []
