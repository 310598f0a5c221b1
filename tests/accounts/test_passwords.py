"""Passwords: strong enough, changed by their owner, reset by an administrator, one-time until changed."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from siqiao.accounts.models import User
from siqiao.accounts.services import passwords
from siqiao.core.errors import DomainError
from tests.conftest import PASSWORD, People

pytestmark = pytest.mark.django_db
NEW = "大雁-fly-south-8"


@pytest.mark.parametrize("weak", ["short-1", "1234567890123", "password123", "west_office1"])
def test_it_refuses_a_weak_password(people: People, weak: str) -> None:
    with pytest.raises(DomainError) as refusal:
        passwords.change_password(people.west_office, old=PASSWORD, new=weak)
    assert "new" in refusal.value.fields


def test_it_needs_the_present_password(people: People) -> None:
    with pytest.raises(DomainError, match="现在的密码不对"):
        passwords.change_password(people.west_office, old="不是", new=NEW)


def test_other_sessions_end(people: People, client_of: Callable) -> None:
    here, elsewhere = client_of("west_office"), client_of("west_office")
    data = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert here.post(reverse("change-password"), data).status_code == 302
    assert here.get(reverse("my-account")).status_code == 200
    assert elsewhere.get(reverse("my-account")).status_code == 302


def test_it_says_when_the_two_differ(people: People, client_of: Callable) -> None:
    answer = client_of("west_office").post(
        reverse("change-password"), {"old": PASSWORD, "new": NEW, "again": NEW + "x"}
    )
    assert "两次输入的新密码不一样" in answer.content.decode()


def test_a_one_time_password_must_be_changed(people: People, client_of: Callable) -> None:
    answer = client_of("admin").post(reverse("user-reset-password", args=[people.township.pk]))
    once = answer.context["password"]
    assert once in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    client = Client()
    client.post(reverse("sign-in"), {"username": "township", "password": once})
    assert client.get(reverse("jobs"))["Location"] == reverse("change-password")
    client.post(reverse("change-password"), {"old": once, "new": NEW, "again": NEW})
    assert client.get(reverse("jobs")).status_code == 200


def test_one_time_passwords_differ_and_pass_the_rules(people: People) -> None:
    made = {passwords.make_one_time_password() for _each in range(50)}
    assert len(made) == 50
    for password in made:
        passwords.require_strength(password, User(username="x"))
