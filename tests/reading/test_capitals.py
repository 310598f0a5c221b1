"""Amounts in capital figures: there and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siqiao.reading.capitals import amount_of, in_capitals


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("2500000", "贰佰伍拾万元整"),
        ("1002.03", "壹仟零贰元零叁分"),
        ("100000001", "壹亿零壹元整"),
        ("0.05", "伍分"),
        ("1000.50", "壹仟元伍角整"),
        ("0", "零元整"),
    ],
)
def test_it_writes_what_a_certificate_writes(amount: str, capitals: str) -> None:
    assert in_capitals(Decimal(amount)) == capitals


@given(st.integers(0, 10**15 - 1))
def test_it_reads_what_it_writes(fen: int) -> None:
    amount = Decimal(fen) / 100
    assert amount_of(in_capitals(amount)) == amount


def test_it_reads_everyday_figures() -> None:
    assert amount_of("二百五十万元") == Decimal(2_500_000)


def test_it_refuses_other_words() -> None:
    with pytest.raises(ValueError, match="capitals"):
        amount_of("很多钱")
