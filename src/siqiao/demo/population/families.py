"""Who lives together: seven shapes of family, grown from the mothers' ages at birth."""

import datetime

from siqiao.demo.population.dice import Dice, Table
from siqiao.demo.population.rows import Member

ORDINARY = Table(
    [
        ("couple_with_children", 32),
        ("with_parents", 25),
        ("with_married_child", 22),
        ("couple", 10),
        ("alone", 5),
        ("one_parent", 4),
        ("grandparents_with_grandchildren", 2),
    ]
)
FRAIL = Table(  # minimum living
    [
        ("couple_with_children", 20),
        ("with_parents", 22),
        ("with_married_child", 16),
        ("couple", 12),
        ("alone", 14),
        ("one_parent", 10),
        ("grandparents_with_grandchildren", 6),
    ]
)
DESTITUTE = Table([("alone", 82), ("couple", 18)])
SHAPES = {"minimum_living": FRAIL, "destitute": DESTITUTE}
BIRTHS = Table([(1, 15), (2, 46), (3, 30), (4, 9)])
INTERVALS = Table([(2, 5), (3, 4), (4, 2), (5, 1)])
FIRST_BIRTH = Table([(20, 2), (21, 4), (22, 5), (23, 5), (24, 4), (25, 3), (26, 2), (28, 2), (31, 1)])
HUSBAND_OLDER = Table([(-2, 1), (-1, 2), (0, 4), (1, 5), (2, 5), (3, 4), (4, 2), (6, 1)])
HUSBAND_HEADS, DAUGHTER_STAYS = 0.90, 0.12
LEAVES_AT = {"male": 29, "female": 25}
OLDEST = 97


class Circle:
    """A family in the making: adds members with a day of birth in the year their age asks for."""

    def __init__(self, dice: Dice, last_year: int) -> None:
        self.dice, self.last_year = dice, last_year
        self.members: list[Member] = []

    def add(self, relation: str, sex: str, age: int) -> Member:
        day = datetime.date(self.last_year - age, 1, 1) + datetime.timedelta(days=self.dice.below(365))
        self.members.append(Member(relation, sex, age, day))
        return self.members[-1]

    def any_sex(self) -> str:
        return "male" if self.dice.chance(0.515) else "female"


def gather(dice: Dice, household_type: str, last_year: int) -> list[Member]:
    """The members of one household, the head first."""
    circle = Circle(dice, last_year)
    shape = dice.draw(SHAPES.get(household_type, ORDINARY))
    if household_type == "destitute":
        _old_couple(circle, dice.between(62, 84), alone=shape == "alone")
    else:
        GROW[shape](circle)
    return circle.members


def _couple(circle: Circle, wife_age: int) -> tuple[int, int]:
    """Head and spouse; the ages of the wife and of the younger of the two."""
    dice = circle.dice
    husband_age = max(22, wife_age + dice.draw(HUSBAND_OLDER))  # the law's age of marriage
    pair = [("male", husband_age), ("female", wife_age)]
    if not dice.chance(HUSBAND_HEADS):
        pair.reverse()
    circle.add("head", *pair[0])
    circle.add("spouse", *pair[1])
    return wife_age, min(husband_age, wife_age)


def _births(circle: Circle, mother_age: int, most: int = 4) -> list[int]:
    """Ages of the children a mother of this age has had, the oldest first."""
    dice = circle.dice
    age = mother_age - dice.draw(FIRST_BIRTH)
    ages: list[int] = []
    for _ in range(min(most, dice.draw(BIRTHS))):
        if age >= 0:
            ages.append(age)
        age -= dice.draw(INTERVALS)
    return ages


def _children(circle: Circle, mother_age: int, relation: str = "child", most: int = 4) -> int:
    """Add the children still at home; how many they are."""
    ages = [(age, circle.any_sex()) for age in _births(circle, mother_age, most)]
    at_home = [(age, sex) for age, sex in ages if age <= LEAVES_AT[sex]]
    for age, sex in at_home:
        circle.add(relation, sex, age)
    return len(at_home)


def _couple_with_children(circle: Circle) -> None:
    _, younger = _couple(circle, circle.dice.between(25, 50))
    _children(circle, younger)


def _with_parents(circle: Circle) -> None:
    dice = circle.dice
    wife, younger = _couple(circle, dice.between(25, 50))
    _children(circle, younger)
    oldest = max(member.age for member in circle.members)
    mother = oldest + dice.draw(FIRST_BIRTH) + dice.below(5)
    father = mother + max(0, dice.draw(HUSBAND_OLDER))
    mother_lives, father_lives = _lives(dice, mother), _lives(dice, father)
    if mother_lives or not father_lives:
        circle.add("parent", "female", min(mother, OLDEST))
    if father_lives:
        circle.add("parent", "male", father)
    if mother_lives and mother <= 68 and dice.chance(0.10):
        circle.add("grandparent", "female", mother + dice.draw(FIRST_BIRTH))
    if wife < 40 and dice.chance(0.04):
        head = circle.members[0]
        circle.add("sibling", circle.any_sex(), max(18, head.age - dice.between(1, 8)))


def _with_married_child(circle: Circle) -> None:
    """An older couple (or the one who is left), a married child with a spouse, their children."""
    dice = circle.dice
    wife = dice.between(46, 76)
    husband = wife + max(0, dice.draw(HUSBAND_OLDER))
    wife_lives, husband_lives = _lives(dice, wife), _lives(dice, husband)
    if husband_lives:
        circle.add("head", "male", husband)
    if wife_lives or not husband_lives:
        circle.add("spouse" if husband_lives else "head", "female", wife)
    child = max(21, wife - dice.draw(FIRST_BIRTH) - dice.below(6))
    sex = "female" if dice.chance(DAUGHTER_STAYS) else "male"
    circle.add("child", sex, child)
    older = dice.draw(HUSBAND_OLDER)
    partner = max(21, child - older if sex == "male" else child + older)
    partner = min(partner, wife - 14)
    if dice.chance(0.12) and child >= 24:
        circle.add("child", circle.any_sex(), child - dice.between(3, 7))
    circle.add("child_in_law", "female" if sex == "male" else "male", partner)
    _children(circle, min(child, partner), "grandchild", most=3)


def _old_couple(circle: Circle, wife: int, *, alone: bool) -> None:
    """An older couple by themselves, or one person."""
    if alone:
        circle.add("head", "male" if circle.dice.chance(0.66) else "female", wife)
    else:
        _couple(circle, wife)


def _couple_alone(circle: Circle) -> None:
    newly_wed = circle.dice.chance(0.10)
    _couple(circle, circle.dice.between(22, 26) if newly_wed else circle.dice.between(50, 78))


def _alone(circle: Circle) -> None:
    _old_couple(circle, circle.dice.between(40, 84), alone=True)


def _one_parent(circle: Circle) -> None:
    dice = circle.dice
    age = dice.between(28, 46)
    circle.add("head", "male" if dice.chance(0.6) else "female", age)
    if not _children(circle, age):
        circle.add("child", circle.any_sex(), max(0, age - dice.between(22, 26)))


def _grandparents(circle: Circle) -> None:
    """Grandparents with the children of a couple that is away for good."""
    dice = circle.dice
    wife = dice.between(54, 74)
    if dice.chance(0.75):
        _couple(circle, wife)
    else:
        circle.add("head", "female", wife)
    for age in sorted((dice.between(3, 16) for _ in range(dice.between(1, 3))), reverse=True):
        circle.add("grandchild", circle.any_sex(), age)


def _lives(dice: Dice, age: int) -> bool:
    """Whether somebody who would be this old still lives: 98% at 50, 87% at 70, 42% at 84, none past 97."""
    return age <= OLDEST and dice.chance(max(0.0, 1 - 0.02 * (age / 50) ** 2 - max(0, age - 60) ** 2 / 1100))


GROW = {
    "couple_with_children": _couple_with_children,
    "with_parents": _with_parents,
    "with_married_child": _with_married_child,
    "couple": _couple_alone,
    "alone": _alone,
    "one_parent": _one_parent,
    "grandparents_with_grandchildren": _grandparents,
}
