"""What age makes of a person: school, health, the ability to work, work away from home."""

from siqiao.demo.population.dice import Dice, Table
from siqiao.demo.population.rows import Family, Member

COMPULSORY = range(6, 15)  # primary 6–11, junior 12–14
FRAILTY = {"formerly_poor": 1.3, "monitored": 1.9, "minimum_living": 2.3, "destitute": 2.5}
DROPOUT = 0.002
KINDS = Table(
    [
        ("limbs", 42),
        ("hearing", 14),
        ("sight", 13),
        ("mind", 12),
        ("intellect", 10),
        ("speech", 4),
        ("multiple", 5),
    ]
)
LEVELS = ("none", "primary", "junior", "senior", "college")
GRADES = Table([(1, 14), (2, 27), (3, 31), (4, 28)])
TRADES = ("中式面点师（拉面）初级", "中式烹调师初级", "电工初级", "焊工初级", "砌筑工", "家畜饲养员", "汽车驾驶")


def live(dice: Dice, family: Family) -> None:
    """School, health and labour of every member."""
    for member in family.members:
        _school(dice, member, poor=family.type != "general")
        member.education = _education(dice, member)
        _health(dice, member, FRAILTY.get(family.type, 1.0))
        _labour(dice, member)
        if family.type == "destitute":
            member.labour = "none"
        if member.labour == "skilled":
            member.skills = dice.pick(TRADES)
        member.insured = dice.chance(0.998)
        member.pension = member.age >= 16 and not member.stage and dice.chance(0.93)


def stage_at(age: int) -> str:
    """The school stage of an age on the last day of the year, as far as the law obliges to it."""
    if age not in COMPULSORY:
        return ""
    return "primary" if age < 12 else "junior"


def _school(dice: Dice, member: Member, *, poor: bool) -> None:
    age, mark = member.age, dice.below(1000)
    if 3 <= age <= 5:
        member.stage = "preschool" if mark < 880 else ""
    elif age in COMPULSORY:
        member.dropped_out = dice.chance(DROPOUT * (2 if poor else 1))
        member.stage = "" if member.dropped_out else stage_at(age)
    elif 15 <= age <= 17:
        member.stage = "senior" if mark < 540 else "vocational" if mark < 880 else ""
    elif 18 <= age <= 21:
        member.stage = "college" if mark < 400 else ""


def _education(dice: Dice, member: Member) -> str:
    """The highest level finished."""
    finished = {"primary": "none", "junior": "primary", "senior": "junior", "vocational": "junior"}
    if member.stage:
        return {**finished, "preschool": "none", "college": "senior"}[member.stage]
    age, mark = member.age, dice.below(100)
    if age < 15:
        return "primary" if age >= 12 else "none"
    ends = _schooling_of(age)
    if member.sex == "female" and age >= 40:
        mark = mark * 3 // 4
    return next(level for level, end in zip(LEVELS, ends, strict=True) if mark < end)


def _schooling_of(age: int) -> tuple[int, ...]:
    """Cumulative per cent who finished no school, primary, junior, senior, college; by age."""
    if age < 22:
        return (0, 2, 64, 100, 100)
    if age < 36:
        return (1, 12, 62, 80, 100)
    if age < 50:
        return (8, 38, 84, 95, 100)
    return (30, 68, 93, 99, 100) if age < 65 else (58, 88, 98, 100, 100)


def _health(dice: Dice, member: Member, frailty: float) -> None:
    """Per thousand disabled, gravely ill, chronically ill by age, times the type's frailty."""
    age, mark = member.age, dice.below(1000)
    rates = (9, 2, 4) if age < 16 else (20, 4, 18) if age < 45 else (30, 11, 85) if age < 60 else (65, 22, 250)
    disabled, serious, chronic = (int(rate * frailty) for rate in rates)
    if mark < disabled:
        member.health = "disabled"
        member.disability_kind, member.disability_grade = dice.draw(KINDS), dice.draw(GRADES)
    elif mark < disabled + serious:
        member.health = "serious"
    elif mark < disabled + serious + chronic:
        member.health = "chronic"


def _labour(dice: Dice, member: Member) -> None:
    age, mark = member.age, dice.below(100)
    if age < 16 or member.stage or age >= 75 or member.health == "serious":
        member.labour = "none"
    elif member.health == "disabled":
        member.labour = "weak" if (member.disability_grade or 0) >= 3 and age < 65 else "none"
    elif age < 60:
        chronic = member.health == "chronic"
        member.labour = "weak" if chronic and mark < 55 else "skilled" if mark >= 85 else "normal"
    elif age < 68:
        member.labour = "normal" if mark < 25 else "weak" if mark < 80 else "none"
    else:
        member.labour = "weak" if mark < 35 else "none"
