"""Ledgers of milestones, monthly reports, output targets and risks."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.scope import Scope
from siqiao.projects.ledgers.reading import Before, Values, given, project_of
from siqiao.projects.models import Milestone, OutputTarget, ProgressReport, Risk
from siqiao.projects.services import progress, records

CODE = Column("project.code", _("项目编号"), required=True, aliases=("项目代码",))
NAME = Column("project.name", _("项目名称"), on_import=False, width=28)


def _rows_of(model: Any) -> Any:
    """The ledger's rows: those of projects in sight."""

    def rows(scope: Scope) -> "QuerySet[Any]":
        return scope.narrow(model.objects.select_related("project"), "project__region_id")

    return rows


def _find_by(model: Any, *names: str) -> Any:
    """The row of a project with the same values in some columns."""

    def find(scope: Scope, values: Values) -> Any:
        same = {name: values[name] for name in names}
        return _rows_of(model)(scope).filter(project__code=values["project_code"], **same).first()

    return find


def _undo_as(action: str) -> Any:
    """Take back a row that an import made, or put back what it changed."""

    def undo(scope: Scope, record: Any, before: Before) -> None:
        if before is None:
            records.remove(record, actor=scope.user, action=f"{action}.removed")
        else:
            records.restore(record, before, actor=scope.user, action=f"{action}.changed")

    return undo


def _write_milestone(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Milestone:
    columns = given(values, "title", "planned_on", "order", "done_on")
    return progress.set_milestone(project_of(scope, values), actor=scope.user, **columns)


def _write_report(scope: Scope, values: Values, existing: Any, today: datetime.date) -> ProgressReport:
    columns = given(values, "month", "done_percent", "text", "reporter")
    return progress.report_progress(project_of(scope, values), actor=scope.user, **columns)


def _find_report(scope: Scope, values: Values) -> Any:
    same = {"project__code": values["project_code"], "month": values["month"].replace(day=1)}
    return _rows_of(ProgressReport)(scope).filter(**same).first()


def _write_target(scope: Scope, values: Values, existing: Any, today: datetime.date) -> OutputTarget:
    names = ("dimension", "text", "unit", "target", "actual", "less_is_better", "measured_on")
    columns = given(values, *names)
    if "actual" in columns:
        columns.setdefault("measured_on", today)
    if existing is not None:
        return progress.change_target(existing, actor=scope.user, **columns)
    return progress.add_target(project_of(scope, values), actor=scope.user, **columns)


def _write_risk(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Risk:
    columns = given(values, "kind", "text", "level", "raised_on", "owner_post", "measure", "closed_on")
    if existing is not None:
        return progress.change_risk(existing, actor=scope.user, **columns)
    return progress.raise_risk(project_of(scope, values), actor=scope.user, **columns)


def _register(name: str, model: Any, title: Any, columns: list[Column], write: Any, **others: Any) -> None:
    register(
        Ledger(
            name, model, title, [CODE, NAME, *columns], rows=_rows_of(model), policy="projects.view",
            write_policy="projects.report", write=write, room="projects", **others,
        )
    )  # fmt: skip


_register(
    "milestones",
    Milestone,
    _("项目节点"),
    [
        Column("title", _("节点"), required=True, width=28, aliases=("节点名称", "里程碑")),
        Column("planned_on", _("计划日期"), required=True, aliases=("计划完成日期", "计划时间")),
        Column("done_on", _("完成日期"), aliases=("实际完成日期",)),
        Column("order", _("顺序"), width=8, is_shown=False, aliases=("序号",)),
    ],
    _write_milestone,
    order="planned_on",
    filters=("planned_on", "done_on", "project"),
    search=("title", "project__name", "project__code"),
    key=("project_code", "title"),
    find=_find_by(Milestone, "title"),
    undo=_undo_as("milestone"),
    about=_("每个项目计划哪天做到哪一步、哪天做到了。"),
    empty=_("还没有项目节点。"),
)
_register(
    "progress_reports",
    ProgressReport,
    _("进度月报"),
    [
        Column("month", _("月份"), kind="month", required=True, aliases=("填报月份", "报告月份")),
        Column("done_percent", _("形象进度"), unit="%", required=True, width=10, aliases=("进度", "完成比例")),
        Column("text", _("进展情况"), required=True, width=50, max_length=1000, aliases=("进展", "工作进展")),
        Column("reporter", _("填报岗位"), width=20, is_shown=False, aliases=("填报人岗位",)),
    ],
    _write_report,
    order="-month",
    filters=("month", "done_percent", "project"),
    search=("project__name", "project__code", "text"),
    key=("project_code", "month"),
    find=_find_report,
    undo=_undo_as("progress"),
    about=_("每月的形象进度和进展情况。"),
    empty=_("还没有进度月报。"),
    sheet_aliases=("月报", "项目进度"),
)
_register(
    "output_targets",
    OutputTarget,
    _("绩效目标"),
    [
        Column("dimension", _("指标类别"), required=True, aliases=("类别", "二级指标")),
        Column(
            "text", _("绩效指标"), required=True, width=32, max_length=120, aliases=("指标名称", "三级指标", "指标")
        ),
        Column("target", _("目标值"), kind="text", required=True, query="target", aliases=("指标值", "年度目标")),
        Column("actual", _("完成值"), kind="text", query="actual", aliases=("实际完成值", "实际值")),
        Column("unit", _("计量单位"), width=10, aliases=("单位",)),
        Column("less_is_better", _("越低越好"), is_shown=False),
        Column("measured_on", _("核定日期"), is_shown=False, aliases=("评价日期",)),
    ],
    _write_target,
    order="project__code",
    filters=("dimension", "project"),
    search=("text", "project__name", "project__code"),
    key=("project_code", "text"),
    find=_find_by(OutputTarget, "text"),
    undo=_undo_as("target"),
    about=_("建设前定的目标，建成后核定的完成值。"),
    empty=_("还没有绩效目标。"),
    sheet_aliases=("绩效", "绩效目标表"),
)
_register(
    "risks",
    Risk,
    _("项目风险"),
    [
        Column("kind", _("风险类别"), required=True, aliases=("类别",)),
        Column("text", _("风险描述"), required=True, width=40, max_length=300, aliases=("风险", "问题")),
        Column("level", _("等级"), required=True, width=8, aliases=("风险等级",)),
        Column("raised_on", _("提出日期"), required=True, aliases=("发现日期",)),
        Column("owner_post", _("责任岗位"), required=True, aliases=("责任人岗位",)),
        Column("measure", _("应对措施"), width=40, aliases=("整改措施", "措施")),
        Column("closed_on", _("销号日期"), aliases=("整改完成日期",)),
    ],
    _write_risk,
    order="-raised_on",
    filters=("kind", "level", "raised_on", "closed_on", "project"),
    search=("text", "project__name", "project__code"),
    key=("project_code", "text", "raised_on"),
    find=_find_by(Risk, "text", "raised_on"),
    undo=_undo_as("risk"),
    about=_("可能出问题的地方、谁盯着、何时销号。"),
    empty=_("没有登记的风险。"),
    sheet_aliases=("风险", "问题清单"),
)
