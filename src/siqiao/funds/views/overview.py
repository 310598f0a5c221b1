"""The year's money at a glance, its plan, and the board on which it is placed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from siqiao.core.form_page import act_once, form_page
from siqiao.core.money import ZERO
from siqiao.core.scope import Request, allow
from siqiao.funds import charts, needs, selectors
from siqiao.funds.forms import PlanLineForm
from siqiao.funds.models import PlanLine, Purse
from siqiao.funds.services import programmes
from siqiao.funds.services.purses import source_purse


def year_of(request: Request) -> tuple[int, list[int]]:
    """The year asked for, else the newest with money; and the years to choose from."""
    years = selectors.years(request.scope) or [timezone.localdate().year]
    asked = request.GET.get("year", "")
    return (int(asked) if asked.isdigit() and int(asked) in years else selectors.default_year(request.scope)), years


@allow("funds.view")
def overview(request: Request) -> HttpResponse:
    """Planned, received, allocated, paid; where it flowed; how it was spent by month."""
    year, years = year_of(request)
    figures = selectors.year_figures(request.scope, year)
    span = f"on_from={year}-01-01&on_to={year}-12-31&state=posted"
    ledger = reverse("transfers")
    context = {
        "year": year,
        "years": years,
        "figures": figures,
        "links": {
            "planned": reverse("plan") + f"?year={year}",
            "received": f"{ledger}?kind=receipt&{span}",
            "allocated": f"{ledger}?kind=allocation&{span}",
            "paid": f"{ledger}?kind=payment&{span}",
        },
        "flow": charts.flow(request.scope, year),
        "execution": charts.execution(request.scope, year),
        "idle": [p for p in selectors.purses(request.scope, Purse.Kind.PROGRAMME) if p.available > ZERO],
        "room": "funds",
    }
    return render(request, "funds/overview.html", context)


@allow("funds.view")
def plan(request: Request) -> HttpResponse:
    """The year's plan, each line beside what has arrived of it."""
    year, years = year_of(request)
    lines = selectors.plan_of(request.scope, year)
    planned, received = sum((p.line.amount for p in lines), ZERO), sum((p.received for p in lines), ZERO)
    context = {"year": year, "years": years, "lines": lines, "planned": planned, "received": received, "room": "funds"}
    return render(request, "funds/plan.html", context)


@allow("funds.plan")
def plan_add(request: Request) -> HttpResponse:
    """A new line of the plan."""
    return _plan_form(request, None)


@allow("funds.plan")
def plan_change(request: Request, pk: int) -> HttpResponse:
    """An adjusted line."""
    return _plan_form(request, get_object_or_404(PlanLine.objects.select_related("source"), pk=pk))


def _plan_form(request: Request, line: PlanLine | None) -> HttpResponse:
    def save(values: dict[str, Any]) -> PlanLine:
        columns = {name: values[name] for name in PlanLineForm.Meta.fields} | {"amount": values["amount"]}
        columns["source"] = source_purse(values["giver"], river=values["river"], actor=request.user)
        if line is None:
            return programmes.add_plan_line(county=request.scope.county, actor=request.user, **columns)
        return programmes.change_plan_line(PlanLine.objects.get(pk=line.pk), actor=request.user, **columns)

    form = PlanLineForm(request.scope, request.POST or None, instance=line)
    return form_page(
        request,
        form,
        save,
        title=_("调整计划") if line else _("新增计划"),
        submit=_("保存"),
        done=lambda saved: f"{reverse('plan')}?year={saved.year}",
        said=_("计划已保存。"),
        cancel=reverse("plan"),
        room="funds",
        lead=_removal(line),
    )


def _removal(line: PlanLine | None) -> Any:
    """The way to remove a line that is being changed."""
    if line is None:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("plan-remove", args=[line.pk]), _("删除这条计划"))


@allow("funds.plan")
def plan_remove(request: Request, pk: int) -> HttpResponse:
    """Remove a line; what it was stays in the log."""
    line = get_object_or_404(PlanLine, pk=pk)
    back = f"{reverse('plan')}?year={line.year}"
    if request.method != "POST":
        return render(request, "funds/plan_remove.html", {"line": line, "back": back, "room": "funds"})
    return act_once(
        request,
        lambda: programmes.remove_plan_line(line, actor=request.user),
        said=_("已删除这条计划，审计日志里留有原样。"),
        back=back,
    )


@allow("funds.view")
def allocation(request: Request) -> HttpResponse:
    """Money not yet placed beside the projects that wait for it."""
    programmes_ = [p for p in selectors.purses(request.scope, Purse.Kind.PROGRAMME) if p.balance > ZERO]
    waiting = needs.needs(request.scope)
    context = {
        "programmes": programmes_,
        "free": sum((p.available for p in programmes_), ZERO),
        "needs": waiting,
        "missing": sum((need.missing for need in waiting), ZERO),
        "treasuries": [p for p in selectors.purses(request.scope, Purse.Kind.TREASURY) if p.balance > ZERO],
        "room": "funds",
    }
    return render(request, "funds/allocation.html", context)
