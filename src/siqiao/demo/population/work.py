"""Work for a wage: who goes where, in what trade, how long, for how much."""

from siqiao.demo.population.dice import Dice, Table, scaled
from siqiao.demo.population.rows import Family, Member

HOME, PAIRED = "620525000000", "120116000000"
PLACES = Table(
    [
        (HOME, 22),
        ("620502000000", 8),  # Tianshui, Qinzhou
        ("620102000000", 9),  # Lanzhou, Chengguan
        ("610100000000", 11),  # Xi'an
        ("320100000000", 9),  # Nanjing
        ("310115000000", 6),  # Shanghai, Pudong
        ("330100000000", 7),  # Hangzhou
        ("440300000000", 5),  # Shenzhen
        ("320500000000", 6),  # Suzhou
        ("410100000000", 5),  # Zhengzhou
        ("510100000000", 4),  # Chengdu
        (PAIRED, 5),
    ]
)
TRADES_AWAY = Table([("餐饮", 56), ("建筑", 14), ("制造", 13), ("居民服务", 7), ("运输物流", 5), ("批发零售", 5)])
TRADES_HOME = Table([("餐饮", 22), ("建筑", 26), ("养殖", 16), ("种植", 12), ("帮扶车间", 10), ("乡村公益性岗位", 14)])
FOUND = Table([("kin", 50), ("self", 31), ("government", 11), ("agency", 7), ("collaboration", 1)])
FOUND_PAIRED = Table([("collaboration", 78), ("government", 10), ("kin", 12)])
WAGE_AWAY, WAGE_HOME, WAGE_SPREAD = 4_000, 2_600, 24
SKILL_BONUS = 22  # hundredths of the wage's logarithm
WAGE_GROWTH = 6  # hundredths a year
# Per cent of the odds of a job, and hundredths off the wage's logarithm, of households of each type.
TIES = {"formerly_poor": (95, 6), "monitored": (60, 16), "minimum_living": (48, 14)}
SOMEBODY_GOES = 0.85  # that a family whose draws left everybody at home still sends one
PUBLIC_POST = (500, 12)  # yuan a month, months: what weak labour of a helped household may get


def go_to_work(dice: Dice, family: Family) -> None:
    """Give members who can work a job with the odds of their sex and age."""
    share, shift = TIES.get(family.type, (100, 0))
    for member in family.workers:
        if dice.chance(_odds(member) * share / 100):
            _take_job(dice, member, shift)
    idle = not any(member.months for member in family.members)
    able = [member for member in family.workers if member.age <= 60]
    if idle and able and dice.chance(SOMEBODY_GOES * share / 100):
        _take_job(dice, able[0], shift)
    if family.type != "general":
        _public_post(dice, family)


def _odds(member: Member) -> float:
    if member.age > 60:
        return 0.15
    if member.sex == "male":
        return 0.78 if member.age < 46 else 0.60
    return 0.48 if member.age < 41 else 0.32


def _take_job(dice: Dice, member: Member, shift: int) -> None:
    member.place = HOME if member.age > 58 else dice.draw(PLACES)
    away = member.place != HOME
    member.industry = dice.draw(TRADES_AWAY if away else TRADES_HOME)
    if member.industry == "乡村公益性岗位":
        member.months, member.wage, member.found_by = 12, 800, "government"
        return
    member.months = dice.between(6, 11) if away else dice.between(3, 10)
    wage = scaled(dice.around(WAGE_AWAY if away else WAGE_HOME, WAGE_SPREAD), -shift)
    if member.labour == "skilled":
        wage = wage * (100 + SKILL_BONUS) // 100
    member.wage = max(1500, wage // 50 * 50)
    member.found_by = dice.draw(FOUND_PAIRED if member.place == PAIRED else FOUND)


def _public_post(dice: Dice, family: Family) -> None:
    """At most one village post for weak labour of a household under help."""
    weak = [member for member in family.members if member.labour == "weak" and member.age < 66]
    if weak and family.type != "destitute" and dice.chance(0.30):
        member = weak[0]
        member.place, member.industry, member.found_by = HOME, "乡村公益性岗位", "government"
        member.wage, member.months = PUBLIC_POST
