"""A household: its page, registered, changed, moved, shown in clear for a reason."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from siqiao.core.errors import DomainError
from siqiao.core.scope import Request, allow
from siqiao.registry import services
from siqiao.registry.forms import HouseholdForm, HouseholdRevealForm, MoveForm, RegisterForm
from siqiao.registry.models import Household
from siqiao.registry.selectors.households import household_facts, household_page, households
from siqiao.registry.services.reveals import REVEAL_POLICY, Revealed
from siqiao.registry.views.frame import answer, show, take_evidence

TABS = ("family", "income", "evidence", "history")


@allow("registry.view")
def household(request: Request, pk: int) -> HttpResponse:
    """Family, years of income, files, history; personal columns masked."""
    form = HouseholdRevealForm()
    return _page(request, _found(request, pk), form, None)


@allow("registry.view", write="registry.reveal")
@never_cache
def household_reveal(request: Request, pk: int) -> HttpResponse:
    """The page once with chosen personal columns in clear; the look is logged with its reason."""
    found = _found(request, pk)
    if request.method != "POST":
        return redirect("household", pk=pk)
    form, revealed = HouseholdRevealForm(request.POST), None
    if form.is_valid():
        try:
            revealed = services.reveal_household(request.scope, found, **form.cleaned_data)
        except DomainError as error:
            form.show(error)
    return _page(request, found, form, revealed)


def _page(request: Request, found: Household, form: HouseholdRevealForm, revealed: Revealed | None) -> HttpResponse:
    page = household_page(found)
    url = reverse("household", args=[found.pk])
    current = request.GET.get("tab")
    current = current if current in TABS else TABS[0]
    titles = (_("家庭与现状"), _("年度收入"), _("材料"), _("历史"))
    tabs = [
        {"code": code, "title": title, "url": f"{url}?tab={code}", "current": code == current}
        for code, title in zip(TABS, titles, strict=True)
    ]
    clear = {member.person.pk: member for member in revealed.members} if revealed else {}
    return show(
        request,
        "household",
        household=found,
        page=page,
        members=[(person, clear.get(person.pk)) for person in page.members],
        facts=household_facts(found),
        tabs=tabs,
        tab=current,
        reveal_form=form,
        revealed=revealed,
        may_edit=request.scope.may("registry.edit"),
        may_reveal=request.scope.may(REVEAL_POLICY),
    )


@allow("registry.edit")
def household_add(request: Request) -> HttpResponse:
    """Register a household with its head."""
    form = RegisterForm(request.POST or None, scope=request.scope)

    def act() -> str:
        made = services.register_household(request.scope, head=form.head(), **form.values())
        return reverse("household", args=[made.pk])

    return answer(
        request,
        form,
        act,
        done=_("农户已登记。"),
        title=_("登记农户"),
        submit=_("登记"),
        cancel=reverse("households"),
        lead=_("先写所在村和户主；其他成员和住房等现状登记以后再补。"),
    )


@allow("registry.edit")
def household_edit(request: Request, pk: int) -> HttpResponse:
    """Change a household's columns."""
    found = _found(request, pk)
    form = HouseholdForm(request.POST or None, record=found)
    page = reverse("household", args=[pk])

    def act() -> str:
        services.change_household(request.scope, found, **form.values())
        return page

    title = _("修改农户信息")
    return answer(
        request, form, act, done=_("农户信息已修改。"), title=title, submit=_("保存"), cancel=page, record=found
    )


@allow("registry.edit")
def household_move(request: Request, pk: int) -> HttpResponse:
    """Move a household to another village."""
    found = _found(request, pk)
    form = MoveForm(request.POST or None, scope=request.scope, initial={"village": found.village_id})
    page = reverse("household", args=[pk])

    def act() -> str:
        services.move_household(request.scope, found, **form.cleaned_data)
        return page

    return answer(
        request, form, act, done=_("已整户迁移。"), title=_("整户迁移"), submit=_("迁移"), cancel=page, record=found
    )


@allow("registry.edit")
@require_POST
def household_evidence(request: Request, pk: int) -> HttpResponse:
    """A file about the household."""
    return take_evidence(request, _found(request, pk), reverse("household", args=[pk]) + "?tab=evidence")


def _found(request: Request, pk: int) -> Household:
    """A household of this sight; 404 for any other."""
    return get_object_or_404(households(request.scope), pk=pk)
