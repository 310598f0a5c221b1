"""Cells as offices write them, and the sentences for those that cannot be read."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siqiao.reading import values
from siqiao.reading.values import UnreadableCell

WAN = Decimal(10_000)


@pytest.mark.parametrize(
    ("cell", "unit", "yuan"),
    [
        ("1,234,567.80", Decimal(1), "1234567.80"),
        ("２２００", WAN, "22000000"),
        ("2200万元", Decimal(1), "22000000"),
        (2200.5, WAN, "22005000"),
        ("￥35", Decimal(1), "35"),
        ("贰佰伍拾万元整", Decimal(1), "2500000"),
        (0.1 + 0.2, Decimal(1), "0.30"),
    ],
)
def test_it_reads_amounts(cell: Any, unit: Decimal, yuan: str) -> None:
    assert values.amount(cell, unit=unit) == Decimal(yuan)


@given(st.integers(0, 10**14))
def test_it_reads_every_amount_to_the_fen(fen: int) -> None:
    amount = Decimal(fen) / 100
    assert values.amount(f"{amount:,.2f}") == amount


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("-5", "负数"),
        ("12.345", "两位小数"),
        ("约2万", "不是金额"),
        ("99999999999999999", "太大"),
        ("=A1", "公式"),
        ("#REF!", "公式错误"),
    ],
)
def test_it_says_why_an_amount_cannot_be_read(cell: Any, word: str) -> None:
    with pytest.raises(UnreadableCell, match=word):
        values.amount(cell)


@pytest.mark.parametrize(
    "cell", ["2023-09-04", "2023/9/4", "2023.9.4", "2023年9月4日", "20230904", "45173", datetime.datetime(2023, 9, 4)]
)
def test_it_reads_days(cell: Any) -> None:
    assert values.day(cell) == datetime.date(2023, 9, 4)


@pytest.mark.parametrize(("cell", "word"), [("0202-09-04", "年份"), ("2023-02-30", "日历"), ("下月初", "不是日期")])
def test_it_says_why_a_day_cannot_be_read(cell: str, word: str) -> None:
    with pytest.raises(UnreadableCell, match=word):
        values.day(cell)


def test_it_reads_months_shares_ticks_and_whole_numbers() -> None:
    assert values.month("2023年9月") == datetime.date(2023, 9, 1)
    assert values.share("6%") == values.share(0.06) == Decimal("0.06")
    assert values.boolean("√") and not values.boolean("否")
    assert values.integer("1,200") == values.integer(1200.0) == 1200
    with pytest.raises(UnreadableCell, match="整数"):
        values.integer("1.5")
