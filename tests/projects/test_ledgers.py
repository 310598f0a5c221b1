"""Rows of files become records through the services, and an import can be taken back."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from siqiao.core import ledger
from siqiao.core.audit import snapshot
from siqiao.core.errors import DomainError, Forbidden
from siqiao.core.scope import Scope
from siqiao.projects.ledgers.projects import APPROVED_ONLY
from siqiao.projects.models import Asset, Contract, Dividend, Project
from tests.projects.conftest import DAY, House

TODAY = datetime.date(2023, 1, 1)
NAMES = ("projects", "contracts", "project_payments", "milestones", "progress_reports", "output_targets", "risks",
         "assets", "benefit_rules", "dividends")  # fmt: skip


def take(scope: Scope, name: str, /, **values: Any) -> Any:
    """What an import does with one row: find, write."""
    found = ledger.find(name)
    assert found is not None and found.find is not None and found.write is not None
    return found.write(scope, values, found.find(scope, values), TODAY)


def undo(scope: Scope, name: str, record: Any, before: Any = None) -> None:
    found = ledger.find(name)
    assert found is not None and found.undo is not None
    found.undo(scope, record, before)


ROW = {
    "code": "2022-P07",
    "name": "养殖场",
    "year": 2022,
    "purpose": "industry",
    "kind": "engineering",
    "region_code": "620525102202",
    "estimate": Decimal("100.00"),
    "proposer": "恭门镇",
    "summary": "牛舍",
    "budget": Decimal("100.00"),
    "approval_number": "张发1号",
    "proposed_on": DAY(2022, 1, 1),
    "pooled_on": DAY(2022, 2, 1),
    "approved_on": DAY(2022, 3, 1),
}


@pytest.mark.parametrize("name", NAMES)
def test_it_declares_columns_whose_kinds_and_queries_hold(house: House, west_scope: Scope, name: str) -> None:
    found = ledger.find(name)
    assert found is not None
    assert all(found.kind_of(column) in ledger.KINDS for column in found.columns)
    rows = found.rows(west_scope)
    for column in found.columns:
        if column.query_path:
            list(rows.order_by(column.query_path)[:1])
    for path in (*found.filters, *found.search, found.order):
        list(rows.order_by(path)[:1])


def test_it_brings_a_project_and_takes_it_back(house: House, west_scope: Scope) -> None:
    project = take(west_scope, "projects", **ROW)
    assert (project.state, project.region_id) == ("approved", "620525102202")
    before = snapshot(project)
    changed = take(west_scope, "projects", code="2022-P07", name="牛场", estimate=Decimal("90.00"))
    assert (changed.name, changed.purse.name) == ("牛场", "牛场")
    undo(west_scope, "projects", changed, before)
    assert Project.objects.get().name == "养殖场"
    assert Project.objects.get().estimate == Decimal("100.00")
    undo(west_scope, "projects", Project.objects.get())
    assert not Project.objects.exists()


def test_it_brings_contracts_payments_and_assets(house: House, west_scope: Scope) -> None:
    project = take(west_scope, "projects", **ROW)
    house.allocate(project, "100.00")
    contract = {
        "number": "HT-1", "project_code": "2022-P07", "contractor_name": house.builder.name,
        "amount": Decimal("80.00"), "signed_on": DAY(2022, 4, 1), "method": "inquiry",
    }  # fmt: skip
    take(west_scope, "contracts", **contract)
    payment = {
        "source_code": "2022-P07", "target_name": house.builder.name, "contract_number": "HT-1",
        "amount": Decimal("50.00"), "on": DAY(2022, 5, 1), "voucher_number": "PZ-1", "stage": "progress",
    }  # fmt: skip
    drafted = take(west_scope, "project_payments", **payment)
    assert drafted.state == "pending"
    with pytest.raises(DomainError):
        take(west_scope, "project_payments", **payment)
    with pytest.raises(DomainError):
        undo(west_scope, "contracts", Contract.objects.get())
    undo(west_scope, "project_payments", drafted)
    drafted.refresh_from_db()
    assert drafted.state == "void"
    asset = {
        "code": "ZC-1", "name": "牛舍", "asset_class": "operating", "project_code": "2022-P07",
        "original_value": Decimal("100.00"), "owner_name": house.collectives[0].name,
    }  # fmt: skip
    made = take(west_scope, "assets", **asset)
    assert made.owner == house.collectives[0]
    undo(west_scope, "assets", made)
    assert not Asset.objects.exists()


def test_it_brings_progress_and_takes_it_back(house: House, west_scope: Scope) -> None:
    take(west_scope, "projects", **ROW, started_on=DAY(2022, 4, 1))
    here = {"project_code": "2022-P07"}
    rows = {
        "milestones": {"title": "基础", "planned_on": DAY(2022, 5, 1)},
        "progress_reports": {"month": DAY(2022, 5, 1), "done_percent": 30, "text": "基础"},
        "output_targets": {"dimension": "quantity", "text": "牛舍", "target": "2", "actual": "2"},
        "risks": {
            "kind": "delay", "text": "雨", "level": "low", "raised_on": DAY(2022, 5, 1), "owner_post": "项目岗",
        },
    }  # fmt: skip
    for name, values in rows.items():
        record = take(west_scope, name, **here, **values)
        again = take(west_scope, name, **here, **values)
        assert again.pk == record.pk, name
        undo(west_scope, name, again, snapshot(again))
        undo(west_scope, name, again)
        assert not type(record).objects.exists(), name


def test_it_brings_rules_payee_by_payee_and_dividends_paid(house: House, west_scope: Scope) -> None:
    take(west_scope, "projects", **ROW)
    terms = {
        "rule_code": "GZ-1", "rule_project_code": "2022-P07", "rule_payer_name": house.operator.name,
        "rule_kind": "dividends", "rule_principal": Decimal("1000.00"), "rule_yearly_rate": Decimal("0.06"),
        "rule_first_year": 2022, "rule_last_year": 2023,
    }  # fmt: skip
    shares = [take(west_scope, "benefit_rules", **terms, collective_name=each.name) for each in house.collectives]
    assert [d.amount_due for d in Dividend.objects.filter(year=2022)] == [Decimal("20.00")] * 3
    row = {
        "share_rule_code": "GZ-1", "year": 2022, "share_collective_name": house.collectives[0].name,
        "amount_due": Decimal("20.00"), "amount_paid": Decimal("15.00"), "paid_on": DAY(2022, 12, 20),
    }  # fmt: skip
    paid = take(west_scope, "dividends", **row)
    assert paid.payments.get().transfer.amount == Decimal("15.00")
    take(west_scope, "dividends", **row)
    assert paid.payments.count() == 1
    with pytest.raises(DomainError):
        undo(west_scope, "benefit_rules", shares[1])


def test_it_lets_a_township_import_only_its_own_unapproved_projects(house: House, county: str) -> None:
    scope = Scope.of(house.people.township, county)
    plain = {name: value for name, value in ROW.items() if name not in APPROVED_ONLY}
    with pytest.raises(Forbidden):
        take(scope, "projects", **ROW)
    with pytest.raises(Forbidden):
        take(scope, "projects", **plain | {"region_code": "620525000000"})
    assert take(scope, "projects", **plain).state in ("proposed", "in_pool")
