"""One's own account: password, second factor, what one sees."""

import django_otp
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from siqiao.accounts.forms import ROLE_SIGHT, CodeForm, PasswordForm, show_error
from siqiao.accounts.services import passwords
from siqiao.accounts.services import second_factor as factor
from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.core.scope import SIGNED_IN, Request, allow


@allow(SIGNED_IN)
def my_account(request: Request) -> HttpResponse:
    """Who I am here, what I see, and the ways to keep my account safe."""
    context = {
        "sight": ROLE_SIGHT[request.user.role],
        "region": Region.objects.filter(code=request.user.region_code).first(),
        "has_second_factor": factor.has_second_factor(request.user),
        "recovery_codes_left": factor.recovery_codes_left(request.user),
        "room": "system",
    }
    return render(request, "accounts/my_account.html", context)


@allow(SIGNED_IN)
@never_cache
@sensitive_post_parameters()
def change_password(request: Request) -> HttpResponse:
    """Set one's own password; this session stays, every other ends."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            passwords.change_password(request.user, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
        except DomainError as error:
            show_error(form, error)
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("密码已修改，别处的登录已全部退出。"))
            return redirect("my-account")
    must = request.user.must_change_password
    return render(request, "accounts/change_password.html", {"form": form, "must": must})


@allow(SIGNED_IN)
@never_cache
def second_factor_set_up(request: Request) -> HttpResponse:
    """Scan, type the first code, keep the recovery codes, which are shown this once."""
    form = CodeForm(request.POST or None)
    try:
        enrolment = factor.enrol_second_factor(request.user)
        if request.method == "POST" and form.is_valid():
            device, codes = factor.confirm_second_factor(request.user, code=form.cleaned_data["code"])
            request.session["second_factor"] = True
            django_otp.login(request, device)
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
    except DomainError as error:
        if error.code == "second_factor_on":
            return redirect("my-account")
        show_error(form, error)
    context = {"form": form, "enrolment": enrolment}
    return render(request, "accounts/second_factor_set_up.html", context)


@allow(SIGNED_IN)
@require_POST
@sensitive_post_parameters()
def second_factor_off(request: Request) -> HttpResponse:
    """Take one's own second factor off; asks for the password."""
    if not request.user.check_password(request.POST.get("password", "")):
        messages.error(request, _("密码不对，第二因素没有关闭。"))
        return redirect("my-account")
    factor.remove_second_factor(request.user, actor=request.user)
    request.session["second_factor"] = False
    messages.success(request, _("第二因素已关闭。"))
    return redirect("my-account")
