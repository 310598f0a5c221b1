"""Scope 范围: what a person may see and do = policy (role) × county (pairing) × prefix (region).

Shared records (funds, projects) and the registry belong to a western county. A request works inside exactly
one: `django_scopes.scope(county=…)` is opened for it; a query on a `CountyScoped` model outside raises.
Within the county a township's or village's person is narrowed to the code prefix by `Scope.narrow`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_scopes import ScopedManager

from siqiao.core.region_codes import prefix_of

PUBLIC = "public"  # nobody needs to sign in
SIGNED_IN = "signed-in"  # any account

Row = TypeVar("Row", bound=models.Model)


class CountyScoped(models.Model):
    """A record of one western county (six digits). Querying it needs an open `scope(county=…)`."""

    county = models.CharField(max_length=6, editable=False)

    objects = ScopedManager(county="county")

    class Meta:
        abstract = True


def prefix_q(field: str, prefix: str) -> models.Q:
    """Codes or names that begin with a prefix, as a range that an index serves."""
    if not prefix:
        return models.Q()
    return models.Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + "\U0010ffff"})


@dataclass(frozen=True)
class Scope:
    """One person's sight in one county. `prefix` is the part of the county, the county itself for most."""

    user: Any
    county: str
    prefix: str

    @classmethod
    def of(cls, user: Any, county: str) -> "Scope":
        """The sight of a user in a county: narrowed where the user's own region lies inside it."""
        own = prefix_of(user.region_code)
        return cls(user, county, own if own.startswith(county) else county)

    @classmethod
    def whole(cls, user: Any, county: str) -> "Scope":
        """The whole county, for jobs and commands that act for the house."""
        return cls(user, county, county)

    @property
    def is_whole_county(self) -> bool:
        return self.prefix == self.county

    def narrow(self, rows: "models.QuerySet[Row]", field: str = "region_id") -> "models.QuerySet[Row]":
        """Rows of this sight; nothing is added for a whole county, which `scope()` has already cut out."""
        return rows if self.is_whole_county else rows.filter(prefix_q(field, self.prefix))

    def may(self, policy: str) -> bool:
        return may(self.user, policy)


class Request(HttpRequest):
    """What a view gets from the middleware: the account, its sight, its counties, and whether htmx asks."""

    user: Any
    scope: Scope
    counties: list[str]
    htmx: Any


def may(user: Any, policy: str) -> bool:
    """Whether a person's role allows a policy of `accounts/access.py`."""
    if policy == PUBLIC:
        return True
    if not user.is_authenticated or not user.is_active:
        return False
    return policy == SIGNED_IN or user.has_perm(policy)


View = Callable[..., HttpResponseBase]


def allow(policy: str, *, write: str | None = None) -> Callable[[View], View]:
    """Decorate a view with the policy that it needs to be seen, and the one to send it data.

    A test walks every URL: a view without this mark fails it.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            needed = write if write and request.method not in {"GET", "HEAD", "OPTIONS"} else policy
            refuse_unless(request, needed)
            return view(request, *args, **kwargs)

        @wraps(guarded)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if policy != PUBLIC and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            return guarded(request, *args, **kwargs)

        answer.policy = policy  # type: ignore[attr-defined]
        answer.write_policy = write  # type: ignore[attr-defined]
        return answer

    return mark


def refuse_unless(request: HttpRequest, policy: str) -> None:
    """Raise PermissionDenied where the request's person may not do this."""
    if not may(request.user, policy):
        raise PermissionDenied(policy)
