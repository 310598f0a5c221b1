"""Lifecycle 流程: states, who may move a record between them, what must be true first, and by when.

A declaration gives the buttons of a record, its life line, the to-do list, the overdue list and the diagram.
`fire` is the only way to move: it locks the row, asks the guards, writes the step and the audit link.
"""

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError, Forbidden
from siqiao.core.models import StateChange
from siqiao.core.scope import may

Guard = Callable[[Any], None]
"""Returns for a record that may pass; raises DomainError with what is missing and how to mend it."""


@dataclass(frozen=True)
class State:
    """One state. `days` is the time limit to leave it; `tone` colours the badge: plain, active, done, stopped."""

    code: str
    title: Any
    days: int | None = None
    tone: str = "plain"


@dataclass(frozen=True)
class Transition:
    """One move: from any of `sources` to `target`, for people with `policy`, past every guard."""

    code: str
    title: Any
    sources: tuple[str, ...]
    target: str
    policy: str
    guards: tuple[Guard, ...] = ()
    effect: Callable[..., None] | None = None
    is_main: bool = True  # on the straight way from first to last state


@dataclass(frozen=True)
class Step:
    """One place on a life line: passed (with date and post), current, or still to come."""

    code: str
    title: Any
    status: str  # passed | current | coming
    on: datetime.date | None = None
    actor: str = ""
    note: str = ""


@dataclass(frozen=True)
class Offer:
    """A move shown on a record: whether it is possible now, and if not, why."""

    transition: Transition
    reason: str = ""

    @property
    def is_possible(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Lifecycle:
    """The states and transitions of one model; `field` is the column that holds the state."""

    model: type[models.Model]
    title: Any
    states: Sequence[State]
    transitions: Sequence[Transition]
    field: str = "state"
    by_code: dict[str, State] = dataclasses.field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.by_code.update({state.code: state for state in self.states})
        unknown = {code for t in self.transitions for code in (*t.sources, t.target)} - set(self.by_code)
        if unknown:
            raise ValueError(f"{self.model.__name__}: unknown states {sorted(unknown)}")

    @property
    def choices(self) -> list[tuple[str, Any]]:
        return [(state.code, state.title) for state in self.states]

    def state_of(self, record: models.Model) -> State:
        return self.by_code[getattr(record, self.field)]

    def find(self, code: str) -> Transition:
        """The transition of a name; DomainError for one that does not exist."""
        for transition in self.transitions:
            if transition.code == code:
                return transition
        raise DomainError(_("没有名为“{code}”的操作。").format(code=code), code="unknown_transition")

    def offers(self, record: models.Model, user: Any) -> list[Offer]:
        """The moves that this person has on this record, each with the reason if it is barred now."""
        current = getattr(record, self.field)
        mine = [t for t in self.transitions if current in t.sources and may(user, t.policy)]
        return [Offer(t, barred_because(t, record)) for t in mine]

    def start(self, record: models.Model, actor: Any, *, on: datetime.date | None = None, note: str = "") -> None:
        """Write the first step of a record that has just been made."""
        _write_step(record, "", getattr(record, self.field), "start", actor, on, note)

    def fire(
        self,
        record: models.Model,
        code: str,
        *,
        actor: Any,
        on: datetime.date | None = None,
        note: str = "",
        **values: Any,
    ) -> models.Model:
        """Move a record. Raises Forbidden (policy), DomainError (state, guard). Returns the record as it now stands.

        `on` is the day of the event (today unless told), `values` go to the transition's effect.
        """
        transition = self.find(code)
        with transaction.atomic():
            locked = self.model._base_manager.select_for_update().get(pk=record.pk)
            source = getattr(locked, self.field)
            self._require(transition, locked, source, actor)
            with audit.change(actor, f"{self.model._meta.model_name}.{code}", locked, note=note):
                setattr(locked, self.field, transition.target)
                if transition.effect:
                    transition.effect(locked, on=on, **values)
                locked.save()
            _write_step(locked, source, transition.target, code, actor, on, note)
        return locked

    def _require(self, transition: Transition, record: models.Model, source: str, actor: Any) -> None:
        if not may(actor, transition.policy):
            raise Forbidden(_("您的角色不能“{title}”。").format(title=transition.title))
        if source not in transition.sources:
            raise DomainError(
                _("现在是“{state}”，不能“{title}”。").format(state=self.by_code[source].title, title=transition.title),
                code="wrong_state",
            )
        for guard in transition.guards:
            guard(record)

    def line(self, record: models.Model) -> list[Step]:
        """The life line: what has happened, where it stands, what lies ahead on the straight way."""
        history = steps_of(record)
        current = getattr(record, self.field)
        passed = [Step(s.target, self.by_code[s.target].title, "passed", s.on, s.actor, s.note) for s in history[:-1]]
        last = history[-1] if history else None
        here = Step(
            current,
            self.by_code[current].title,
            "current",
            last.on if last else None,
            last.actor if last else "",
            last.note if last else "",
        )
        ahead = [Step(code, self.by_code[code].title, "coming") for code in self._ahead(current)]
        return [*passed, here, *ahead]

    def _ahead(self, current: str) -> list[str]:
        way: list[str] = []
        while True:
            following = next((t for t in self.transitions if t.is_main and current in t.sources), None)
            if following is None or following.target in way:
                return way
            current = following.target
            way.append(current)

    def overdue(self, rows: "models.QuerySet[Any]", today: datetime.date | None = None) -> list[tuple[Any, int]]:
        """Records that have stayed in a state longer than its limit, with the days beyond it."""
        today = today or timezone.localdate()
        limited = {state.code: state.days for state in self.states if state.days is not None}
        late = []
        candidates = rows.filter(**{f"{self.field}__in": list(limited)})
        since = since_when(self.model, [row.pk for row in candidates])
        for row in candidates:
            entered = since.get(str(row.pk))
            limit = limited[getattr(row, self.field)]
            if entered and (today - entered).days > limit:
                late.append((row, (today - entered).days - limit))
        return sorted(late, key=lambda pair: -pair[1])

    def diagram(self) -> dict[str, Any]:
        """Nodes and arrows, for the help page's drawing and for tests."""
        return {
            "nodes": [{"code": s.code, "title": str(s.title), "days": s.days} for s in self.states],
            "arrows": [
                {"from": source, "to": t.target, "title": str(t.title), "main": t.is_main}
                for t in self.transitions
                for source in t.sources
            ],
        }


def barred_because(transition: Transition, record: models.Model) -> str:
    """The first guard's sentence that stands in the way; empty when none does."""
    for guard in transition.guards:
        try:
            guard(record)
        except DomainError as error:
            return str(error)
    return ""


def steps_of(record: models.Model) -> list[StateChange]:
    """The steps of a record, oldest first."""
    table, key = audit.subject_of(record)
    return list(StateChange.objects.filter(subject=table, subject_key=key))


def since_when(model: type[models.Model], keys: Sequence[Any]) -> dict[str, datetime.date]:
    """The day on which each record entered the state it is in; one query for many records."""
    rows = StateChange.objects.filter(subject=model._meta.label_lower, subject_key__in=[str(k) for k in keys])
    return dict(rows.values_list("subject_key").annotate(last=models.Max("on")))


def _write_step(
    record: models.Model, source: str, target: str, code: str, actor: Any, on: datetime.date | None, note: str
) -> None:
    table, key = audit.subject_of(record)
    StateChange.objects.create(
        subject=table,
        subject_key=key,
        source=source,
        target=target,
        transition=code,
        on=on or timezone.localdate(),
        actor=str(actor),
        note=note,
    )


_lifecycles: dict[str, Lifecycle] = {}


def register(lifecycle: Lifecycle) -> Lifecycle:
    """Make a lifecycle known to the help page, the to-do list and the reminders."""
    _lifecycles[lifecycle.model._meta.label_lower] = lifecycle
    return lifecycle


def lifecycles() -> list[Lifecycle]:
    return list(_lifecycles.values())
