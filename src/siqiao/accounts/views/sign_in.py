"""Signing in and out, the second factor's question, the county that one works in."""

from typing import Any

import django_otp
from axes.decorators import axes_dispatch
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from siqiao.accounts.forms import CodeForm, SignInForm, show_error
from siqiao.accounts.services import second_factor as factor
from siqiao.accounts.services.sign_in import minutes_to_wait
from siqiao.core.errors import DomainError
from siqiao.core.scope import PUBLIC, SIGNED_IN, Request, allow

sign_in = allow(PUBLIC)(
    axes_dispatch(
        LoginView.as_view(
            template_name="accounts/sign_in.html",
            authentication_form=SignInForm,
            redirect_authenticated_user=True,
        )
    )
)
sign_out = allow(PUBLIC)(LogoutView.as_view())  # POST alone; whoever is signed out already is sent to sign in


def locked_out(request: Request, original: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """What a locked account sees: since how many failures, and when to try again."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    minutes = max(1, minutes_to_wait(username))
    response = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


@allow(SIGNED_IN)
@never_cache
def second_factor(request: Request) -> HttpResponse:
    """Ask for the code that finishes signing in."""
    if request.user.is_verified() or not factor.has_second_factor(request.user):
        return redirect(_next(request))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = factor.check_second_factor(request.user, code=form.cleaned_data["code"])
        except DomainError as error:
            show_error(form, error)
        else:
            request.session.cycle_key()
            django_otp.login(request, device)
            return redirect(_next(request))
    return render(request, "accounts/second_factor.html", {"form": form})


@allow(SIGNED_IN)
@require_POST
def switch_county(request: Request) -> HttpResponse:
    """Work in another of one's counties from now on."""
    county = request.POST.get("county", "")
    if county not in request.counties:
        raise Http404(_("没有这个地区。"))
    request.session["county"] = county
    messages.success(request, _("已切换地区。"))
    return redirect(_next(request))


def _next(request: Request) -> str:
    """The page asked for, where it is one of this house's."""
    address = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else "/"
