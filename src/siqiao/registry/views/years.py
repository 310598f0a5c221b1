"""A household's year: recorded, corrected."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core.scope import Request, allow
from siqiao.registry import services
from siqiao.registry.forms import YearForm
from siqiao.registry.models import HouseholdYear
from siqiao.registry.selectors.households import household_years, households
from siqiao.registry.views.frame import answer


@allow("registry.view")
def household_year(request: Request, pk: int) -> HttpResponse:
    """A year is shown on the household's page."""
    return redirect(_home(_found(request, pk)))


@allow("registry.edit")
def year_record(request: Request, household_pk: int) -> HttpResponse:
    """Record a year of a household."""
    household = get_object_or_404(households(request.scope), pk=household_pk)
    initial = {"year": timezone.localdate().year - 1, "members": household.size}
    form = YearForm(request.POST or None, initial=initial)
    page = reverse("household", args=[household.pk]) + "?tab=income"

    def act() -> str:
        services.record_year(request.scope, household, **form.values())
        return page

    title, done = _("登记年度收入"), _("年度收入已登记。")
    lead = _("金额按元填写；已登记过的年度再登记一次就是更正。")
    return answer(
        request, form, act, done=done, title=title, submit=_("登记"), cancel=page, record=household, lead=lead
    )


@allow("registry.edit")
def year_edit(request: Request, pk: int) -> HttpResponse:
    """Correct a year."""
    found = _found(request, pk)
    form = YearForm(request.POST or None, record=found)

    def act() -> str:
        services.record_year(request.scope, found.household, **form.values())
        return _home(found)

    title, done = _("更正年度收入"), _("年度收入已更正。")
    return answer(request, form, act, done=done, title=title, submit=_("保存"), cancel=_home(found), record=found)


def _found(request: Request, pk: int) -> HouseholdYear:
    return get_object_or_404(household_years(request.scope), pk=pk)


def _home(found: HouseholdYear) -> str:
    return reverse("household", args=[found.household_id]) + "?tab=income"
