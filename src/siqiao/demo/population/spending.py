"""Spending that cannot be put off: medical bills out of pocket, schooling, losses by disaster."""

from siqiao.demo.population.dice import Dice
from siqiao.demo.population.rows import Family

BILLS = {"healthy": 240, "chronic": 1_900, "serious": 8_500, "disabled": 900}
BILL_SPREAD, SHOCK_BILL, SHOCK_CHANCE = 60, 14_000, 0.012
FEES = {
    "preschool": 1_600,
    "primary": 500,
    "junior": 900,
    "senior": 3_800,
    "vocational": 3_200,
    "college": 12_500,
}
FEE_SPREAD = 25
DISASTER_CHANCE, USUAL_LOSS, GREAT_LOSS, LOSS_SPREAD = 0.028, 2_600, 15_000, 55


def medical(dice: Dice, family: Family, *, latest: bool) -> int:
    """Bills by health; now and then a great one; always a great one behind a hardship by illness or accident."""
    total = sum(dice.around(BILLS[member.health], BILL_SPREAD) for member in family.members)
    if dice.chance(SHOCK_CHANCE) or (latest and family.shock in ("illness", "accident")):
        total += dice.around(SHOCK_BILL, BILL_SPREAD)
    return total


def schooling(dice: Dice, family: Family, year: int) -> int:
    """Fees, board and travel of those who are at school."""
    pupils = [member for member in family.members if member.stage and member.age_in(year) >= 3]
    return sum(dice.around(FEES[member.stage], FEE_SPREAD) for member in pupils)


def disaster_loss(dice: Dice, family: Family, *, latest: bool) -> int:
    """Hail, frost, floods: small and rare, great where a disaster is behind the hardship."""
    if latest and family.shock == "disaster":
        return dice.around(GREAT_LOSS, LOSS_SPREAD)
    return dice.around(USUAL_LOSS, LOSS_SPREAD) if dice.chance(DISASTER_CHANCE) else 0
