"""The arithmetic of the bench: the planned money adds up, the percentiles and verdicts are what they say."""

from collections import defaultdict
from types import SimpleNamespace

import pytest

from tools.bench import figures
from tools.bench.money import KINDS, Money, plan
from tools.bench.pages import BARE, EMPTY
from tools.bench.sizes import TINY


@pytest.fixture(scope="module")
def money() -> Money:
    return plan(TINY)


def test_it_plans_as_many_transfers_as_asked_and_the_same_each_time(money: Money) -> None:
    assert len(money) == TINY.transfers
    assert len(money.promises) == TINY.pending
    assert plan(TINY).amount == money.amount
    assert {KINDS[kind] for kind in money.kind} == set(KINDS)


def test_it_leaves_no_purse_below_zero(money: Money) -> None:
    for place, purse in enumerate(money.purses):
        assert purse.kind == "source" or money.balance[place] >= money.reserved[place] >= 0
    assert sum(money.balance) == 0


def test_it_ties_every_fen_that_leaves_to_one_that_came(money: Money) -> None:
    made, given = defaultdict(int), defaultdict(int)
    for lot, out, lot_from, out_from, amount in zip(*money.parts.columns, strict=True):
        assert money.target[lot] == money.source[out]
        assert (lot_from, out_from) == (given[lot], made[out])  # taken in order, without a gap
        given[lot] += amount
        made[out] += amount
    for place in range(len(money)):
        assert given[place] == money.spent[place]
        is_receipt = KINDS[money.kind[place]] == "receipt"
        assert made[place] == (0 if is_receipt else money.amount[place])


def test_it_writes_a_plan_that_the_products_own_proofs_accept(people, county) -> None:
    from siqiao.funds.models import Purse, Transfer
    from tools.bench.house import office_of, prove
    from tools.bench.projects import write_projects
    from tools.bench.writing import write_money

    planned = plan(TINY)
    office = office_of(people.finance, people.finance_2)
    write_projects(planned, office, write_money(planned, office))
    prove()
    assert Transfer.objects.count() == TINY.transfers + TINY.pending
    assert Purse.objects.filter(kind="project", project__isnull=True).count() == 0


def measured(code: str, milliseconds: list[int], bound: float | None, status: int = 200) -> SimpleNamespace:
    answers = [SimpleNamespace(seconds=ms / 1000, size=2048) for ms in milliseconds]
    faults = [] if status == 200 else [status]
    page = SimpleNamespace(code=code, title=code, bound=bound)
    return SimpleNamespace(page=page, first=answers[0], answers=answers, faults=faults)


def test_it_takes_percentiles_from_the_measured_values() -> None:
    values = list(range(1, 101))
    assert figures.percentile(values, 0.5) == 50
    assert figures.percentile(values, 0.95) == 95
    assert figures.percentile([7], 0.95) == 7
    assert figures.percentile(list(range(20, 0, -1)), 0.95) == 19


def test_it_holds_each_page_against_the_empty_one_and_that_against_the_bare() -> None:
    pages = [
        measured(BARE, [2] * 20, None),
        measured(EMPTY, [10] * 20, 6),
        measured("list", [20] * 18 + [31] * 2, 3),
        measured("record", [10] * 20, 3),
        measured("gone", [10] * 20, 3, status=404),
    ]
    lines = figures.lines_of(pages)
    assert [line.ratio for line in lines] == [1.0, 5.0, 3.1, 1.0, 1.0]
    assert [line.verdict for line in lines] == ["", "ok", "OVER", "ok", "ERROR 404"]
    assert lines[2].usual == 2.0
    assert "| list " in figures.table(lines)
