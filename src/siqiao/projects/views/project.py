"""The page of one project, tab by tab, and its steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siqiao.core.errors import DomainError
from siqiao.core.evidence import attach, evidence_of
from siqiao.core.history import history_of
from siqiao.core.lifecycle import Offer
from siqiao.core.scope import Request, Scope, allow
from siqiao.projects import selectors
from siqiao.projects.forms import ProjectForm
from siqiao.projects.lifecycle import PROJECT_LIFE
from siqiao.projects.models import Project
from siqiao.projects.services.projects import change_project, move_project
from siqiao.projects.views.filling import fill_in, project_in_sight

TABS = ("project", "project-money", "project-progress", "project-assets", "project-benefits", "project-evidence",
        "project-history")  # fmt: skip


def tabs_of(project: Project, current: str) -> list[dict[str, Any]]:
    titles = (_("概况"), _("资金"), _("进度"), _("资产"), _("联农带农"), _("佐证"), _("历史"))
    return [
        {"code": name, "title": title, "url": reverse(name, args=[project.pk]), "current": name == current}
        for name, title in zip(TABS, titles, strict=True)
    ]


def offers_of(project: Project, scope: Scope) -> list[Offer]:
    """The steps this person has; of the ways back from a suspension only the one that leads where it was."""
    barred = {
        t.code for t in PROJECT_LIFE.transitions if t.code.startswith("resume_") and t.target != project.suspended_from
    }
    return [o for o in PROJECT_LIFE.offers(project, scope.user) if o.transition.code not in barred]


def page(request: Request, project: Project, current: str, **context: Any) -> HttpResponse:
    """A tab with what all tabs show: badge, tabs, what this person may do."""
    scope = request.scope
    may = {
        "change": scope.may("projects.propose"),
        "review": scope.may("projects.review"),
        "report": scope.may("projects.report"),
        "asset": scope.may("assets.edit"),
        "benefit": scope.may("dividends.edit"),
        "trace": scope.may("funds.view"),
    }
    frame = {
        "project": project,
        "state": PROJECT_LIFE.state_of(project),
        "tabs": tabs_of(project, current),
        "may_do": may,
        "room": "projects",
    }
    return render(request, f"projects/{current.replace('-', '_')}.html", frame | context)


@allow("projects.view")
def overview(request: Request, pk: int) -> HttpResponse:
    project = project_in_sight(request, pk)
    offers = offers_of(project, request.scope)
    return page(
        request,
        project,
        "project",
        sums=selectors.sums(request.scope, project),
        steps=PROJECT_LIFE.line(project),
        offers=[offer for offer in offers if offer.transition.is_main],
        asides=[offer for offer in offers if not offer.transition.is_main],
        possible=[offer for offer in offers if offer.is_possible],
        facts=facts_of(project),
    )


def facts_of(project: Project) -> list[tuple[Any, Any]]:
    """The columns of the overview that say something."""
    names = (
        "code", "year", "purpose", "kind", "region", "proposer", "unit", "supervisor_post", "operator",
        "approval_number", "tender_method", "acceptance_number", "planned_start", "planned_end", "started_on",
        "completed_on", "benefit_link", "benefit_text", "asset_note", "review_score",
    )  # fmt: skip
    facts = []
    for name in names:
        shown = getattr(project, f"get_{name}_display", None)
        value = shown() if shown else getattr(project, name)
        if value not in (None, ""):
            facts.append((project._meta.get_field(name).verbose_name, value))  # type: ignore[union-attr]
    return facts


@allow("projects.view")
@require_POST
def move(request: Request, pk: int) -> HttpResponse:
    """One step; the lifecycle itself asks for the policy of the step."""
    project = project_in_sight(request, pk)
    on = parse_date(request.POST.get("on", "") or "")
    code, note = request.POST.get("transition", ""), request.POST.get("note", "")
    try:
        moved = move_project(project, code, actor=request.user, on=on, note=note)
        messages.success(request, _("项目现在是“%(state)s”。") % {"state": moved.get_state_display()})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("project", pk=pk)


@allow("projects.view", write="projects.propose")
def change(request: Request, pk: int) -> HttpResponse:
    project = project_in_sight(request, pk)
    form = ProjectForm(request.scope, request.POST or None, instance=project_in_sight(request, pk))
    return fill_in(
        request,
        form,
        lambda values: change_project(project, actor=request.user, **values),
        title=_("修改项目"),
        lead=str(project),
        submit=_("保存"),
        done=_("项目已修改。"),
        back=reverse("project", args=[pk]),
    )


@allow("projects.view", write="projects.report")
def evidence(request: Request, pk: int) -> HttpResponse:
    """Papers of the project and photos of its reports; the upload adds one."""
    project = project_in_sight(request, pk)
    if request.method == "POST":
        _upload(request, project)
        return redirect("project-evidence", pk=pk)
    reports = [(report, list(evidence_of(report))) for report in project.reports.all()]
    upload_url = reverse("project-evidence", args=[pk]) if request.scope.may("projects.report") else ""
    return page(
        request,
        project,
        "project-evidence",
        attachments=evidence_of(project),
        upload_url=upload_url,
        photos=[(report, files) for report, files in reports if files],
    )


def _upload(request: Request, project: Project) -> None:
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("请先选择文件。"))
        return
    try:
        attach(file, name=file.name or "", subject=project, actor=request.user, title=request.POST.get("title", ""))
        messages.success(request, _("材料已上传。"))
    except DomainError as error:
        messages.error(request, str(error))


@allow("projects.view")
def history(request: Request, pk: int) -> HttpResponse:
    project = project_in_sight(request, pk)
    groups = (project.contracts, project.changes, project.reports, project.targets, project.risks, project.assets)
    lines = history_of([project], *[group.all() for group in groups], limit=100)
    return page(request, project, "project-history", lines=lines)
