"""House, water, road, land and animals; the phone, the account and the helpers of a household."""

import datetime
from typing import Any

from siqiao.demo.population.dice import Dice, Table
from siqiao.demo.population.rows import Family, tenths

GRADES = {
    "general": Table([("A", 900), ("B", 94), ("C", 5), ("D", 1)]),
    "poor": Table([("A", 780), ("B", 204), ("C", 12), ("D", 4)]),
}
WATER = Table([("tap", 962), ("well", 31), ("carried", 6), ("none", 1)])
ROAD = Table([("paved", 86), ("gravel", 10), ("earth", 4)])
GROUPS = ("一组", "二组", "三组", "四组", "五组", "六组", "七组", "八组")
POSTS = ("驻村工作队队员岗", "村党支部书记岗", "村级网格员岗", "乡镇包村干部岗", "县直单位帮扶责任人岗")
UNITS = (
    "县农业农村局",
    "县教育局",
    "县卫生健康局",
    "县人力资源和社会保障局",
    "县住房和城乡建设局",
    "县水务局",
    "县民政局",
    "县交通运输局",
)
KEEPS_CATTLE, KEEPS_SHEEP, KEEPS_POULTRY, HAS_FOREST, HAS_SHOP = 0.30, 0.12, 0.38, 0.45, 0.05
PHONE_STEM, PHONE_STEP, PHONES = "154", 61_803_399, 100_000_000  # step and count share no factor
ACCOUNT_STEM = "000"


def settle(dice: Dice, family: Family, *, groups: int, ordinal: int, before: datetime.date) -> dict[str, Any]:
    """The household's own columns apart from code, village and type."""
    return {
        "group_name": GROUPS[dice.below(groups)],
        "phone": _phone(ordinal) if dice.chance(0.96) else "",
        "account": f"{ACCOUNT_STEM}{dice.below(10**16):016d}",
        "registered_on": min(before, _registered(dice, family)),
        **_house(dice, family),
        **_land(dice, family),
        **_animals(dice, family),
        **_helpers(dice, family),
    }


def _phone(ordinal: int) -> str:
    """Numbers that differ for a hundred million households, in a segment no carrier holds."""
    return f"{PHONE_STEM}{ordinal * PHONE_STEP % PHONES:08d}"


def _registered(dice: Dice, family: Family) -> datetime.date:
    """The poor of 2013–2015 in the rounds of registration, the others with the survey of 2018–2020."""
    poor = family.type == "formerly_poor" or family.monitored_as == "unstable_exited"
    start, days = (datetime.date(2013, 11, 1), 760) if poor else (datetime.date(2018, 3, 1), 1000)
    return start + datetime.timedelta(days=dice.below(days))


def _house(dice: Dice, family: Family) -> dict[str, Any]:
    poor = family.type != "general"
    grade = dice.draw(GRADES["poor" if poor else "general"])
    if family.shock == "house":
        grade = "C"
    newest = 2020 if grade in "AB" else 1998
    members = len(family.members)
    return {
        "house_grade": grade,
        "house_area": dice.between(40, 60) + dice.between(12, 24) * min(members, 7),
        "house_built_year": newest - dice.below(28 if grade == "A" else 36),
        "water": dice.draw(WATER),
        "road": dice.draw(ROAD),
        "has_power": True,
        "has_toilet": dice.chance(0.62 if poor else 0.71),
        "has_network": dice.chance(0.72 if poor else 0.84),
    }


def _land(dice: Dice, family: Family) -> dict[str, Any]:
    """Cultivated land by head, forest for some: tenths of a mu."""
    each = dice.around(19, 35)
    forest = dice.around(35, 60) if dice.chance(HAS_FOREST) else 0
    return {"cultivated_mu": tenths(each * len(family.members)), "forest_mu": tenths(forest)}


def _animals(dice: Dice, family: Family) -> dict[str, Any]:
    able = any(member.labour != "none" and member.age < 75 for member in family.members)
    cattle = dice.around(3, 70) if able and dice.chance(KEEPS_CATTLE) else 0
    sheep = dice.around(9, 70) if able and dice.chance(KEEPS_SHEEP) else 0
    poultry = dice.around(9, 50) if dice.chance(KEEPS_POULTRY) else 0
    if family.workers and family.type == "general" and dice.chance(HAS_SHOP):
        family.shop = max(30_000, dice.around(120_000, 55))
    return {"cattle": cattle, "sheep": sheep, "poultry": poultry}


def _helpers(dice: Dice, family: Family) -> dict[str, Any]:
    helped = family.type in ("formerly_poor", "monitored") or (family.type == "minimum_living" and dice.chance(0.5))
    post, unit = dice.pick(POSTS), dice.pick(UNITS)
    return {"helper_post": post if helped else "", "helper_unit": unit if helped else ""}
