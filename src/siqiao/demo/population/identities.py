"""Identity numbers that are well formed and used once: a running number for each day of birth and sex."""

import datetime
from collections import defaultdict

from siqiao.demo.population.rows import Member
from siqiao.registry.identity import identity_check_digit

REGION = "620525"
PER_DAY = 500


class Numbers:
    """Hands out numbers; the only thing that one household's rows owe to the households before it."""

    def __init__(self) -> None:
        self._given: dict[tuple[datetime.date, str], int] = defaultdict(int)

    def next(self, member: Member) -> str:
        """The next number of a day and a sex: odd for men, even for women."""
        key = (member.born_on, member.sex)
        running = self._given[key]
        if running >= PER_DAY:
            raise ValueError(f"no identity number left for {member.born_on}: ask for fewer households")
        self._given[key] = running + 1
        number = running * 2 + (member.sex == "male")
        first = f"{REGION}{member.born_on:%Y%m%d}{number:03d}"
        return first + identity_check_digit(first)
