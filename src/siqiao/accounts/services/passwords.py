"""Passwords: one's own, and the one-time password that an administrator hands over."""

import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.accounts.models import User
from siqiao.accounts.sight import may_manage
from siqiao.core import audit
from siqiao.core.errors import DomainError, Forbidden

LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read as something else: no 0 and o, no 1, i and l
GROUPS = 4


def make_one_time_password() -> str:
    """Four groups of four letters and digits, some 79 bits, easy to read out."""
    return "-".join("".join(secrets.choice(LEGIBLE) for _letter in range(4)) for _group in range(GROUPS))


def require_strength(password: str, user: User, *, field: str = "password") -> None:
    """DomainError with every rule that a password breaks."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        text = " ".join(error.messages)
        raise DomainError(text, code="password_weak", fields={field: text}) from error


def change_password(user: User, *, old: str, new: str) -> User:
    """Set one's own password; every other session of the account ends."""
    if not user.check_password(old):
        text = _("现在的密码不对。")
        raise DomainError(text, code="password_wrong", fields={"old": text})
    if old == new:
        text = _("新密码与现在的相同。")
        raise DomainError(text, code="password_same", fields={"new": text})
    require_strength(new, user, field="new")
    return _set(user, new, actor=user, action="user.password_changed", must_change=False)


def reset_password(user: User, *, actor: Any) -> str:
    """Give an account a one-time password, shown once; all its sessions end and it must choose a new one."""
    if isinstance(actor, User) and not may_manage(actor, user.region_code):
        raise Forbidden(_("“{name}”不在您管理的地区。").format(name=user.username))
    password = make_one_time_password()
    _set(user, password, actor=actor, action="user.password_reset", must_change=True)
    return password


def _set(user: User, password: str, *, actor: Any, action: str, must_change: bool) -> User:
    with transaction.atomic(), audit.change(actor, action, user):
        user.set_password(password)
        user.must_change_password = must_change
        user.save()
    return user
