"""Benefits: rules of a project, dividends and their payment, what collectives do with them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core.history import history_of
from siqiao.core.scope import Request, allow
from siqiao.projects import selectors
from siqiao.projects.forms import DistributionForm, DividendPaymentForm, ReversalForm, RuleForm
from siqiao.projects.models import DividendPayment
from siqiao.projects.services.benefits import add_benefit_rule
from siqiao.projects.services.dividends import distribute, pay_dividend, reverse_payment
from siqiao.projects.views.filling import fill_in, project_in_sight
from siqiao.projects.views.project import page
from siqiao.registry.models import Organisation


def _shown(request: Request, rows: Any) -> list[tuple[Any, str]]:
    """Dividends with the payee's name as this person may read it."""
    return [(dividend, selectors.payee_shown(request.scope, dividend.share)) for dividend in rows]


def _dividend(request: Request, pk: int) -> Any:
    """A dividend in sight, with what was paid of it and its status."""
    return get_object_or_404(selectors.dividends(request.scope), pk=pk)


@allow("projects.view")
def project_benefits(request: Request, pk: int) -> HttpResponse:
    project = project_in_sight(request, pk)
    rows = list(selectors.dividends(request.scope).filter(share__rule__project=project).order_by("-due_on", "id"))
    years = selectors.sums_by_year(rows)
    year = _year_shown(request, [line.year for line in years])
    return page(
        request,
        project,
        "project-benefits",
        rules=selectors.benefit_rules_of(project),
        years=years,
        year=year,
        dividends=_shown(request, [row for row in rows if row.year == year]),
    )


def _year_shown(request: Request, years: list[int]) -> int:
    """The year asked for, else the last that has come."""
    asked = request.GET.get("year", "")
    if asked.isdigit() and int(asked) in years:
        return int(asked)
    return max((year for year in years if year <= timezone.localdate().year), default=max(years, default=0))


@allow("dividends.view", write="dividends.edit")
def rule_add(request: Request, pk: int) -> HttpResponse:
    project = project_in_sight(request, pk)
    year = timezone.localdate().year
    initial = {"first_year": year, "last_year": year + 2, "due_month": 12, "due_day": 20}

    def act(values: dict[str, Any]) -> None:
        shares = [{"collective": collective} for collective in values.pop("collectives")]
        add_benefit_rule(project, actor=request.user, shares=shares, **values)

    return fill_in(
        request,
        RuleForm(request.scope, request.POST or None, initial=initial),
        act,
        title=_("登记联农带农规则"),
        lead=_("%(project)s：每年应付 = 本金 × 收益率，按份额分到每个村集体，精确到分。") % {"project": project},
        submit=_("登记"),
        done=_("规则已登记，每年应付分红已生成。"),
        back=reverse("project-benefits", args=[pk]),
    )


@allow("dividends.view")
def dividend(request: Request, pk: int) -> HttpResponse:
    """One payee's dividend of one year: due, its payments, each with the way to its transfer."""
    found = _dividend(request, pk)
    payments = list(found.payments.select_related("transfer__voucher", "transfer__reversed_by"))
    context = {
        "dividend": found,
        "payee": selectors.payee_shown(request.scope, found.share),
        "owed": found.amount_due - found.amount_paid,
        "payments": payments,
        "may_edit": request.scope.may("dividends.edit"),
        "may_trace": request.scope.may("funds.view"),
        "lines": history_of([found], payments),
        "room": "projects",
    }
    return render(request, "projects/dividend.html", context)


@allow("dividends.view", write="dividends.edit")
def dividend_pay(request: Request, pk: int) -> HttpResponse:
    found = _dividend(request, pk)
    return fill_in(
        request,
        DividendPaymentForm(request.POST or None, initial={"amount": found.amount_due - found.amount_paid}),
        lambda values: pay_dividend(found, actor=request.user, **values),
        title=_("登记分红付款"),
        lead=_("%(payer)s 付给 %(payee)s，%(year)s 年")
        % {
            "payer": found.share.rule.payer.name,
            "payee": selectors.payee_shown(request.scope, found.share),
            "year": found.year,
        },
        submit=_("登记"),
        done=_("分红付款已登记。"),
        back=reverse("dividend", args=[pk]),
    )


@allow("dividends.view", write="dividends.edit")
def dividend_reverse(request: Request, pk: int) -> HttpResponse:
    """A payment entered by mistake goes back to the payer."""
    seen = selectors.dividends(request.scope).values("pk")
    payment = get_object_or_404(DividendPayment.objects.select_related("transfer"), pk=pk, dividend__in=seen)
    return fill_in(
        request,
        ReversalForm(request.POST or None),
        lambda values: reverse_payment(payment, actor=request.user, **values),
        title=_("冲正分红付款"),
        lead=_("流水 %(number)s，%(amount)s 元")
        % {"number": payment.transfer.number, "amount": f"{payment.transfer.amount:,.2f}"},
        submit=_("冲正"),
        done=_("付款已冲正。"),
        back=reverse("dividend", args=[payment.dividend_id]),
    )


@allow("dividends.view")
def collectives(request: Request) -> HttpResponse:
    """Every village collective with what it was due, got and used."""
    years = sorted({line[0] for line in selectors.dividends_by_year(request.scope)}, reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else None
    lines = selectors.by_collective(request.scope, year=year)
    totals = {name: sum((getattr(x, name) for x in lines), selectors.ZERO) for name in ("due", "paid", "owed")}
    context = {"lines": lines, "years": years, "year": year, "totals": totals, "room": "projects"}
    return render(request, "projects/collectives.html", context)


def _collective(request: Request, pk: int) -> Organisation:
    payees = Organisation.objects.filter(benefit_shares__isnull=False).distinct()
    return get_object_or_404(request.scope.narrow(payees), pk=pk)


@allow("dividends.view")
def collective(request: Request, pk: int) -> HttpResponse:
    """One collective: its dividends year by year and what it did with them."""
    found = _collective(request, pk)
    rows = selectors.dividends(request.scope).filter(share__collective=found).order_by("-due_on")
    context = {
        "collective": found,
        "dividends": rows,
        "distributions": found.distributions.select_related("transfer"),
        "may_edit": request.scope.may("dividends.edit"),
        "may_trace": request.scope.may("funds.view"),
        "room": "projects",
    }
    return render(request, "projects/collective.html", context)


@allow("dividends.view", write="dividends.edit")
def collective_distribute(request: Request, pk: int) -> HttpResponse:
    found = _collective(request, pk)
    return fill_in(
        request,
        DistributionForm(request.POST or None, initial={"year": timezone.localdate().year}),
        lambda values: distribute(found, actor=request.user, **values),
        title=_("登记收益分配"),
        lead=found.name,
        submit=_("登记"),
        done=_("分配已登记。"),
        back=reverse("collective", args=[pk]),
    )
