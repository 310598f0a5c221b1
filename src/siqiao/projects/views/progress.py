"""How a project comes along: reports with photos, milestones, targets, risks."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core.evidence import evidence_of
from siqiao.core.scope import Request, allow
from siqiao.projects.forms import (
    CloseRiskForm,
    MeasureForm,
    MilestoneForm,
    ReportForm,
    RiskForm,
    TargetForm,
    this_month,
)
from siqiao.projects.models import OutputTarget, Risk
from siqiao.projects.services import progress as service
from siqiao.projects.views.filling import fill_in, project_in_sight
from siqiao.projects.views.project import page


@allow("projects.view")
def progress(request: Request, pk: int) -> HttpResponse:
    project = project_in_sight(request, pk)
    reports = [(report, list(evidence_of(report))) for report in project.reports.all()[:24]]
    return page(
        request,
        project,
        "project-progress",
        reports=reports,
        milestones=project.milestones.all(),
        targets=project.targets.all(),
        risks=project.risks.all(),
        today=timezone.localdate(),
    )


@allow("projects.view", write="projects.report")
def report(request: Request, pk: int) -> HttpResponse:
    """A month's report with photos."""
    project = project_in_sight(request, pk)
    last = project.reports.order_by("-month").first()
    initial = {"month": this_month(), "done_percent": last.done_percent if last else 0}
    form = ReportForm(request.scope, request.POST or None, request.FILES or None, initial=initial)
    return fill_in(
        request,
        form,
        lambda values: service.report_progress(project, actor=request.user, **values),
        title=_("填报月报"),
        lead=str(project),
        submit=_("填报"),
        done=_("月报已填报。"),
        back=reverse("project-progress", args=[pk]),
    )


def _add(request: Request, pk: int, form_class: Any, act: Any, title: str, done: str, **initial: Any) -> HttpResponse:
    """A form whose values become a row of the project."""
    project = project_in_sight(request, pk)
    return fill_in(
        request,
        form_class(request.scope, request.POST or None, initial=initial),
        lambda values: act(project, actor=request.user, **values),
        title=title,
        lead=str(project),
        submit=_("保存"),
        done=done,
        back=reverse("project-progress", args=[pk]),
    )


@allow("projects.view", write="projects.report")
def milestone_set(request: Request, pk: int) -> HttpResponse:
    return _add(request, pk, MilestoneForm, service.set_milestone, _("设置节点"), _("节点已保存。"))


@allow("projects.view", write="projects.report")
def target_add(request: Request, pk: int) -> HttpResponse:
    return _add(request, pk, TargetForm, service.add_target, _("登记绩效目标"), _("绩效目标已登记。"))


@allow("projects.view", write="projects.report")
def risk_raise(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    return _add(request, pk, RiskForm, service.raise_risk, _("提出风险"), _("风险已登记。"), raised_on=today)


@allow("projects.view", write="projects.report")
def target_measure(request: Request, pk: int) -> HttpResponse:
    rows = request.scope.narrow(OutputTarget.objects.all(), "project__region_id")
    target = get_object_or_404(rows, pk=pk)
    return fill_in(
        request,
        MeasureForm(request.POST or None),
        lambda values: service.measure_target(target, actor=request.user, **values),
        title=_("核定完成值"),
        lead=_("%(text)s：目标 %(target)s %(unit)s")
        % {"text": target.text, "target": target.target, "unit": target.unit},
        submit=_("核定"),
        done=_("完成值已核定。"),
        back=reverse("project-progress", args=[target.project_id]),
    )


@allow("projects.view", write="projects.report")
def risk_close(request: Request, pk: int) -> HttpResponse:
    risk = get_object_or_404(request.scope.narrow(Risk.objects.all(), "project__region_id"), pk=pk)
    return fill_in(
        request,
        CloseRiskForm(request.POST or None),
        lambda values: service.close_risk(risk, actor=request.user, **values),
        title=_("风险销号"),
        lead=risk.text,
        submit=_("销号"),
        done=_("风险已销号。"),
        back=reverse("project-progress", args=[risk.project_id]),
    )
