"""The way of a project (handbook, section 3): twelve states in a line, and out of it: suspended, cancelled."""

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.lifecycle import Lifecycle, State, Transition, register
from siqiao.projects import guards
from siqiao.projects.models import Project
from siqiao.projects.models.projects import DAY_FIELDS, MAIN_LINE

S = Project.State
BEFORE_ACCEPTANCE = tuple(str(state) for state in MAIN_LINE[: MAIN_LINE.index(S.ACCEPTED)])
DAYS: dict[str, int] = {
    S.PROPOSED: 90, S.IN_POOL: 180, S.APPROVED: 60, S.FUNDED: 60, S.TENDERED: 45, S.UNDER_CONSTRUCTION: 365,
    S.COMPLETED: 30, S.ACCEPTED: 90, S.SETTLED: 60, S.HANDED_OVER: 90,
}  # fmt: skip
"""Days to leave a state: sample values, as no rule of the field names them."""


def tone_of(state: str) -> str:
    if state in (S.SUSPENDED, S.CANCELLED):
        return "stopped"
    if state in (S.PROPOSED, S.IN_POOL):
        return "plain"
    return "done" if MAIN_LINE.index(S(state)) >= MAIN_LINE.index(S.HANDED_OVER) else "active"


def set_day(state: str) -> Callable[..., None]:
    """The effect of a step on the line: its day, which lies neither in the future nor before the step before."""

    def effect(project: Project, on: datetime.date | None = None, **values: Any) -> None:
        day = on or timezone.localdate()
        before = project.day_of(str(MAIN_LINE[MAIN_LINE.index(S(state)) - 1]))
        if day > timezone.localdate():
            raise DomainError(
                _("日期 {day} 还没有到。").format(day=day), code="date", fields={"on": _("日期还没有到。")}
            )
        if before and day < before:
            text = _("日期 {day} 早于上一环节的 {before}，请核对。").format(day=day, before=before)
            raise DomainError(text, code="date", fields={"on": text})
        setattr(project, DAY_FIELDS[state], day)

    return effect


def suspend(project: Project, on: datetime.date | None = None, **values: Any) -> None:
    """Remember where to go on; the table still holds the state that is being left."""
    project.suspended_from = Project._base_manager.values_list("state", flat=True).get(pk=project.pk)


def resume(project: Project, on: datetime.date | None = None, **values: Any) -> None:
    project.suspended_from = ""


def _step(code: str, title: Any, target: str, policy: str, *asked: Callable[[Any], None]) -> Transition:
    source = str(MAIN_LINE[MAIN_LINE.index(S(target)) - 1])
    return Transition(code, title, (source,), str(target), policy, tuple(asked), set_day(target))


WAY = (
    _step("pool", _("审核入库"), S.IN_POOL, "projects.review", guards.is_described),
    _step("approve", _("立项批复"), S.APPROVED, "projects.approve", guards.has_approval),
    _step("fund", _("确认资金下达"), S.FUNDED, "projects.approve", guards.has_money),
    _step("tender", _("完成采购"), S.TENDERED, "projects.review", guards.has_contract),
    _step("begin", _("开工"), S.UNDER_CONSTRUCTION, "projects.report"),
    _step("complete", _("完工"), S.COMPLETED, "projects.report", guards.is_built),
    _step("accept", _("验收通过"), S.ACCEPTED, "projects.accept", guards.has_acceptance),
    _step("settle", _("完成结算"), S.SETTLED, "projects.approve", guards.is_settled),
    _step("hand_over", _("资产移交"), S.HANDED_OVER, "assets.edit", guards.has_assets),
    _step("operate", _("投入运营"), S.OPERATING, "projects.review", guards.has_operator),
    _step("review", _("完成绩效评价"), S.REVIEWED, "projects.approve", guards.is_measured),
)
OFF_THE_WAY = (
    Transition(
        "suspend", _("暂停"), BEFORE_ACCEPTANCE, str(S.SUSPENDED), "projects.approve", effect=suspend, is_main=False
    ),
    Transition(
        "cancel", _("取消"), (*BEFORE_ACCEPTANCE, str(S.SUSPENDED)), str(S.CANCELLED), "projects.approve",
        (guards.holds_no_money,), is_main=False,
    ),
    *(
        Transition(
            f"resume_{state}", _("恢复"), (str(S.SUSPENDED),), state, "projects.approve",
            (guards.was_suspended_from(state),), resume, is_main=False,
        )
        for state in BEFORE_ACCEPTANCE
    ),
)  # fmt: skip

PROJECT_LIFE = register(
    Lifecycle(
        Project,
        _("项目流程"),
        [State(str(code), title, DAYS.get(code), tone_of(code)) for code, title in S.choices],
        [*WAY, *OFF_THE_WAY],
    )
)
