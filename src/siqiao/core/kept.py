"""Figures kept until something is written: every write moves the end of the audit chain, and with it the key."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.utils import timezone, translation

from siqiao.core.models import AuditHead
from siqiao.core.scope import Scope

KEPT_SECONDS = 600
Value = TypeVar("Value")


def kept(scope: Scope, name: str, make: Callable[[], Value], *, per_user: bool = False) -> Value:
    """What `make` gives, made anew only after a write, after midnight, or for another sight, role or language.

    With `per_user` it is the person's own (what waits for me). Values must be picklable.
    """
    written = AuditHead.objects.filter(id=1).values_list("digest", flat=True).first()
    who = f"u{scope.user.pk}" if per_user else getattr(scope.user, "role", "")
    place = f"{scope.county}:{scope.prefix}:{who}:{translation.get_language()}:{timezone.localdate()}"
    key = f"kept:{name}:{place}:{written}"
    found: Any = cache.get(key)
    if found is None:
        found = (make(),)
        cache.set(key, found, KEPT_SECONDS)
    value: Value = found[0]
    return value
