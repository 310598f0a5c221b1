"""The five guarantees of a year, in keeping with pupils, insurance, house and water."""

import datetime
from typing import Any

from siqiao.demo.population.dice import Dice
from siqiao.demo.population.lives import COMPULSORY
from siqiao.demo.population.rows import Family

HELD, OPEN, NOT_APPLICABLE, UNCHECKED = "held", "open", "not_applicable", "unchecked"
NAMES = ("food_and_clothing", "schooling", "medical", "housing", "water")
OVERLOOKED, HUNGRY = 0.012, 0.008  # general households not yet visited; monitored ones in want


def checks_of(dice: Dice, family: Family, year: int, *, latest: bool) -> dict[str, Any]:
    """What the visit of the autumn round found; nothing where nobody has called yet."""
    overlooked, day = dice.chance(OVERLOOKED), dice.below(90)
    hungry = dice.chance(HUNGRY) and family.type == "monitored"
    if latest and overlooked and family.type == "general":
        return {**dict.fromkeys(NAMES, UNCHECKED), "checked_on": None}
    return {
        "food_and_clothing": OPEN if hungry else HELD,
        "schooling": _schooling(family, year, latest=latest),
        "medical": HELD if all(member.insured for member in family.members) else OPEN,
        "housing": OPEN if family.home["house_grade"] in "CD" else HELD,
        "water": OPEN if family.home["water"] in ("carried", "none") else HELD,
        "checked_on": datetime.date(year, 9, 1) + datetime.timedelta(days=day),
    }


def _schooling(family: Family, year: int, *, latest: bool) -> str:
    obliged = [member for member in family.members if member.age_in(year) in COMPULSORY]
    if latest and any(member.dropped_out for member in obliged):
        return OPEN
    return HELD if obliged else NOT_APPLICABLE
