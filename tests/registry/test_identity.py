"""Identity numbers and credit codes: check digits."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from siqiao.registry.identity import (
    CREDIT_ALPHABET,
    birth_of,
    credit_check_character,
    identity_check_digit,
    is_credit_code,
    is_identity,
    sex_of,
    tidy,
)

days = st.dates(datetime.date(1900, 1, 1), datetime.date(2025, 12, 31))
numbers = st.builds(
    lambda place, day, running: f"{place}{day:%Y%m%d}{running:03d}",
    st.integers(100_000, 999_999),
    days,
    st.integers(0, 999),
)


@given(numbers)
def test_it_takes_a_number_with_its_check_digit(first: str) -> None:
    number = first + identity_check_digit(first)
    assert is_identity(number)
    assert birth_of(number) == datetime.datetime.strptime(first[6:14], "%Y%m%d").date()
    assert sex_of(number) == ("male" if int(first[16]) % 2 else "female")


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_it_refuses_one_wrong_digit(first: str, place: int, step: int) -> None:
    number = first + identity_check_digit(first)
    wrong = str((int(number[place]) + step) % 10)
    assert not is_identity(number[:place] + wrong + number[place + 1 :])


@given(numbers, st.integers(0, 15))
def test_it_refuses_two_neighbours_exchanged(first: str, place: int) -> None:
    number = first + identity_check_digit(first)
    exchanged = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert exchanged == number or not is_identity(exchanged)


def test_it_refuses_a_day_that_is_none() -> None:
    first = "62052519900231001"
    assert not is_identity(first + identity_check_digit(first))


def test_it_tidies_what_offices_type() -> None:
    assert tidy("６２０５２５ 19900101-001ｘ") == "62052519900101001X"


@given(st.text(CREDIT_ALPHABET, min_size=17, max_size=17))
def test_it_takes_a_credit_code_with_its_check_character(first: str) -> None:
    assert is_credit_code(first + credit_check_character(first))


@given(st.text(CREDIT_ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 30))
def test_it_refuses_one_wrong_character_of_a_credit_code(first: str, place: int, step: int) -> None:
    code = first + credit_check_character(first)
    wrong = CREDIT_ALPHABET[(CREDIT_ALPHABET.index(code[place]) + step) % 31]
    assert not is_credit_code(code[:place] + wrong + code[place + 1 :])
