"""Money is exact: no float, nothing finer than a fen, shares that add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siqiao.core.money import from_fen, split, to_fen, wan, yuan

FEN = st.integers(-(10**15), 10**15)


@given(FEN)
def test_fen_and_yuan_are_the_same_amount(fen: int) -> None:
    assert to_fen(from_fen(fen)) == fen


@pytest.mark.parametrize("value", [1.5, Decimal("0.001"), "1.005", Decimal("NaN"), Decimal("Infinity")])
def test_it_refuses_what_is_no_whole_number_of_fen(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        yuan(value)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=60).filter(any))
def test_shares_add_up_and_differ_by_weight_alone(fen: int, weights: list[int]) -> None:
    shares = split(from_fen(fen), weights)
    assert sum(shares) == from_fen(fen)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(to_fen(share) - fen * weight / sum(weights)) <= 1


def test_ten_thousands_are_rounded_half_up_for_reading_only() -> None:
    assert wan(Decimal("22000000.00")) == Decimal("2200.00")
    assert wan(Decimal("50.00")) == Decimal("0.01")
