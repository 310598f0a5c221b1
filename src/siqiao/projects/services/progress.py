"""How a project comes along: monthly reports with photos, milestones, targets, risks."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.evidence import attach
from siqiao.projects.models import Milestone, OutputTarget, ProgressReport, Project, Risk
from siqiao.projects.services import records


def report_progress(
    project: Project,
    *,
    month: datetime.date,
    done_percent: int,
    text: str,
    actor: Any,
    reporter: str = "",
    photos: Iterable[Any] = (),
) -> ProgressReport:
    """A month's report; the same month again mends it. Photos become its evidence.

    Raises DomainError before the start of works, or where progress would go backwards.
    """
    month = month.replace(day=1)
    _require_report(project, month, done_percent)
    values = {"month": month, "done_percent": done_percent, "text": text, "reporter": reporter or str(actor)}
    found = ProgressReport.objects.filter(project=project, month=month).first()
    with transaction.atomic():
        if found is None:
            report = ProgressReport(county=project.county, project=project)
            report = records.add(report, values, actor=actor, action="progress.reported")
        else:
            report = records.change(found, values, actor=actor, action="progress.changed")
        for photo in photos:
            attach(photo, name=photo.name, subject=report, actor=actor, kind="photo", taken_on=month)
    return report


def _require_report(project: Project, month: datetime.date, done_percent: int) -> None:
    if project.is_stopped or project.started_on is None:
        raise DomainError(_("项目还没有开工（或已暂停、取消），不能填月报。"), code="not_started")
    if month < project.started_on.replace(day=1):
        text = _("月份早于开工日期 {day}。").format(day=project.started_on)
        raise DomainError(text, code="date", fields={"month": text})
    if not 0 <= done_percent <= 100:
        raise DomainError(
            _("形象进度是 0 至 100。"), code="percent", fields={"done_percent": _("形象进度是 0 至 100。")}
        )
    before = project.reports.filter(month__lt=month).order_by("-month").first()
    after = project.reports.filter(month__gt=month).order_by("month").first()
    if (before and done_percent < before.done_percent) or (after and done_percent > after.done_percent):
        near = before if before and done_percent < before.done_percent else after
        text = _("{month} 已报 {done}%，进度不能倒退。").format(month=f"{near.month:%Y-%m}", done=near.done_percent)  # type: ignore[union-attr]
        raise DomainError(text, code="backwards", fields={"done_percent": text})


def set_milestone(
    project: Project, *, title: str, planned_on: datetime.date, actor: Any, order: int = 0,
    done_on: datetime.date | None = None,
) -> Milestone:  # fmt: skip
    """Plan a step, or plan it anew under the same title."""
    values = {"title": title, "planned_on": planned_on, "order": order, "done_on": done_on}
    found = Milestone.objects.filter(project=project, title=title).first()
    if found is not None:
        values["done_on"] = done_on or found.done_on
        return records.change(found, values, actor=actor, action="milestone.changed")
    milestone = Milestone(county=project.county, project=project)
    return records.add(milestone, values, actor=actor, action="milestone.set")


def add_target(
    project: Project, *, text: str, dimension: str, target: Decimal, actor: Any, **values: Any
) -> OutputTarget:
    """A performance target, set before the works."""
    taken = _("绩效指标“{text}”已经有了。").format(text=text)
    records.require_free(OutputTarget.objects.filter(project=project, text=text), taken, "text")
    row = OutputTarget(county=project.county, project=project)
    columns = values | {"text": text, "dimension": dimension, "target": target}
    return records.add(row, columns, actor=actor, action="target.added")


def change_target(row: OutputTarget, /, *, actor: Any, **values: Any) -> OutputTarget:
    return records.change(row, values, actor=actor, action="target.changed")


def measure_target(target: OutputTarget, *, actual: Decimal, measured_on: datetime.date, actor: Any) -> OutputTarget:
    """The actual beside the target."""
    values = {"actual": actual, "measured_on": measured_on}
    return records.change(target, values, actor=actor, action="target.measured")


def raise_risk(
    project: Project, *, kind: str, text: str, level: str, raised_on: datetime.date, owner_post: str, actor: Any,
    measure: str = "", closed_on: datetime.date | None = None,
) -> Risk:  # fmt: skip
    """Something that may go wrong, and the post that watches it."""
    risk = Risk(county=project.county, project=project)
    values = {
        "kind": kind, "text": text, "level": level, "raised_on": raised_on, "owner_post": owner_post,
        "measure": measure, "closed_on": closed_on,
    }  # fmt: skip
    records.require_order(raised_on, closed_on, _("销号日期不能早于提出日期。"), "closed_on")
    return records.add(risk, values, actor=actor, action="risk.raised")


def change_risk(risk: Risk, *, actor: Any, **values: Any) -> Risk:
    return records.change(risk, values, actor=actor, action="risk.changed")


def close_risk(risk: Risk, *, closed_on: datetime.date, actor: Any, measure: str = "") -> Risk:
    """The risk is gone; what was done against it stays."""
    if risk.closed_on is not None:
        raise DomainError(_("这条风险已经销号。"), code="closed")
    records.require_order(risk.raised_on, closed_on, _("销号日期不能早于提出日期。"), "closed_on")
    values = {"closed_on": closed_on, "measure": measure or risk.measure}
    return records.change(risk, values, actor=actor, action="risk.closed")
