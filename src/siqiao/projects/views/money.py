"""The money of a project: its purse's transfers, contracts, changes, settlement."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from siqiao.core.scope import Request, allow
from siqiao.projects import selectors
from siqiao.projects.forms import ChangeOrderForm, ContractForm, SettlementForm
from siqiao.projects.models import Contract
from siqiao.projects.services.contracts import add_change_order, settle_contract, sign_contract
from siqiao.projects.views.filling import fill_in, project_in_sight
from siqiao.projects.views.project import page

ROWS_MOST = 200


@allow("projects.view")
def money(request: Request, pk: int) -> HttpResponse:
    """Every transfer of the project's purse with the way to its journey; contracts with what is left to pay."""
    project = project_in_sight(request, pk)
    return page(
        request,
        project,
        "project-money",
        sums=selectors.sums(request.scope, project),
        sources=selectors.allocations_to(project),
        transfers=selectors.transfers_of(project)[:ROWS_MOST],
        contracts=selectors.contracts_of(project),
        changes=project.changes.select_related("contract"),
    )


@allow("projects.view", write="projects.review")
def contract_sign(request: Request, pk: int) -> HttpResponse:
    project = project_in_sight(request, pk)
    return fill_in(
        request,
        ContractForm(request.scope, request.POST or None),
        lambda values: sign_contract(project, actor=request.user, **values),
        title=_("登记合同"),
        lead=str(project),
        submit=_("登记"),
        done=_("合同已登记。"),
        back=reverse("project-money", args=[pk]),
    )


@allow("projects.view", write="projects.review")
def change_order(request: Request, pk: int) -> HttpResponse:
    project = project_in_sight(request, pk)
    return fill_in(
        request,
        ChangeOrderForm(request.scope, project, request.POST or None),
        lambda values: add_change_order(project, actor=request.user, **values),
        title=_("登记变更"),
        lead=_("%(project)s：写明原因、批复文号和增减金额。") % {"project": project},
        submit=_("登记"),
        done=_("变更已登记。"),
        back=reverse("project-money", args=[pk]),
    )


@allow("projects.view", write="projects.approve")
def contract_settle(request: Request, pk: int) -> HttpResponse:
    rows = request.scope.narrow(Contract.objects.select_related("project"), "project__region_id")
    contract = get_object_or_404(rows, pk=pk)
    return fill_in(
        request,
        SettlementForm(request.POST or None),
        lambda values: settle_contract(contract, actor=request.user, **values),
        title=_("登记结算"),
        lead=_("合同 %(number)s：结算审计审定的金额。") % {"number": contract.number},
        submit=_("登记"),
        done=_("结算已登记。"),
        back=reverse("project-money", args=[contract.project_id]),
    )
