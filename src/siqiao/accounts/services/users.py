"""Accounts: made, moved to another role or region, switched off and on, unlocked."""

from dataclasses import dataclass
from typing import Any

from axes.utils import reset as forget_failures
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.accounts.models import Role, User
from siqiao.accounts.services.passwords import make_one_time_password, require_strength
from siqiao.accounts.sight import may_manage
from siqiao.core import audit
from siqiao.core.errors import DomainError, Forbidden
from siqiao.core.regions import region_anywhere


@dataclass(frozen=True)
class NewAccount:
    """An account just made and the password to hand over; it is shown once and stored nowhere."""

    user: User
    password: str


def add_user(username: str, *, actor: Any, role: str, region: str, post: str = "", password: str = "") -> NewAccount:
    """Make an account. Without a password it gets a one-time one, to be changed at the first sign-in.

    `region` is a code or a name. Raises DomainError naming the field at fault.
    """
    code = _require_region(actor, region)
    user = User(username=username.strip(), role=role, region_code=code, post=post.strip())
    user.must_change_password = not password
    if password:
        require_strength(password, user)
    secret = password or make_one_time_password()
    user.set_password(secret)
    _require_valid(user)
    with transaction.atomic():
        user.save(force_insert=True)
        audit.record(actor, "user.added", user)
    return NewAccount(user, secret)


def change_scope(user: User, *, actor: Any, role: str, region: str, post: str) -> User:
    """Give an account another role, region or post."""
    _require_managed(actor, user)
    code = _require_region(actor, region)
    with transaction.atomic():
        audit.lock()
        if actor == user and role != user.role:
            text = _("不能改自己的角色，请另一位管理员来改。")
            raise Forbidden(text, fields={"role": text})
        if role != Role.ADMIN:
            _require_another_admin(user)
        with audit.change(actor, "user.scope_changed", user):
            user.role, user.region_code, user.post = role, code, post.strip()
            _require_valid(user)
            user.save()
    return user


def deactivate(user: User, *, actor: Any, note: str = "") -> User:
    """Switch an account off: it is signed out everywhere and its name stays in the log."""
    _require_managed(actor, user)
    with transaction.atomic():
        audit.lock()
        if actor == user:
            raise Forbidden(_("不能停用自己的账号，请另一位管理员来停用。"), code="own_account")
        _require_another_admin(user)
        with audit.change(actor, "user.deactivated", user, note=note):
            user.is_active = False
            user.save()
    return user


def activate(user: User, *, actor: Any) -> User:
    """Switch an account on again."""
    _require_managed(actor, user)
    with transaction.atomic(), audit.change(actor, "user.activated", user):
        user.is_active = True
        user.save()
    return user


def unlock(user: User, *, actor: Any) -> int:
    """Forget an account's failed sign-ins, so that it may try again at once; returns their number."""
    _require_managed(actor, user)
    with transaction.atomic():
        forgotten = forget_failures(username=user.username)
        audit.record_event(actor, "user.unlocked", str(user), county=user.county)
    return forgotten


def _require_managed(actor: Any, user: User) -> None:
    if isinstance(actor, User) and not may_manage(actor, user.region_code):
        raise Forbidden(_("“{name}”不在您管理的地区。").format(name=user.username))


def _require_region(actor: Any, region: str) -> str:
    """The code of a region that exists and that the actor manages."""
    try:
        code = region_anywhere(region).code
    except DomainError as error:
        raise DomainError(error.message, code=error.code, fields={"region": error.message}) from error
    if isinstance(actor, User) and not may_manage(actor, code):
        text = _("“{region}”不在您管理的地区。").format(region=region)
        raise Forbidden(text, fields={"region": text})
    return code


def _require_valid(user: User) -> None:
    """DomainError with a sentence for each field that does not hold."""
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        raise DomainError("；".join(fields.values()), code="user_invalid", fields=fields) from error


def _require_another_admin(user: User) -> None:
    """Somebody must be left to manage accounts. The caller holds the chain's end: two cannot pass at once."""
    if user.role != Role.ADMIN or not user.is_active:
        return
    if not User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=user.pk).exists():
        raise DomainError(_("这是最后一位系统管理员，请先指定另一位。"), code="last_admin")
