"""The synthetic registry: households of villages, their persons and their years."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from siqiao.demo.population.dice import Dice, Table
from siqiao.demo.population.families import gather
from siqiao.demo.population.hardship import befall
from siqiao.demo.population.homes import settle
from siqiao.demo.population.identities import Numbers
from siqiao.demo.population.incomes import years_of
from siqiao.demo.population.lives import live
from siqiao.demo.population.names import HAN, HUI, name_family
from siqiao.demo.population.rows import Family, HouseholdRow, Member, money
from siqiao.demo.population.work import go_to_work

TYPES = Table(
    [
        ("formerly_poor", 190),
        ("monitored", 25),
        ("minimum_living", 40),
        ("destitute", 8),
        ("general", 737),
    ]
)
HUI_SHARES = Table([(98, 60), (80, 12), (40, 8), (8, 20)])  # per cent Hui of a village
MOST_OF_A_VILLAGE = 9_999
SCHOOLS = {
    "preschool": "本村或邻村幼儿园",
    "primary": "本村或邻村小学",
    "junior": "本乡镇初级中学",
    "senior": "县城普通高中",
    "vocational": "中等职业学校",
    "college": "高等学校",
}


def households(
    n: int,
    *,
    seed: int = 2023,
    villages: Sequence[tuple[str, str]],
    years: Sequence[int] = (2021, 2022, 2023),
) -> Iterator[HouseholdRow]:
    """Yield `n` households spread over the villages (twelve-digit code, name), village by village.

    The same arguments give the same rows on every machine. A household hangs on seed, village and its running
    number there; only phone and identity numbers count on over the whole registry. Ages are those of the last
    day of the last year. Raises ValueError for arguments that no registry can be made of.
    """
    _require(n, villages, years)
    numbers, ordinal = Numbers(), 0
    for (village, _name), size in zip(villages, sizes(n, seed, villages), strict=True):
        mood = Dice(seed, int(village), 0)
        hui, groups = mood.draw(HUI_SHARES), mood.between(3, 8)
        for number in range(1, size + 1):
            ordinal += 1
            dice = Dice(seed, int(village), number)
            family = _family(dice, hui, max(years))
            family.home = settle(dice, family, groups=groups, ordinal=ordinal, before=datetime.date(min(years), 1, 1))
            yield _row(dice, family, f"{village}{number:04d}", village, years, numbers)


def sizes(n: int, seed: int, villages: Sequence[tuple[str, str]]) -> list[int]:
    """How many households each village has: by weights of 50 to 150, largest remainders first."""
    weights = [50 + Dice(seed, int(code), 0).below(101) for code, _ in villages]
    total = sum(weights)
    shares = [n * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(n * weights[place] % total), place))
    for place in order[: n - sum(shares)]:
        shares[place] += 1
    if max(shares) > MOST_OF_A_VILLAGE:
        raise ValueError(f"a village has at most {MOST_OF_A_VILLAGE} households: name more villages")
    return shares


def _require(n: int, villages: Sequence[tuple[str, str]], years: Sequence[int]) -> None:
    codes = [code for code, _ in villages]
    if n < 0 or not codes or len(set(codes)) < len(codes):
        raise ValueError("n is at least 0, and villages are named, each once")
    if not all(len(code) == 12 and code.isdecimal() for code in codes):
        raise ValueError("a village's code has twelve digits")
    if not years or len(set(years)) < len(years) or min(years) < 2013:
        raise ValueError("years are named, each once, none before 2013")


def _family(dice: Dice, hui: int, last_year: int) -> Family:
    """Members with names, lives and work; the causes of a monitored household."""
    household_type = dice.draw(TYPES)
    nation = HUI if dice.below(100) < hui else HAN
    family = Family(household_type, nation, gather(dice, household_type, last_year))
    name_family(dice, family)
    live(dice, family)
    go_to_work(dice, family)
    if household_type == "monitored":
        befall(dice, family)
    return family


def _row(dice: Dice, family: Family, code: str, village: str, years: Sequence[int], numbers: Numbers) -> HouseholdRow:
    household = {
        "village_id": village,
        "code": code,
        "type": family.type,
        "monitored_as": family.monitored_as,
        "risk_causes": family.causes,
        **family.home,
    }
    persons = [
        _person(member, f"{code}-{place:02d}", numbers.next(member), family.nation)
        for place, member in enumerate(family.members, start=1)
    ]
    return HouseholdRow(household, persons, years_of(dice, family, years))


def _person(member: Member, code: str, identity: str, nation: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": member.surname + member.given,
        "identity": identity,
        "sex": member.sex,
        "relation": member.relation,
        "born_on": member.born_on,
        "nation": nation,
        "education": member.education,
        "school_stage": member.stage,
        "school_name": SCHOOLS.get(member.stage, ""),
        "health": member.health,
        "disability_kind": member.disability_kind,
        "disability_grade": member.disability_grade,
        "labour": member.labour,
        "has_medical_insurance": member.insured,
        "has_pension": member.pension,
        "work_place": member.place,
        "work_industry": member.industry,
        "work_months": member.months,
        "work_wage": money(member.wage) if member.months else None,
        "work_found_by": member.found_by,
        "skills": member.skills,
    }
