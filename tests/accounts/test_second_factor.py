"""The second factor: enrolled with a first code, asked for at each sign-in; a recovery code works once."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from siqiao.accounts.services import second_factor
from siqiao.core.errors import DomainError
from tests.conftest import PASSWORD, People

pytestmark = pytest.mark.django_db


def code_of(device: TOTPDevice, *, drift: int = 0) -> str:
    return f"{totp(device.bin_key, drift=drift):06d}"


def enrol(client: Client, people: People) -> list[str]:
    """Enrol the west office; the recovery codes."""
    client.get(reverse("second-factor-set-up"))
    device = TOTPDevice.objects.get(user=people.west_office)
    answer = client.post(reverse("second-factor-set-up"), {"code": code_of(device)})
    return answer.context["codes"]


def signed_in_with_password(people: People) -> Client:
    client = Client()
    client.post(reverse("sign-in"), {"username": "west_office", "password": PASSWORD})
    return client


def test_it_shows_picture_and_secret(people: People, client_of: Callable) -> None:
    page = client_of("west_office").get(reverse("second-factor-set-up")).content.decode()
    secret = second_factor.enrol_second_factor(people.west_office).secret
    assert "<svg" in page
    assert secret in page


def test_it_refuses_a_wrong_first_code(people: People, client_of: Callable) -> None:
    client = client_of("west_office")
    answer = client.post(reverse("second-factor-set-up"), {"code": "000000"})
    assert "验证码不对" in answer.content.decode()
    assert not second_factor.has_second_factor(people.west_office)


def test_signing_in_asks_for_a_code(people: People, client_of: Callable) -> None:
    enrol(client_of("west_office"), people)
    client = signed_in_with_password(people)
    assert client.get(reverse("jobs"))["Location"] == reverse("second-factor")
    device = TOTPDevice.objects.get(user=people.west_office)
    answer = client.post(reverse("second-factor"), {"code": code_of(device, drift=1)})
    assert answer.status_code == 302
    assert client.get(reverse("jobs")).status_code == 200


def test_a_wrong_code_lets_nobody_in(people: People, client_of: Callable) -> None:
    enrol(client_of("west_office"), people)
    client = signed_in_with_password(people)
    assert "验证码不对" in client.post(reverse("second-factor"), {"code": "123456"}).content.decode()
    assert client.get(reverse("jobs")).status_code == 302


def test_a_recovery_code_works_once(people: People, client_of: Callable) -> None:
    codes = enrol(client_of("west_office"), people)
    first, second = signed_in_with_password(people), signed_in_with_password(people)
    assert first.post(reverse("second-factor"), {"code": codes[0].upper()}).status_code == 302
    assert second.post(reverse("second-factor"), {"code": codes[0]}).status_code == 200
    assert second_factor.recovery_codes_left(people.west_office) == second_factor.RECOVERY_CODES - 1


def test_failures_slow_a_guesser_down(people: People, client_of: Callable) -> None:
    enrol(client_of("west_office"), people)
    device = TOTPDevice.objects.get(user=people.west_office)
    with pytest.raises(DomainError):
        second_factor.check_second_factor(people.west_office, code="123456")
    with pytest.raises(DomainError):  # the right code, too soon
        second_factor.check_second_factor(people.west_office, code=code_of(device, drift=1))


def test_taking_it_off_needs_the_password(people: People, client_of: Callable) -> None:
    client = client_of("west_office")
    enrol(client, people)
    client.post(reverse("second-factor-off"), {"password": "不是"})
    assert second_factor.has_second_factor(people.west_office)
    client.post(reverse("second-factor-off"), {"password": PASSWORD})
    assert not second_factor.has_second_factor(people.west_office)
