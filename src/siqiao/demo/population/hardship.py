"""Monitored households: kind, causes that their members bear out, and the shock behind a sudden hardship."""

from siqiao.demo.population.dice import Dice, Table
from siqiao.demo.population.rows import Family

KINDS = Table([("unstable_exited", 40), ("marginal", 38), ("sudden_hardship", 22)])
SUDDEN = Table([("illness", 48), ("accident", 20), ("disaster", 18), ("house", 4), ("wedding_or_funeral", 10)])
LATENT = Table([("unstable_work", 52), ("failed_business", 24), ("disaster", 17), ("other", 7)])  # no column shows


def befall(dice: Dice, family: Family) -> None:
    """Give a monitored household its kind, its shock and one to three causes."""
    family.monitored_as = dice.draw(KINDS)
    if family.monitored_as == "sudden_hardship":
        family.shock = dice.draw(SUDDEN)
        if family.shock == "illness":
            _fall_ill(dice, family)
        family.causes = [family.shock]
    borne_out = [cause for cause in _seen(family) if cause not in family.causes]
    if not family.causes and not borne_out:
        borne_out = [dice.draw(LATENT)]
    family.causes = (family.causes + borne_out)[:3]
    if not family.shock and family.causes[0] in ("disaster", "failed_business"):
        family.shock = family.causes[0]


def _fall_ill(dice: Dice, family: Family) -> None:
    """Somebody in the family is gravely ill and no longer works."""
    healthy = [member for member in family.members if member.health in ("healthy", "chronic")]
    if not healthy:
        return
    member = dice.pick(healthy)
    member.health, member.labour, member.skills = "serious", "none", ""
    member.place = member.industry = member.found_by = ""
    member.months = member.wage = 0


def _seen(family: Family) -> list[str]:
    """Causes that stand in the members' own columns."""
    stages = [member.stage for member in family.members]
    found = {
        "illness": any(member.health == "serious" for member in family.members),
        "disability": any((member.disability_grade or 9) <= 2 for member in family.members),
        "schooling": "college" in stages or stages.count("senior") + stages.count("vocational") > 1,
        "lack_of_labour": not family.workers,
    }
    return [cause for cause, seen in found.items() if seen]
