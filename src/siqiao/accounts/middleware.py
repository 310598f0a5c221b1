"""Every request of an account runs inside one county's scope, and an idle session ends."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_otp import user_has_device
from django_scopes import scope as county_scope

from siqiao.accounts.sight import counties_of
from siqiao.core.scope import Request, Scope

Answer = Callable[[HttpRequest], HttpResponse]
NO_COUNTY = "------"  # an account without a pairing sees no county's records
BEAT_SECONDS = 60  # the last act is written at most once a minute: a read stays a read


class IdleTimeout:
    """Signs out after SESSION_IDLE_SECONDS without a request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            last = request.session.get("acted_at", now)
            if now - last > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif "acted_at" not in request.session or now - last > BEAT_SECONDS:
                request.session["acted_at"] = now
        return self.get_response(request)


class ActiveScope:
    """Opens the county scope; holds back an unfinished sign-in (second factor, first password)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        unfinished = self._unfinished(request)
        if unfinished:
            return redirect(unfinished)
        request.counties = counties_of(request.user)
        county: str = request.session.get("county", "")
        if county not in request.counties:
            county = request.counties[0] if request.counties else NO_COUNTY
        request.scope = Scope.of(request.user, county)
        with county_scope(county=county):
            response = self.get_response(request)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()  # a template must not query after the scope has closed
            return response

    def _unfinished(self, request: Request) -> str:
        path = request.path
        finishing = {reverse(name) for name in ("sign-out", "second-factor", "change-password", "set-language")}
        if path in finishing or path.startswith(settings.STATIC_URL):
            return ""
        if not request.user.is_verified() and _has_second_factor(request):
            return reverse("second-factor")
        return reverse("change-password") if request.user.must_change_password else ""


def _has_second_factor(request: Request) -> bool:
    """Whether the account has a confirmed device; asked of the database once a session."""
    if "second_factor" not in request.session:
        request.session["second_factor"] = user_has_device(request.user)
    return request.session["second_factor"]
