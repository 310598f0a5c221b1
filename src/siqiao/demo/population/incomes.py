"""A household's years: income by source with a lasting level of its own, shocks, and the floor that holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from siqiao.demo.population import spending, transfers
from siqiao.demo.population.checks import checks_of
from siqiao.demo.population.dice import Dice, scaled
from siqiao.demo.population.rows import Family, money
from siqiao.demo.population.work import WAGE_GROWTH

LINES = {2020: 5_000, 2021: 6_000, 2022: 6_500, 2023: 7_500, 2024: 8_000, 2025: 8_500}
CATTLE_PRICE = {2021: 15_500, 2022: 15_000, 2023: 12_500, 2024: 10_500}  # a head, sold young or grown
CATTLE_COST = {2021: 58, 2022: 60, 2023: 70, 2024: 78}  # per cent of the takings
USUAL_PRICE, USUAL_COST = 12_500, 68
LEVEL_SPREAD, YEAR_SPREAD, GROWTH = 26, 12, 6  # hundredths of the logarithm
HELD = {"general": 0.985, "formerly_poor": 0.97, "minimum_living": 0.95, "destitute": 1.0, "monitored": 0.55}
ODD_JOBS = 3_200  # yuan a year
LEAST_SHARE = 35  # per cent of the line below which nobody is left


@dataclass(frozen=True, slots=True)
class Standing:
    """What lasts over a household's years."""

    level: int  # hundredths of the logarithm of its business
    held: bool  # whether kin and relief keep it over the line
    floor: int  # per cent of the line at which they do
    allowance: int  # yuan a person by minimum living or as destitute
    odd_jobs: int  # yuan a year of each who works near home now and then


def line_of(year: int) -> int:
    """The monitoring line of a year; the nearest published one outside 2020–2025."""
    return LINES[min(max(year, min(LINES)), max(LINES))]


def years_of(dice: Dice, family: Family, years: Sequence[int]) -> list[dict[str, Any]]:
    """One row for each year, oldest first as asked."""
    standing = Standing(
        level=dice.bell() * LEVEL_SPREAD // 1000,
        held=dice.chance(HELD[family.type]),
        floor=dice.between(105, 130),
        allowance=transfers.allowance_of(dice, family),
        odd_jobs=dice.around(ODD_JOBS, 55) if dice.chance(0.5) else 0,
    )
    last = max(years)
    return [_year(dice, family, year, last - year, standing) for year in years]


def _year(dice: Dice, family: Family, year: int, back: int, standing: Standing) -> dict[str, Any]:
    members = sum(member.age_in(year) >= 0 for member in family.members)
    loss = spending.disaster_loss(dice, family, latest=not back)
    wages = _wages(dice, family, year, back, standing)
    gross, cost = _business(dice, family, year, back, standing.level, loss)
    owned = _property(dice, family)
    received = transfers.received(dice, family, year, back, standing.allowance)
    income = wages + gross - cost + owned + received
    received += _hold(dice, income, members * line_of(year), standing)
    amounts = {
        "wages": wages,
        "business_gross": gross,
        "business_cost": cost,
        "property_income": owned,
        "transfer_income": received,
        "medical_spending": spending.medical(dice, family, latest=not back),
        "schooling_spending": spending.schooling(dice, family, year),
        "disaster_loss": loss,
    }
    row: dict[str, Any] = {"year": year, "members": members}
    row.update((name, money(amount)) for name, amount in amounts.items())
    row.update(checks_of(dice, family, year, latest=not back))
    return row


def _wages(dice: Dice, family: Family, year: int, back: int, standing: Standing) -> int:
    """Months times wage of those who work away; odd jobs of those who could. The last year is the persons' own."""
    total = 0
    for member in family.members:
        if member.months and member.age_in(year) >= 16:
            months = member.months if not back else max(1, min(12, member.months + dice.between(-1, 1)))
            shift = 0 if not back else dice.bell() * YEAR_SPREAD // 1000 - WAGE_GROWTH * back
            total += months * scaled(member.wage, shift)
        elif member.labour in ("normal", "skilled") and member.age_in(year) >= 18:
            total += dice.around(standing.odd_jobs, YEAR_SPREAD)
    return total


def _business(dice: Dice, family: Family, year: int, back: int, level: int, loss: int) -> tuple[int, int]:
    """Takings and costs of crops, animals and a shop. A lost harvest takes its part of the crops."""
    shift = level + dice.bell() * YEAR_SPREAD // 1000 - GROWTH * back
    home = family.home
    crops = scaled(_tenths(home["cultivated_mu"]) * 110, shift) if _tills(family) else 0
    crops_cost = crops * dice.between(36, 46) // 100
    crops -= min(loss, crops * 8 // 10)
    cattle = scaled(home["cattle"] * CATTLE_PRICE.get(year, USUAL_PRICE) * 45 // 100, shift - level)
    small = scaled(home["sheep"] * 780 + home["poultry"] * 55, shift - level)
    shop = scaled(family.shop, shift)
    cost = crops_cost + cattle * CATTLE_COST.get(year, USUAL_COST) // 100
    cost += small * dice.between(48, 62) // 100 + shop * dice.between(64, 76) // 100
    if family.shock == "failed_business" and not back:
        cost += dice.between(8_000, 30_000)
    return crops + cattle + small + shop, cost


def _property(dice: Dice, family: Family) -> int:
    """The collective's dividend and the rent of land let; who cannot till lets all of it."""
    dividend = dice.between(200, 900) if dice.chance(0.62 if family.type != "general" else 0.28) else 0
    lets = dice.chance(0.25) or not _tills(family)
    return dividend + (_tenths(family.home["cultivated_mu"]) * dice.between(8, 16) if lets else 0)


def _tills(family: Family) -> bool:
    return any(member.labour != "none" for member in family.members)


def _hold(dice: Dice, income: int, line: int, standing: Standing) -> int:
    """Gifts of children away and relief that keep a household over the line, where it is held at all."""
    if standing.held and income < line * 103 // 100:
        return line * (standing.floor + dice.between(-2, 4)) // 100 - income
    if income < line * LEAST_SHARE // 100:
        return line * dice.between(LEAST_SHARE, 85) // 100 - income
    return 0


def _tenths(area: Decimal) -> int:
    return int(area * 10)
