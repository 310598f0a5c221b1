"""Signing in: it rotates the session, writes the log, slows a guesser down, and ends by itself."""

import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from siqiao.accounts.services import users
from siqiao.core.models import AuditEntry
from tests.conftest import PASSWORD, People, World

pytestmark = pytest.mark.django_db


def sign_in(client: Client, name: str, password: str = PASSWORD):
    return client.post(reverse("sign-in"), {"username": name, "password": password})


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("action", flat=True))


def test_it_signs_in(people: People) -> None:
    client = Client()
    assert sign_in(client, "west_office").status_code == 302
    assert actions() == ["user.signed_in"]
    assert client.get(reverse("my-account")).status_code == 200


def test_it_shows_the_page(people: People) -> None:
    assert "登录" in Client().get(reverse("sign-in")).content.decode()


def test_it_makes_a_new_session(people: People) -> None:
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    before = client.session.session_key
    sign_in(client, "west_office")
    assert client.session.session_key != before


def test_it_logs_a_failure(people: People) -> None:
    answer = sign_in(Client(), "west_office", "错的密码-wrong")
    assert answer.status_code == 200
    assert "用户名或密码不对" in answer.content.decode()
    assert actions() == ["user.sign_in_failed"]


def test_it_does_not_log_a_name_that_is_no_account(people: People) -> None:
    sign_in(Client(), "my-password-typed-as-a-name", "x")
    assert actions() == []


def test_it_locks_after_five_failures(people: People) -> None:
    client = Client()
    for _try in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(client, "west_office", "错的密码-wrong")
    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.content.decode()
    assert sign_in(client, "west_office").status_code == 429


def test_an_administrator_unlocks(people: People) -> None:
    client = Client()
    for _try in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "west_office", "错的密码-wrong")
    users.unlock(people.west_office, actor=people.admin)
    assert sign_in(client, "west_office").status_code == 302


def test_it_does_not_lock_others(people: People) -> None:
    client = Client()
    for _try in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "west_office", "错的密码-wrong")
    assert sign_in(client, "finance").status_code == 302


def test_it_ends_an_idle_session(people: People, client_of: Callable) -> None:
    client = client_of("west_office")
    client.get(reverse("my-account"))
    session = client.session
    session["acted_at"] = int(time.time()) - settings.SESSION_IDLE_SECONDS - 1
    session.save()
    answer = client.get(reverse("my-account"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign-in"))


def test_signing_out_needs_a_post(people: People, client_of: Callable) -> None:
    client = client_of("west_office")
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out")).status_code == 302
    assert client.get(reverse("my-account")).status_code == 302
    assert actions()[-1] == "user.signed_out"


def test_it_follows_only_addresses_of_this_house(people: People) -> None:
    data = {"username": "west_office", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert Client().post(reverse("sign-in"), data)["Location"] == "/"


def test_it_switches_only_to_a_county_of_ones_own(people: People, client_of: Callable, world: World) -> None:
    client = client_of("west_office")
    assert client.post(reverse("switch-county"), {"county": world.other_county}).status_code == 404
    assert client.post(reverse("switch-county"), {"county": world.county}).status_code == 302
    assert client.session["county"] == world.county
