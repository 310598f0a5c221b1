"""The second factor: a code from an authenticator (TOTP), and ten recovery codes for a lost telephone."""

import base64
import secrets
from dataclasses import dataclass
from typing import Any

import segno
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from siqiao.accounts.models import User
from siqiao.accounts.services.passwords import LEGIBLE
from siqiao.accounts.sight import may_manage
from siqiao.core import audit
from siqiao.core.errors import DomainError, Forbidden

RECOVERY_CODES = 10


@dataclass(frozen=True)
class Enrolment:
    """What a telephone needs: the picture for its camera, and the secret for typing."""

    qr_svg: str
    secret: str


def enrol_second_factor(user: User) -> Enrolment:
    """The device that waits for its first code; the same one until it is confirmed."""
    if has_second_factor(user):
        raise DomainError(_("第二因素已经启用。"), code="second_factor_on")
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    secret = base64.b32encode(device.bin_key).decode()
    picture = segno.make(device.config_url, error="m").svg_inline(scale=5, border=4, light="white")
    return Enrolment(picture, " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)))


def confirm_second_factor(user: User, *, code: str) -> tuple[Device, list[str]]:
    """Take the first code; each sign-in asks for one from now on. Returns device and recovery codes."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not device.verify_token(_digits(code)):
            raise _wrong_code()
        device.confirmed = True
        device.save()
        codes = _make_recovery_codes(user)
        audit.record_event(user, "user.second_factor_on", str(user), county=user.county)
    return device, codes


def check_second_factor(user: User, *, code: str) -> Device:
    """The device that accepts a code: six digits of the authenticator, or a recovery code, used up by it.

    Raises DomainError for a wrong code; each one makes the next try wait longer (django-otp's throttle).
    """
    cleaned = _digits(code)
    kind = TOTPDevice if cleaned.isdigit() else StaticDevice
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        passed = device is not None and device.verify_token(cleaned)
    if not passed:
        audit.record_event(user, "user.second_factor_failed", str(user), county=user.county)
        raise _wrong_code()
    return device


def remove_second_factor(user: User, *, actor: Any) -> None:
    """Take the second factor off: one's own, or for somebody who has lost the telephone."""
    if isinstance(actor, User) and actor != user and not may_manage(actor, user.region_code):
        raise Forbidden(_("“{name}”不在您管理的地区。").format(name=user.username))
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        audit.record_event(actor, "user.second_factor_off", str(user), county=user.county)


def has_second_factor(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def recovery_codes_left(user: User) -> int:
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


def _make_recovery_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery", confirmed=True)
    codes = ["".join(secrets.choice(LEGIBLE) for _letter in range(10)) for _code in range(RECOVERY_CODES)]
    codes = [f"{code[:5]}-{code[5:]}" for code in codes]
    for code in codes:
        device.token_set.create(token=code)
    return codes


def _digits(code: str) -> str:
    """A code as people type it, without spaces, in half-width figures."""
    return "".join(code.split()).lower().translate({0xFF10 + i: 0x30 + i for i in range(10)})


def _wrong_code() -> DomainError:
    text = _("验证码不对或已过期。请看手机上的最新六位数；连续输错要等几秒再试。")
    return DomainError(text, code="second_factor_wrong", fields={"code": text})
