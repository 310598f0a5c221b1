"""The log of signing in and out, written by Django's signals; how long a locked account has to wait."""

import datetime
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils import timezone

from siqiao.accounts.models import User
from siqiao.core import audit


@receiver(user_logged_in, dispatch_uid="siqiao.signed_in")
def log_sign_in(sender: Any, request: Any, user: User, **_unused: Any) -> None:
    """A link for each sign-in."""
    audit.record_event(user, "user.signed_in", str(user), county=user.county, note=_address(request))


@receiver(user_logged_out, dispatch_uid="siqiao.signed_out")
def log_sign_out(sender: Any, request: Any, user: User | None, **_unused: Any) -> None:
    """A link for each sign-out, also by idleness."""
    if isinstance(user, User):
        audit.record_event(user, "user.signed_out", str(user), county=user.county, note=_address(request))


@receiver(user_login_failed, dispatch_uid="siqiao.sign_in_failed")
def log_failure(sender: Any, credentials: dict[str, Any], request: Any = None, **_unused: Any) -> None:
    """A link for each failed sign-in of an account that exists.

    A name that is no account's is not written: people type their passwords into the wrong field.
    """
    user = User.objects.filter(username=credentials.get("username", "")).first()
    if user is not None:
        audit.record_event(user, "user.sign_in_failed", str(user), county=user.county, note=_address(request))


def _address(request: Any) -> str:
    return request.META.get("REMOTE_ADDR", "") if request is not None else ""


def minutes_to_wait(username: str) -> int:
    """Whole minutes until a locked account may try again."""
    cool_off = get_cool_off() or datetime.timedelta()
    last = AccessAttempt.objects.filter(username=username).order_by("-attempt_time").first()
    if last is None:
        return 0
    left = last.attempt_time + cool_off - timezone.now()
    return max(0, -(-int(left.total_seconds()) // 60))


def is_locked(username: str) -> bool:
    """Whether an account has failed too often within the cooling-off time."""
    since = timezone.now() - (get_cool_off() or datetime.timedelta())
    failures = AccessAttempt.objects.filter(username=username, attempt_time__gt=since)
    return any(attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT for attempt in failures)
