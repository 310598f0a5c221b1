"""Projects: proposed with a purse of their own, changed, moved along their way, taken back."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.funds.models import Purse
from siqiao.funds.services.purses import close_purse, open_purse, rename_purse
from siqiao.projects.lifecycle import PROJECT_LIFE, WAY
from siqiao.projects.models import Project
from siqiao.projects.services import records

EARLY = (Project.State.PROPOSED, Project.State.IN_POOL)


def propose_project(
    *, county: str, code: str, name: str, region: Region, proposed_on: datetime.date, actor: Any, **values: Any
) -> Project:
    """A new project in the state `proposed`, with an empty purse of the same code.

    `values` are further columns (year, purpose, kind, estimate, proposer …). Raises DomainError at the field.
    """
    code, name = code.strip(), name.strip()
    taken = _("项目编号“{code}”已经有了。").format(code=code)
    records.require_free(Project.objects.filter(code=code), taken, "code")
    if not region.code.startswith(county):
        raise DomainError(_("实施地点不在本县。"), code="region", fields={"region": _("实施地点不在本县。")})
    _require_sense(values)
    with transaction.atomic():
        project = Project(county=county, region=region)
        year = values.get("year") or proposed_on.year
        project.purse = open_purse(
            county=county, code=code, name=name, kind=Purse.Kind.PROJECT, region=region, actor=actor, year=year
        )
        columns = values | {"code": code, "name": name, "proposed_on": proposed_on, "year": year}
        records.add(project, columns, actor=actor, action="project.proposed")
        PROJECT_LIFE.start(project, actor, on=proposed_on)
    return project


def change_project(project: Project, *, actor: Any, note: str = "", **values: Any) -> Project:
    """Other columns of a project. The code stays once money has moved; the purse bears the project's name."""
    _require_sense(values, project)
    if values.get("kind", project.kind) != project.kind and project.state not in EARLY:
        text = _("项目已批复，项目类型不能再改：它决定付款要不要合同。")
        raise DomainError(text, code="kind", fields={"kind": text})
    code = values.get("code", project.code)
    if code != project.code:
        text = _("项目编号不能修改：资金账户和凭证都用这个编号。")
        raise DomainError(text, code="code_fixed", fields={"code": text})
    with transaction.atomic():
        changed = records.change(project, values, actor=actor, action="project.changed", note=note)
        if changed.name != changed.purse.name:
            rename_purse(changed.purse, name=changed.name, actor=actor)
    return changed


def remove_project(project: Project, *, actor: Any) -> None:
    """Take back a project that nothing hangs on and no money has reached: the undo of an import."""
    purse = project.purse
    with transaction.atomic():
        records.remove(project, actor=actor, action="project.removed")
        close_purse(purse, actor=actor)


def move_project(
    project: Project, transition: str, *, actor: Any, on: datetime.date | None = None, note: str = ""
) -> Project:
    """One step of the lifecycle. `resume` goes back to where the project was suspended."""
    if transition == "resume":
        transition = f"resume_{project.suspended_from}"
    if transition in ("suspend", "cancel") and not note.strip():
        text = _("请写明暂停或取消的原因。")
        raise DomainError(text, code="reason", fields={"note": text})
    return PROJECT_LIFE.fire(project, transition, actor=actor, on=on, note=note)  # type: ignore[return-value]


def catch_up(project: Project, *, actor: Any) -> Project:
    """Walk on as far as the days that are known and the guards allow: what an import brings may run ahead
    of the papers. Stops, without an error, at the first step that is not possible yet."""
    for transition in WAY:
        day = project.day_of(transition.target)
        if project.state not in transition.sources or day is None:
            continue
        try:
            project = PROJECT_LIFE.fire(project, transition.code, actor=actor, on=day)  # type: ignore[assignment]
        except DomainError:
            break
    return project


def _require_sense(values: dict[str, Any], project: Project | None = None) -> None:
    for name in ("estimate", "budget"):
        if values.get(name) is not None:
            records.require_positive(values[name], name)

    def now(name: str) -> Any:
        return values.get(name, getattr(project, name, None))

    text = _("计划完工不能早于计划开工。")
    records.require_order(now("planned_start"), now("planned_end"), text, "planned_end")
