"""No payment before the approval, while suspended, without or above a contract."""

from decimal import Decimal
from typing import Any

import pytest

from siqiao.core.errors import DomainError
from siqiao.core.scope import Scope
from siqiao.funds.models import Transfer
from siqiao.funds.services.payments import check_payment, refund, refuse_payment
from siqiao.projects import selectors
from siqiao.projects.models import Project
from siqiao.projects.services.contracts import add_change_order, settle_contract
from siqiao.projects.services.payments import import_payment, pay_project
from siqiao.projects.services.projects import move_project
from tests.projects.conftest import DAY, House


def pay(house: House, project: Project, amount: str, number: str = "ZF-1", **values: Any) -> Transfer:
    columns = {"payee": house.builder, "checker": house.people.finance, "on": DAY(2022, 6, 1)} | values
    return pay_project(project, actor=house.west, amount=Decimal(amount), voucher_number=number, **columns)


def refusal(house: House, project: Project, amount: str, **values: Any) -> DomainError:
    with pytest.raises(DomainError) as caught:
        pay(house, project, amount, "ZF-X", **values)
    return caught.value


def test_it_refuses_a_payment_before_the_approval(house: House) -> None:
    project = house.propose()
    with pytest.raises(DomainError) as refused:
        house.allocate(project, "1000.00")
    assert refused.value.code == "not_approved"
    project.purse.balance = Decimal("1000.00")
    project.purse.save()
    assert refusal(house, project, "10.00").code == "not_payable"


def test_it_refuses_a_payment_while_suspended_even_one_already_drafted(house: House) -> None:
    project = house.contracted()
    drafted = pay(house, project, "10.00", checker=None)
    project = move_project(project, "suspend", actor=house.west, note="停工")
    assert refusal(house, project, "10.00").code == "not_payable"
    with pytest.raises(DomainError):
        check_payment(drafted, house.people.finance)


def test_it_refuses_a_payee_without_a_contract(house: House) -> None:
    project = house.contracted()
    assert refusal(house, project, "10.00", payee=house.operator).code == "no_contract"


def test_it_refuses_what_exceeds_the_contract_until_a_change_order(house: House) -> None:
    project = house.contracted(amount="1500000.00")
    pay(house, project, "1000000.00", "ZF-1")
    pay(house, project, "400000.00", "ZF-2", checker=None)
    assert refusal(house, project, "100000.01").code == "above_contract"
    contract = project.contracts.get()
    add_change_order(
        project, contract=contract, reason="增加饲草棚", document_number="BG-1", amount_delta=Decimal("200000.00"),
        approved_on=DAY(2022, 7, 1), actor=house.west,
    )  # fmt: skip
    assert pay(house, project, "300000.00", "ZF-3").state == "posted"
    assert refusal(house, project, "0.01").code == "above_contract"


def test_it_gives_room_again_after_a_refund_or_a_refusal(house: House) -> None:
    project = house.contracted(amount="100.00")
    first = pay(house, project, "60.00", "ZF-1")
    waiting = pay(house, project, "40.00", "ZF-2", checker=None)
    assert refusal(house, project, "1.00").code == "above_contract"
    refuse_payment(waiting, house.people.finance, reason="票据不全")
    day = DAY(2022, 7, 1)
    back = refund(first, amount=Decimal("10.00"), on=day, maker=house.west, reason="多付", voucher_number="HD-1")
    check_payment(back, house.people.finance)
    assert pay(house, project, "50.00", "ZF-3").state == "posted"


def test_it_pays_no_more_than_settlement_allows(house: House) -> None:
    project = house.contracted(amount="100.00")
    settle_contract(
        project.contracts.get(), settled_amount=Decimal("90.00"), settlement_number="SJ-1", actor=house.west
    )
    assert refusal(house, project, "90.01").code == "above_contract"


def test_it_refuses_works_of_four_million_without_a_tender(house: House) -> None:
    project = house.approved()
    with pytest.raises(DomainError) as caught:
        house.sign(project, "HT-9", "4000000.00", method="consultation")
    assert caught.value.code == "method"
    assert house.sign(project, "HT-9", "4000000.00", method="open").pk
    assert house.sign(project, "HT-8", "3999999.99", method="consultation").pk


def test_it_pays_help_to_households_without_a_contract(house: House) -> None:
    project = house.funded(kind="subsidy", purpose="prosperity")
    assert pay(house, project, "100.00", payee=house.collectives[0]).state == "posted"


def test_it_imports_a_payment_as_a_draft_unless_a_checker_is_named(house: House, west_scope: Scope) -> None:
    project = house.contracted()
    row = {
        "source_code": project.code,
        "target_name": house.builder.name,
        "contract_number": project.contracts.get().number,
        "amount": Decimal("500.00"),
        "on": DAY(2022, 6, 1),
        "voucher_number": "PZ-1",
        "voucher_invoice_number": "FP-1",
        "stage": "advance",
    }
    drafted = import_payment(west_scope, row)
    assert (drafted.state, drafted.contract_payment.contract) == ("pending", project.contracts.get())
    assert import_payment(west_scope, row | {"voucher_number": "PZ-2"}, checker=house.people.finance).state == "posted"


def test_it_sums_each_project_alike_alone_and_together(
    house: House, west_scope: Scope, django_assert_max_num_queries: Any
) -> None:
    for number in ("2022-P01", "2022-P02", "2022-P03"):
        pay(house, house.contracted(number), "1000.00", f"ZF-{number}")
    with django_assert_max_num_queries(10):
        together = selectors.sums_of(west_scope)
    assert len(together) == 3
    for project in Project.objects.all():
        assert together[project.pk] == selectors.sums(west_scope, project)
        assert together[project.pk].paid == Decimal("1000.00")
        assert together[project.pk].contracted == Decimal("1500000.00")
