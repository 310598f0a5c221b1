"""A project for every project purse, as far along its way as its year lets it be, with its steps."""

import datetime
from typing import Any

from django.db.models import Model

from siqiao.core.audit import subject_of
from siqiao.core.models import StateChange
from siqiao.core.money import from_fen
from siqiao.funds.models import Purse
from siqiao.projects.models import Project
from siqiao.projects.models.projects import DAY_FIELDS, MAIN_LINE
from tools.bench.money import ALLOCATION, Money
from tools.bench.writing import Office

STEP_DAYS = 25
UNFINISHED_EVERY = 10  # of the last year's projects every tenth is still being built
PURPOSES = ("villages", "people", "prosperity")
BATCH = 2_000


def write_projects(money: Money, office: Office, purses: list[Purse]) -> None:
    """One project a purse, its budget what it was allocated, and its line of steps."""
    received = [0] * len(purses)
    for place in range(len(money)):
        if money.kind[place] == ALLOCATION:
            received[money.target[place]] += money.amount[place]
    last = max(planned.year for planned in money.purses if planned.year)
    rows = [
        _project(purse, office, from_fen(max(received[place], 100)), last)
        for place, purse in enumerate(purses)
        if purse.kind == Purse.Kind.PROJECT
    ]
    projects = Project.objects.bulk_create(rows, batch_size=BATCH)
    steps = [step for project in projects for step in _steps(project, office)]
    StateChange.objects.bulk_create(steps, batch_size=BATCH)


def _project(purse: Purse, office: Office, budget: Any, last: int) -> Project:
    unfinished = purse.year == last and int(purse.code[-4:]) % UNFINISHED_EVERY == 0
    state = Project.State.UNDER_CONSTRUCTION if unfinished else Project.State.REVIEWED
    project = Project(
        county=office.county,
        code=purse.code,
        name=purse.name,
        year=purse.year,
        purpose=PURPOSES[purse.pk % len(PURPOSES)],
        kind=Project.Kind.ENGINEERING,
        region_id=purse.region_id,
        summary="村内道路、供水与人居环境整治",
        estimate=budget,
        budget=budget,
        state=state,
        proposer="示例乡镇人民政府",
        unit="县农业农村局",
        purse=purse,
        approval_number=f"张批〔{purse.year}〕{purse.pk % 500 + 1}号",
    )
    for each in _passed(project):
        setattr(project, DAY_FIELDS[each], _day(purse.year, MAIN_LINE.index(each)))
    return project


def _passed(project: Project) -> tuple[Any, ...]:
    return MAIN_LINE[: MAIN_LINE.index(Project.State(project.state)) + 1]


def _day(year: int | None, step: int) -> datetime.date:
    return datetime.date(year or 2023, 1, 10) + datetime.timedelta(days=STEP_DAYS * step)


def _steps(project: Project, office: Office) -> list[Model]:
    table, key = subject_of(project)
    before = ""
    steps: list[Model] = []
    for number, state in enumerate(_passed(project)):
        columns = {"source": before, "target": state, "transition": state, "on": _day(project.year, number)}
        steps.append(StateChange(subject=table, subject_key=key, actor=str(office.maker), **columns))
        before = state
    return steps
