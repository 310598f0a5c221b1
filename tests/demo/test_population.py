"""The synthetic registry: the same on every machine, and every household fit for the registry's own rules."""

import hashlib
from collections import Counter
from functools import cache
from itertools import islice
from statistics import mean

import pytest

from siqiao.core.region_codes import read_regions
from siqiao.demo.population import HouseholdRow, households
from siqiao.demo.population.incomes import line_of
from siqiao.registry.identity import is_identity
from siqiao.registry.models import Household, HouseholdYear, Person
from siqiao.registry.services.years import keep_income, require_year
from siqiao.registry.validation import fill, require_household, require_person

PINNED = "5c5f758b99ca360a8fa2203b77ce19b74a664b94389de038f99741c13b4cab8c"
SHARES = {"formerly_poor": 0.19, "monitored": 0.025, "minimum_living": 0.04, "destitute": 0.008}
STAGES = {
    "preschool": range(3, 6),
    "primary": range(6, 12),
    "junior": range(12, 15),
    "senior": range(15, 18),
    "vocational": range(15, 18),
    "college": range(18, 22),
}
CHECKS = ("food_and_clothing", "schooling", "medical", "housing", "water")


@cache
def villages() -> tuple[tuple[str, str], ...]:
    rows = (row for row in read_regions() if row.code.startswith("620525") and row.level == "village")
    return tuple((row.code, row.name) for row in rows)


@cache
def registry() -> list[HouseholdRow]:
    return list(households(2_000, villages=villages()))


def persons() -> list[dict]:
    return [person for row in registry() for person in row.persons]


def age(person: dict, year: int = 2023) -> int:
    return year - person["born_on"].year


def income(year: dict) -> object:
    return (
        year["wages"]
        + year["business_gross"]
        - year["business_cost"]
        + year["property_income"]
        + year["transfer_income"]
    )


def test_it_gives_the_same_rows_for_the_same_seed_however_they_are_taken():
    again = households(2_000, villages=villages())
    taken = list(islice(again, 700)) + list(again)
    assert taken == registry()
    assert next(households(50, seed=7, villages=villages())) != registry()[0]


def test_it_still_gives_the_pinned_rows():
    text = "\n".join(map(repr, registry()[:200]))
    assert hashlib.sha256(text.encode()).hexdigest() == PINNED


def test_it_makes_a_household_without_looking_at_the_villages_before():
    code = villages()[5][0]
    alone = list(households(3, villages=villages()[5:6]))
    among = [row for row in registry() if row.household["village_id"] == code][:3]
    for one, other in zip(alone, among, strict=True):
        assert one.years == other.years
        assert {**one.household, "phone": ""} == {**other.household, "phone": ""}
        assert [{**p, "identity": ""} for p in one.persons] == [{**p, "identity": ""} for p in other.persons]


def test_it_spreads_exactly_the_households_asked_for_and_numbers_them():
    codes = [row.household["code"] for row in registry()]
    assert len(codes) == len(set(codes)) == 2_000
    by_village = Counter(code[:12] for code in codes)
    assert all(f"{village}{size:04d}" in codes for village, size in by_village.items())
    assert list(households(0, villages=villages())) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": -1},
        {"villages": []},
        {"villages": [("62052510", "短")]},
        {"villages": [("620525102202", "天河村")] * 2},
        {"years": (2012, 2013)},
        {"years": ()},
        {"villages": [("620525102202", "天河村")], "n": 10_000},
    ],
)
def test_it_refuses_what_no_registry_can_be_made_of(wrong):
    with pytest.raises(ValueError):
        next(households(**{"n": 5, "villages": villages(), **wrong}))


def test_it_gives_every_person_a_valid_identity_number_of_their_own():
    numbers = [person["identity"] for person in persons()]
    assert len(set(numbers)) == len(numbers)
    for person in persons():
        number = person["identity"]
        assert is_identity(number) and number.startswith("620525")
        assert number[6:14] == f"{person['born_on']:%Y%m%d}"
        assert (int(number[16]) % 2 == 1) == (person["sex"] == "male")


def test_it_marks_phones_and_accounts_as_nobodys():
    phones = [row.household["phone"] for row in registry() if row.household["phone"]]
    accounts = [row.household["account"] for row in registry()]
    assert len(set(phones)) == len(phones) and len(set(accounts)) == len(accounts)
    assert all(len(phone) == 11 and phone.startswith("154") for phone in phones)
    assert all(len(account) == 19 and account.startswith("000") for account in accounts)


def test_it_passes_the_rules_of_the_registry():
    for row in registry():
        columns = {name: value for name, value in row.household.items() if name != "village_id"}
        household = Household()
        fill(household, columns)
        require_household(household)
        head = None
        for columns in row.persons:
            person = Person()
            code, person.code = columns["code"], columns["code"]
            fill(person, columns)
            require_person(person, head)
            head = head or person
            assert code.startswith(household.code + "-")
        for columns in row.years:
            year = HouseholdYear()
            fill(year, columns)
            require_year(year)
            keep_income(year)
            assert year.income >= 0


def test_it_keeps_relations_and_ages_in_order():
    for row in registry():
        head, *others = row.persons
        assert head["relation"] == "head" and age(head) >= 22
        assert all(person["relation"] != "head" for person in others)
        assert sum(person["relation"] == "spouse" for person in others) <= 1
        for person in others:
            gap = age(head) - age(person)
            if person["relation"] in ("child", "parent"):
                assert abs(gap) >= 17 and (gap > 0) == (person["relation"] == "child")
            if person["relation"] in ("grandchild", "grandparent"):
                assert abs(gap) >= 34 and (gap > 0) == (person["relation"] == "grandchild")
            if person["relation"] in ("spouse", "child_in_law"):
                assert age(person) >= 20
            if person["relation"] == "spouse":
                assert person["sex"] != head["sex"]


def test_it_keeps_school_work_and_health_in_order():
    for person in persons():
        stage = person["school_stage"]
        assert not stage or age(person) in STAGES[stage]
        assert (person["disability_grade"] is not None) == (person["health"] == "disabled")
        assert bool(person["disability_kind"]) == (person["health"] == "disabled")
        if person["work_months"]:
            assert age(person) >= 16 and not stage and person["labour"] != "none"
            assert person["work_wage"] > 0 and person["work_place"] and person["work_found_by"]
        else:
            assert person["work_wage"] is None and not person["work_place"]


def test_it_draws_types_and_sizes_near_what_is_documented():
    rows = registry()
    types = Counter(row.household["type"] for row in rows)
    for name, share in SHARES.items():
        assert types[name] / len(rows) == pytest.approx(share, abs=3 * (share / len(rows)) ** 0.5)
    assert mean(len(row.persons) for row in rows) == pytest.approx(4.4, abs=0.15)
    ages = [age(person) for person in persons()]
    assert 0.20 < sum(years < 16 for years in ages) / len(ages) < 0.28
    assert 0.13 < sum(years >= 60 for years in ages) / len(ages) < 0.20
    assert max(ages) < 105


def test_it_gives_monitored_households_a_kind_and_causes_their_members_bear_out():
    for row in registry():
        household = row.household
        monitored = household["type"] == "monitored"
        assert bool(household["monitored_as"]) == bool(household["risk_causes"]) == monitored
        assert len(set(household["risk_causes"])) == len(household["risk_causes"]) <= 3
        if "disability" in household["risk_causes"]:
            assert any(person["health"] == "disabled" for person in row.persons)
        if "lack_of_labour" in household["risk_causes"]:
            assert not any(person["labour"] in ("normal", "skilled") for person in row.persons)


def test_it_gives_years_that_hang_together():
    for row in registry():
        assert [year["year"] for year in row.years] == [2021, 2022, 2023]
        for year in row.years:
            assert year["members"] == sum(age(person, year["year"]) >= 0 for person in row.persons)
            unchecked = {year[name] == "unchecked" for name in CHECKS}
            assert unchecked == {year["checked_on"] is None}
        earned = sum(person["work_months"] * (person["work_wage"] or 0) for person in row.persons)
        assert row.years[-1]["wages"] >= earned


def test_it_lets_incomes_grow_last_and_differ_by_type():
    heads = [[float(income(year)) / year["members"] for year in row.years] for row in registry()]
    first, _, last = zip(*heads, strict=True)
    assert mean(last) > mean(first) * 1.04
    ranks = [sorted(range(len(year)), key=year.__getitem__) for year in (first, last)]
    lowest = [set(rank[: len(rank) // 4]) for rank in ranks]
    assert len(lowest[0] & lowest[1]) / len(lowest[0]) > 0.6
    under = Counter(
        row.household["type"] for row, years in zip(registry(), heads, strict=True) if years[-1] < line_of(2023)
    )
    types = Counter(row.household["type"] for row in registry())
    assert under["general"] / types["general"] < 0.02 < under["monitored"] / types["monitored"]
