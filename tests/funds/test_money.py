"""Money moves only by the rules: two persons, no purse below zero, every fen accounted for."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.money import from_fen
from siqiao.funds import selectors, trace
from siqiao.funds.errors import AlreadySpent, Overdraft
from siqiao.funds.models import Purse, Transfer, TransferPart
from siqiao.funds.services import payments, programmes, transfers
from tests.funds.conftest import DAY, Money

pytestmark = pytest.mark.django_db


def draft(money: Money, amount: str, number: str = "FP-1", **more: object) -> Transfer:
    more = {"invoice_number": f"24{number}"} | more
    return payments.draft_payment(
        money.project, money.payee, Decimal(amount), DAY, money.maker, voucher_number=number, **more
    )  # type: ignore[arg-type]


def test_a_draft_reserves_and_a_check_moves(money: Money) -> None:
    money.fund("100.00")
    payment = draft(money, "60.01")
    money.project.refresh_from_db()
    assert (money.project.balance, money.project.reserved) == (Decimal("100.00"), Decimal("60.01"))
    payments.check_payment(payment, money.checker)
    money.project.refresh_from_db()
    money.payee.refresh_from_db()
    assert (money.project.balance, money.project.reserved) == (Decimal("39.99"), Decimal("0.00"))
    assert money.payee.balance == Decimal("60.01")


def test_the_maker_cannot_check(money: Money) -> None:
    money.fund("100.00")
    with pytest.raises(DomainError, match="两个人"):
        payments.check_payment(draft(money, "1.00"), money.maker)


def test_an_overdraft_names_purse_balance_and_what_was_asked(money: Money) -> None:
    money.fund("100.00")
    draft(money, "60.00")
    with pytest.raises(Overdraft) as refused:
        draft(money, "40.01", "FP-2")
    words = str(refused.value)
    assert "肉牛产业园资金" in words and "40.00" in words and "40.01" in words


def test_the_database_itself_refuses_a_purse_below_zero(money: Money) -> None:
    money.fund("100.00")
    with pytest.raises(IntegrityError), transaction.atomic():
        Purse.objects.filter(pk=money.project.pk).update(balance=Decimal("-0.01"))


def test_a_refused_payment_gives_its_reserve_back(money: Money) -> None:
    money.fund("100.00")
    payments.refuse_payment(draft(money, "60.00"), money.checker, reason="发票抬头不对")
    money.project.refresh_from_db()
    assert money.project.available == Decimal("100.00")


def test_one_invoice_does_not_pay_twice(money: Money) -> None:
    money.fund("100.00")
    money.fund("100.00", money.other_project, "ZX-2")
    draft(money, "10.00", invoice_number="12345678")
    with pytest.raises(DomainError, match="已在"):
        payments.draft_payment(
            money.other_project,
            money.payee,
            Decimal(10),
            DAY,
            money.maker,
            voucher_number="FP-9",
            invoice_number="12345678",
        )


def test_a_reversal_returns_the_very_fen_and_only_unspent_ones(money: Money) -> None:
    receipt = money.fund("100.00")
    with pytest.raises(AlreadySpent):
        transfers.reverse(receipt, maker=money.maker, on=DAY, reason="重复登记", checker=money.checker)
    payment = payments.check_payment(draft(money, "30.00"), money.checker)
    transfers.reverse(payment, maker=money.maker, on=DAY, reason="付错", checker=money.checker)
    money.project.refresh_from_db()
    assert money.project.balance == Decimal("100.00")
    with pytest.raises(DomainError, match="已经冲正"):
        transfers.reverse(payment, maker=money.maker, on=DAY, reason="再来", checker=money.checker)


def refund(money: Money, payment: Transfer, amount: str, number: str) -> Transfer:
    back = payments.refund(
        payment, amount=Decimal(amount), on=DAY, maker=money.maker, reason="核减", voucher_number=number
    )
    return transfers.post(back, checker=money.checker)


def test_a_refund_never_exceeds_the_payment(money: Money) -> None:
    money.fund("100.00")
    payment = payments.check_payment(draft(money, "30.00"), money.checker)
    refund(money, payment, "20.00", "HD-1")
    with pytest.raises(DomainError, match=r"还可以退 10\.00"):
        refund(money, payment, "10.01", "HD-2")
    assert selectors.year_figures(money.scope, 2022).paid == Decimal("10.00")


def test_a_refund_brings_back_the_fen_of_its_own_payment(money: Money) -> None:
    money.fund("100.00")
    payments.check_payment(draft(money, "40.00", "FP-1"), money.checker)
    second = payments.check_payment(draft(money, "30.00", "FP-2"), money.checker)
    back = refund(money, second, "5.00", "HD-1")
    assert [part.lot_id for part in TransferPart.objects.filter(out=back)] == [second.pk]


def test_a_payment_is_refunded_or_reversed_never_both(money: Money) -> None:
    money.fund("100.00")
    refunded = payments.check_payment(draft(money, "40.00", "FP-1"), money.checker)
    reversed_one = payments.check_payment(draft(money, "30.00", "FP-2"), money.checker)
    refund(money, refunded, "1.00", "HD-1")
    with pytest.raises(AlreadySpent):
        transfers.reverse(refunded, maker=money.maker, on=DAY, reason="付错")
    transfers.reverse(reversed_one, maker=money.maker, on=DAY, reason="付错")
    with pytest.raises(DomainError, match="已经冲正"):
        refund(money, reversed_one, "1.00", "HD-2")


def test_the_same_paper_is_not_paid_twice(money: Money) -> None:
    money.fund("100.00")
    draft(money, "10.00")
    with pytest.raises(DomainError, match="已登记为流水"):
        draft(money, "10.00", " FP-1 ")


def test_nothing_is_paid_tomorrow(money: Money) -> None:
    money.fund("100.00")
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    with pytest.raises(DomainError, match="今天以后"):
        payments.draft_payment(
            money.project, money.payee, Decimal(1), tomorrow, money.maker, voucher_number="A", invoice_number="B"
        )


@pytest.mark.parametrize(("amount", "on"), [("0.00", DAY), ("-1.00", DAY), ("1.00", datetime.date(202, 3, 1))])
def test_it_refuses_senseless_movements(money: Money, amount: str, on: datetime.date) -> None:
    with pytest.raises(DomainError):
        programmes.receive(
            source=money.source,
            target=money.treasury,
            amount=Decimal(amount),
            on=on,
            maker=money.maker,
            voucher_number="X",
        )
    assert not Transfer.objects.exists()


def test_it_refuses_a_way_that_money_does_not_go(money: Money) -> None:
    money.receive("10.00")
    with pytest.raises(DomainError, match="不能从"):
        transfers.draft(
            kind=Transfer.Kind.PAYMENT,
            source=money.treasury,
            target=money.payee,
            amount=Decimal(1),
            on=DAY,
            maker=money.maker,
        )


def test_carry_over_goes_only_forward(money: Money) -> None:
    with pytest.raises(DomainError, match="以后年度"):
        programmes.carry_over(
            programme=money.programme,
            following=money.programme,
            amount=Decimal(1),
            on=DAY,
            maker=money.maker,
            reason="未用完",
        )


def test_a_journey_adds_up_both_ways(money: Money) -> None:
    receipt = money.fund("100.00")
    money.fund("50.00", number="ZX-2")
    payment = payments.check_payment(draft(money, "120.00"), money.checker)
    there, back = trace.forward(receipt), trace.backward(payment)
    assert there.adds_up and back.adds_up
    assert {end.purse.pk: end.amount for end in there.ends} == {money.payee.pk: Decimal("100.00")}
    assert [end.purse.pk for end in back.ends] == [money.source.pk]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 5_000), st.integers(1, 5_000)), min_size=1, max_size=8))
def test_every_fen_is_found_again(money: Money, steps: list[tuple[int, int]]) -> None:
    """Whatever comes in and goes out, each journey's ends add up to its start."""
    with transaction.atomic():
        for at, (came, paid) in enumerate(steps):
            money.fund(str(from_fen(came)), number=f"ZX-{at}")
            money.project.refresh_from_db()
            amount = min(from_fen(paid), money.project.available)
            if amount:
                payments.check_payment(draft(money, str(amount), f"FP-{at}"), money.checker)
        for transfer in Transfer.objects.filter(state=Transfer.State.POSTED):
            assert trace.forward(transfer).adds_up and trace.backward(transfer).adds_up
        assert audit.verify() == []
        transaction.set_rollback(True)


def test_an_edit_by_hand_is_found(money: Money) -> None:
    money.fund("100.00")
    Transfer.objects.filter(kind=Transfer.Kind.ALLOCATION).update(note="改过")
    assert any("改动" in finding.message for finding in audit.verify())


def test_a_balance_edited_by_hand_is_found(money: Money) -> None:
    money.fund("100.00")
    Purse.objects.filter(pk=money.project.pk).update(balance=Decimal("99.00"))
    assert any("余额" in finding.message for finding in audit.verify())


def test_the_parts_only_grow(money: Money) -> None:
    money.fund("100.00")
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        TransferPart.objects.update(amount=Decimal("1.00"))
