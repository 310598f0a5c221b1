"""Assets: those of a project, one asset's page, registering, inspecting, disposing."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core.evidence import attach, evidence_of
from siqiao.core.history import history_of
from siqiao.core.scope import Request, allow
from siqiao.projects import selectors
from siqiao.projects.forms import AssetForm, DisposalForm, InspectionForm
from siqiao.projects.models import Asset
from siqiao.projects.services.assets import dispose_asset, inspect_asset, register_asset
from siqiao.projects.views.filling import asset_in_sight, fill_in, project_in_sight
from siqiao.projects.views.project import page


@allow("projects.view")
def project_assets(request: Request, pk: int) -> HttpResponse:
    project = project_in_sight(request, pk)
    rows = project.assets.select_related("region", "owner", "owner_household")
    assets = [(asset, selectors.owner_shown(request.scope, asset)) for asset in rows]
    total = sum((asset.original_value for asset, _owner in assets), selectors.ZERO)
    sums = selectors.sums(request.scope, project)
    return page(request, project, "project-assets", assets=assets, total=total, sums=sums)


@allow("assets.view", write="assets.edit")
def asset_register(request: Request, pk: int) -> HttpResponse:
    project = project_in_sight(request, pk)
    initial = {"registered_on": timezone.localdate(), "region": project.region_id}

    def act(values: dict[str, Any]) -> str:
        asset = register_asset(project, actor=request.user, **values)
        return reverse("asset", args=[asset.pk])

    return fill_in(
        request,
        AssetForm(request.scope, request.POST or None, initial=initial),
        act,
        title=_("登记资产"),
        lead=_("%(project)s：资金构成按项目收到的资金自动分摊。") % {"project": project},
        submit=_("登记"),
        done=_("资产已登记。"),
        back=reverse("project-assets", args=[pk]),
    )


@allow("assets.view")
def asset(request: Request, pk: int) -> HttpResponse:
    """One line of the register: whose, whose money, kept by whom, looked at when, what it yields."""
    found = asset_in_sight(request, pk)
    inspections = list(found.inspections.all())
    context = {
        "asset": found,
        "facts": facts_of(found, selectors.owner_shown(request.scope, found)),
        "shares": found.shares.all(),
        "inspections": inspections,
        "rules": found.benefit_rules.select_related("payer"),
        "attachments": evidence_of(found),
        "lines": history_of([found], inspections),
        "may_edit": request.scope.may("assets.edit") and found.disposed_on is None,
        "room": "projects",
    }
    return render(request, "projects/asset.html", context)


def facts_of(asset: Asset, owner: str) -> list[tuple[Any, Any]]:
    return [
        (_("资产编号"), asset.code),
        (_("资产类别"), asset.get_asset_class_display()),
        (_("原值（元）"), f"{asset.original_value:,.2f}"),
        (_("坐落地点"), asset.region.name),
        (_("所有权人"), owner),
        (_("管护责任人"), asset.keeper),
        (_("管护职责"), asset.upkeep_duty),
        (_("登记日期"), asset.registered_on),
        (_("最近巡查"), asset.inspected_on),
        *([(_("处置日期"), asset.disposed_on), (_("批准文号"), asset.disposal_number)] if asset.disposed_on else []),
    ]


@allow("assets.view", write="assets.edit")
def asset_inspect(request: Request, pk: int) -> HttpResponse:
    """A look at the asset; photos become the asset's evidence."""
    found = asset_in_sight(request, pk)

    def act(values: dict[str, Any]) -> None:
        photos = values.pop("photos")
        with transaction.atomic():
            inspect_asset(found, actor=request.user, **values)
            for photo in photos:
                attach(photo, name=photo.name, subject=found, actor=request.user, kind="photo", taken_on=values["on"])

    return fill_in(
        request,
        InspectionForm(request.POST or None, request.FILES or None),
        act,
        title=_("巡查资产"),
        lead=str(found),
        submit=_("登记巡查"),
        done=_("巡查已登记。"),
        back=reverse("asset", args=[pk]),
    )


@allow("assets.view", write="assets.edit")
def asset_dispose(request: Request, pk: int) -> HttpResponse:
    found = asset_in_sight(request, pk)
    return fill_in(
        request,
        DisposalForm(request.POST or None),
        lambda values: dispose_asset(found, actor=request.user, **values),
        title=_("处置资产"),
        lead=_("%(asset)s：要有批准文号；处置收入归所有权人。") % {"asset": found},
        submit=_("处置"),
        done=_("资产已处置。"),
        back=reverse("asset", args=[pk]),
    )
