"""Transfers by right: minimum living, support of the destitute, pensions, subsidies, aid to pupils, gifts."""

from siqiao.demo.population.dice import Dice, Table
from siqiao.demo.population.rows import Family

CLASSES = Table([(5_500, 18), (5_200, 34), (1_200, 30), (900, 18)])  # yuan a person and year by class
DESTITUTE, CARE = 7_200, (2_000, 10_000)
PENSION, PENSION_STEP = 1_500, 60
DISABLED_LIFE, DISABLED_CARE = 1_320, 1_320
LAND, FOREST = 100, 120  # yuan a mu
PUPILS = {"preschool": 1_000, "primary": 500, "junior": 625, "senior": 2_000, "vocational": 3_000}
GIFT = 3_000  # a year to an older person who lives without the children
RELIEF = (500, 10_000)


def allowance_of(dice: Dice, family: Family) -> int:
    """What a person of the household gets by minimum living or as destitute in the last year."""
    allowance, care = dice.draw(CLASSES), dice.between(*CARE)
    if family.type == "minimum_living":
        return allowance
    return DESTITUTE + care if family.type == "destitute" else 0


def received(dice: Dice, family: Family, year: int, back: int, allowance: int) -> int:
    """All transfers of a year, before the floor."""
    present = [member for member in family.members if member.age_in(year) >= 0]
    total = len(present) * allowance * max(80, 100 - 4 * back) // 100
    for member in present:
        if member.pension and member.age_in(year) >= 60:
            total += max(1_000, PENSION - PENSION_STEP * back)
        if member.disability_grade and member.disability_grade <= 2:
            total += DISABLED_CARE
        if member.disability_grade and family.type == "minimum_living":
            total += DISABLED_LIFE
        if family.type in ("formerly_poor", "monitored"):
            total += PUPILS.get(member.stage, 0) if member.age_in(year) >= 3 else 0
    total += int(family.home["cultivated_mu"] * LAND + family.home["forest_mu"] * FOREST)
    if min(member.age for member in present) >= 55 and family.type != "destitute":
        total += sum(dice.around(GIFT, 45) for _ in present)
    if family.monitored_as == "sudden_hardship" and not back:
        total += dice.between(*RELIEF)
    return total
