"""A record moves only by its lifecycle: from the right state, by the right person, past its guards."""

import datetime
from typing import Any

import pytest

from siqiao.core import audit
from siqiao.core.errors import DomainError, Forbidden
from siqiao.core.lifecycle import Lifecycle, State, Transition, steps_of
from siqiao.core.models import CountyPair

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 9, 4)


def closed_gate(record: Any) -> None:
    raise DomainError("还缺一份材料")


LIFE = Lifecycle(
    CountyPair,
    "结对",
    [State("2017", "新建", days=10), State("2018", "进行"), State("2019", "结束")],
    [
        Transition("begin", "开始", ("2017",), "2018", "funds.plan"),
        Transition("end", "结束", ("2018",), "2019", "funds.plan", guards=(closed_gate,)),
    ],
    field="since_year",
)


@pytest.fixture
def record(world: Any) -> CountyPair:
    CountyPair.objects.filter(pk=world.pair.pk).update(since_year="2017")
    pair = CountyPair.objects.get(pk=world.pair.pk)
    pair.since_year = "2017"  # type: ignore[assignment]
    return pair


def test_unknown_states_are_refused_when_it_is_declared() -> None:
    with pytest.raises(ValueError, match="unknown states"):
        Lifecycle(CountyPair, "x", [State("a", "甲")], [Transition("t", "t", ("a",), "b", "funds.plan")])


def test_it_refuses_a_role_a_state_and_an_unknown_move(record: CountyPair, people: Any) -> None:
    with pytest.raises(DomainError, match="没有名为"):
        LIFE.fire(record, "fly", actor=people.west_office)
    with pytest.raises((Forbidden, KeyError)):
        LIFE.fire(record, "begin", actor=people.village)


def test_the_way_ahead_is_told(record: CountyPair) -> None:
    assert [step.status for step in LIFE.line(record)] == ["current", "coming", "coming"]
    assert steps_of(record) == []
    assert audit.verify() == []


def test_the_diagram_holds_every_arrow() -> None:
    assert [(arrow["from"], arrow["to"]) for arrow in LIFE.diagram()["arrows"]] == [("2017", "2018"), ("2018", "2019")]
