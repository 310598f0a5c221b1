"""Members of a household: entered, changed, made head, taken out."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from siqiao.core.scope import Request, allow
from siqiao.registry import services
from siqiao.registry.forms import HeadForm, LeavingForm, PersonForm
from siqiao.registry.models import Person
from siqiao.registry.selectors.households import households, persons
from siqiao.registry.views.frame import answer


@allow("registry.view")
def person(request: Request, pk: int) -> HttpResponse:
    """A person is shown on the household's page."""
    return redirect(_home(_found(request, pk)))


@allow("registry.edit")
def person_add(request: Request, household_pk: int) -> HttpResponse:
    """Add a member to a household."""
    household = get_object_or_404(households(request.scope), pk=household_pk)
    form = PersonForm(request.POST or None)
    page = reverse("household", args=[household.pk])

    def act() -> str:
        services.add_person(request.scope, household, **form.values())
        return page

    title, done = _("增加成员"), _("成员已增加。")
    return answer(request, form, act, done=done, title=title, submit=_("增加"), cancel=page, record=household)


@allow("registry.edit")
def person_edit(request: Request, pk: int) -> HttpResponse:
    """Change a member's columns."""
    found = _found(request, pk)
    form = PersonForm(request.POST or None, record=found)

    def act() -> str:
        services.change_person(request.scope, found, **form.values())
        return _home(found)

    title, done = _("修改成员信息"), _("成员信息已修改。")
    return answer(request, form, act, done=done, title=title, submit=_("保存"), cancel=_home(found), record=found)


@allow("registry.edit")
def person_head(request: Request, pk: int) -> HttpResponse:
    """Make a member the head of the household."""
    found = _found(request, pk)
    form = HeadForm(request.POST or None)

    def act() -> str:
        services.name_head(request.scope, found, **form.cleaned_data)
        return _home(found)

    title, done = _("设为户主"), _("户主已更换。")
    return answer(request, form, act, done=done, title=title, submit=title, cancel=_home(found), record=found)


@allow("registry.edit")
def person_remove(request: Request, pk: int) -> HttpResponse:
    """Take a member out of the household; the row stays with the day and the reason."""
    found = _found(request, pk)
    form = LeavingForm(request.POST or None)

    def act() -> str:
        services.remove_person(request.scope, found, **form.cleaned_data)
        return _home(found)

    title, done = _("办理离户"), _("离户已登记。")
    return answer(request, form, act, done=done, title=title, submit=title, cancel=_home(found), record=found)


def _found(request: Request, pk: int) -> Person:
    return get_object_or_404(persons(request.scope), pk=pk)


def _home(found: Person) -> str:
    return reverse("household", args=[found.household_id])
