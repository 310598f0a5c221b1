"""The administrator's pages: who has an account, with what role, where."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from siqiao.accounts.forms import ROLE_SIGHT, UserFilter, UserForm, show_error
from siqiao.accounts.models import User
from siqiao.accounts.services import passwords
from siqiao.accounts.services import second_factor as factor
from siqiao.accounts.services import users as service
from siqiao.accounts.services.sign_in import is_locked
from siqiao.accounts.sight import managed_q
from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.core.regions import suggest_regions
from siqiao.core.scope import Request, allow

PAGE_ROWS = 50
SUGGESTIONS = 12


@allow("system.users")
def users(request: Request) -> HttpResponse:
    """The list of accounts."""
    chosen = UserFilter(request.GET)
    page = Paginator(chosen.rows(request.user), PAGE_ROWS).get_page(request.GET.get("page"))
    codes = [user.region_code for user in page]
    names = dict(Region.objects.filter(code__in=codes).values_list("code", "name"))
    rows = [(user, names.get(user.region_code, user.region_code)) for user in page]
    context = {"filter": chosen, "page": page, "rows": rows, "room": "system"}
    return render(request, "accounts/users.html", context)


@allow("system.users")
@never_cache
def user_add(request: Request) -> HttpResponse:
    """Make an account and show its one-time password, this once."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = service.add_user(actor=request.user, **form.cleaned_data)
            return _show_password(request, made.user, made.password)
        except DomainError as error:
            show_error(form, error)
    return render(request, "accounts/user_form.html", _form_context(form))


@allow("system.users")
def user_edit(request: Request, pk: int) -> HttpResponse:
    """Change an account's role, region or post; the ways to help its holder stand below."""
    user = _managed(request, pk)
    initial = {"role": user.role, "region": user.region_code, "post": user.post}
    form = UserForm(request.POST or None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            service.change_scope(user, actor=request.user, **form.cleaned_data)
            messages.success(request, _("“%(name)s”已修改。") % {"name": user.username})
            return redirect("users")
        except DomainError as error:
            show_error(form, error)
            user.refresh_from_db()
    state = {"is_locked": is_locked(user.username), "has_second_factor": factor.has_second_factor(user)}
    return render(request, "accounts/user_form.html", {**_form_context(form), "account": user, **state})


def _form_context(form: UserForm) -> dict[str, Any]:
    sights = [{"role": role.label, "text": text} for role, text in ROLE_SIGHT.items()]
    region = Region.objects.filter(code=form["region"].value() or "").first()
    return {"form": form, "sights": sights, "region": region, "room": "system"}


@allow("system.users")
@require_POST
@never_cache
def user_reset_password(request: Request, pk: int) -> HttpResponse:
    """A new one-time password, shown this once."""
    user = _managed(request, pk)
    return _show_password(request, user, passwords.reset_password(user, actor=request.user))


def _show_password(request: Request, user: User, password: str) -> HttpResponse:
    context = {"account": user, "password": password, "room": "system"}
    return render(request, "accounts/one_time_password.html", context)


def _act(request: Request, pk: int, act: Callable[[User], Any], done: str) -> HttpResponse:
    """Do one thing to an account and come back to its page with a sentence."""
    user = _managed(request, pk)
    try:
        act(user)
        messages.success(request, done % {"name": user.username})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("user-edit", pk=pk)


@allow("system.users")
@require_POST
def user_deactivate(request: Request, pk: int) -> HttpResponse:
    def act(user: User) -> None:
        service.deactivate(user, actor=request.user, note=request.POST.get("note", ""))

    return _act(request, pk, act, _("“%(name)s”已停用。"))


@allow("system.users")
@require_POST
def user_activate(request: Request, pk: int) -> HttpResponse:
    return _act(request, pk, lambda user: service.activate(user, actor=request.user), _("“%(name)s”已恢复使用。"))


@allow("system.users")
@require_POST
def user_unlock(request: Request, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda user: service.unlock(user, actor=request.user),
        _("“%(name)s”已解锁，可以马上再登录。"),
    )


@allow("system.users")
@require_POST
def user_second_factor_off(request: Request, pk: int) -> HttpResponse:
    def act(user: User) -> None:
        factor.remove_second_factor(user, actor=request.user)

    return _act(request, pk, act, _("“%(name)s”的第二因素已关闭。"))


@allow("system.users")
def region_suggestions(request: Request) -> HttpResponse:
    """Options for the region's field while it is typed in."""
    word = request.GET.get("region", "").strip()
    found = suggest_regions(word).filter(managed_q(request.user, "code"))[:SUGGESTIONS] if word else []
    return render(request, "accounts/region_options.html", {"regions": found})


def _managed(request: Request, pk: int) -> User:
    """An account of the regions that this administrator manages; 404 for any other."""
    return get_object_or_404(User.objects.filter(managed_q(request.user)), pk=pk)
