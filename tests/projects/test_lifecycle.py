"""The way of a project, guard by guard."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from siqiao.core.errors import DomainError, Forbidden
from siqiao.core.lifecycle import steps_of
from siqiao.funds.services.programmes import take_back
from siqiao.projects.lifecycle import PROJECT_LIFE
from siqiao.projects.models.projects import MAIN_LINE
from siqiao.projects.services import benefits, contracts, progress
from siqiao.projects.services.assets import register_asset
from siqiao.projects.services.payments import pay_project
from siqiao.projects.services.projects import catch_up, change_project, move_project
from tests.projects.conftest import DAY, House


def refused(project: Any, transition: str, actor: Any) -> DomainError:
    with pytest.raises(DomainError) as caught:
        move_project(project, transition, actor=actor)
    return caught.value


def test_it_has_one_straight_way_of_twelve_states() -> None:
    way = [t for t in PROJECT_LIFE.transitions if t.is_main]
    assert [way[0].sources[0], *[t.target for t in way]] == [str(state) for state in MAIN_LINE]


def test_it_opens_a_purse_with_the_project(house: House) -> None:
    project = house.propose()
    assert (project.purse.code, project.purse.kind, project.purse.balance) == (project.code, "project", 0)
    assert [step.target for step in steps_of(project)] == ["proposed"]


def test_it_asks_for_a_summary_before_the_pool(house: House) -> None:
    project = house.propose(summary="")
    assert refused(project, "pool", house.west).code == "summary"


def test_it_asks_for_budget_and_number_before_the_approval(house: House) -> None:
    project = move_project(house.propose(), "pool", actor=house.west, on=DAY(2022, 2, 1))
    assert refused(project, "approve", house.west).code == "approval_number"
    project = change_project(project, actor=house.west, approval_number="张发〔2022〕1号")
    assert refused(project, "approve", house.west).code == "budget"


def test_it_asks_for_money_before_funded(house: House) -> None:
    project = house.approved()
    assert refused(project, "fund", house.west).code == "no_money"
    house.allocate(project, "100.00")
    assert move_project(project, "fund", actor=house.west, on=DAY(2022, 4, 1)).state == "funded"


def test_it_asks_for_a_contract_unless_it_helps_households(house: House) -> None:
    assert refused(house.funded(), "tender", house.west).code == "no_contract"
    help_paid = house.funded("2022-P02", kind="subsidy", purpose="prosperity")
    assert move_project(help_paid, "tender", actor=house.west, on=DAY(2022, 5, 1)).state == "tendered"


def test_it_refuses_a_step_before_the_day_of_the_one_before(house: House) -> None:
    project = house.propose()
    with pytest.raises(DomainError) as caught:
        move_project(project, "pool", actor=house.west, on=DAY(2021, 1, 1))
    assert caught.value.code == "date"


def test_it_walks_to_the_end_past_every_guard(house: House) -> None:
    west = house.west
    project = move_project(house.contracted(), "begin", actor=west, on=DAY(2022, 5, 2))
    assert refused(project, "complete", west).code == "not_built"
    progress.report_progress(project, month=DAY(2022, 9, 1), done_percent=100, text="全部完成", actor=west)
    project = move_project(project, "complete", actor=west, on=DAY(2022, 9, 10))
    assert refused(project, "accept", west).code == "acceptance_number"
    project = change_project(project, actor=west, acceptance_number="YS-01")
    project = move_project(project, "accept", actor=west, on=DAY(2022, 10, 1))
    pay_project(
        project, payee=house.builder, actor=west, checker=house.people.finance, amount=Decimal("1400000.00"),
        on=DAY(2022, 10, 2), voucher_number="ZF-1",
    )  # fmt: skip
    assert refused(project, "settle", west).code == "not_settled"
    contracts.settle_contract(
        project.contracts.get(), settled_amount=Decimal("1400000.00"), settlement_number="SJ-1", actor=west
    )
    project = move_project(project, "settle", actor=west, on=DAY(2022, 11, 1))
    assert refused(project, "hand_over", west).code == "assets"
    asset = register_asset(
        project, code="ZC-1", name="牛舍", asset_class="operating", original_value=Decimal("1400000.00"),
        region=project.region, registered_on=DAY(2022, 11, 2), actor=west,
    )  # fmt: skip
    assert [(s.source, s.amount) for s in asset.shares.all()] == [("2022年东西部协作资金", Decimal("1400000.00"))]
    project = move_project(project, "hand_over", actor=west, on=DAY(2022, 11, 3))
    assert refused(project, "operate", west).code == "operator"
    project = change_project(project, actor=west, operator=house.operator)
    assert refused(project, "operate", west).code == "no_benefit_rule"
    benefits.add_benefit_rule(
        project, code="GZ-1", payer=house.operator, kind="dividends", principal=Decimal("1400000.00"),
        yearly_rate=Decimal("0.06"), first_year=2023, last_year=2025, actor=west,
        shares=[{"collective": each} for each in house.collectives],
    )  # fmt: skip
    project = move_project(project, "operate", actor=west, on=DAY(2022, 12, 1))
    assert refused(project, "review", west).code == "no_target"
    target = progress.add_target(project, text="建成牛舍", dimension="quantity", target=Decimal(2), actor=west)
    assert refused(project, "review", west).code == "not_measured"
    progress.measure_target(target, actual=Decimal(2), measured_on=DAY(2022, 12, 5), actor=west)
    assert refused(project, "review", west).code == "review_score"
    project = change_project(project, actor=west, review_score=96)
    project = move_project(project, "review", actor=west, on=DAY(2022, 12, 10))
    assert (project.state, project.reviewed_on) == ("reviewed", DAY(2022, 12, 10))


def test_it_hands_over_with_a_note_where_assets_differ(house: House) -> None:
    guard = next(t for t in PROJECT_LIFE.transitions if t.code == "hand_over").guards[0]
    project = house.contracted()
    pay_project(
        project, payee=house.builder, actor=house.west, checker=house.people.finance, amount=Decimal("10.00"),
        on=DAY(2022, 6, 1), voucher_number="ZF-1",
    )  # fmt: skip
    with pytest.raises(DomainError):
        guard(project)
    guard(change_project(project, actor=house.west, asset_note="管护费不形成资产"))


def test_it_goes_on_where_it_was_suspended(house: House) -> None:
    project = house.funded()
    with pytest.raises(DomainError) as caught:
        move_project(project, "suspend", actor=house.west)
    assert caught.value.code == "reason"
    project = move_project(project, "suspend", actor=house.west, note="选址有争议")
    assert (project.state, project.suspended_from) == ("suspended", "funded")
    assert refused(project, "resume_approved", house.west).code == "wrong_state"
    project = move_project(project, "resume", actor=house.west)
    assert (project.state, project.suspended_from) == ("funded", "")


def test_it_is_cancelled_only_with_an_empty_purse(house: House) -> None:
    project = house.funded()
    with pytest.raises(DomainError) as caught:
        move_project(project, "cancel", actor=house.west, note="不做了")
    assert caught.value.code == "holds_money"
    take_back(
        project=project.purse, programme=house.programme, amount=Decimal("2000000.00"), on=DAY(2022, 6, 1),
        maker=house.west, reason="取消",
    )  # fmt: skip
    project.refresh_from_db()
    assert move_project(project, "cancel", actor=house.west, note="不做了").state == "cancelled"


def test_it_lets_only_the_county_approve(house: House) -> None:
    project = move_project(house.propose(), "pool", actor=house.people.township, on=DAY(2022, 2, 1))
    project = change_project(project, actor=house.west, budget=Decimal(5), approval_number="1")
    with pytest.raises(Forbidden):
        move_project(project, "approve", actor=house.people.township)


def test_it_catches_up_with_the_days_an_import_brought(house: House) -> None:
    project = house.propose(
        pooled_on=DAY(2022, 2, 1), approved_on=DAY(2022, 3, 1), funded_on=DAY(2022, 4, 1),
        budget=Decimal("100.00"), approval_number="张发〔2022〕9号",
    )  # fmt: skip
    project = catch_up(project, actor=house.west)
    assert project.state == "approved"  # no money yet, so it waits there
    house.allocate(project, "100.00")
    project = catch_up(project, actor=house.west)
    assert [(s.target, s.on) for s in steps_of(project)][-1] == ("funded", datetime.date(2022, 4, 1))
