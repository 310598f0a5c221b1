"""What the generator hands out, and what its parts hand each other."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(slots=True)
class HouseholdRow:
    """A household, its persons (the head first) and its years, each under the names of the model's columns."""

    household: dict[str, Any]
    persons: list[dict[str, Any]]
    years: list[dict[str, Any]]


@dataclass(slots=True)
class Member:
    """A person in the making; ages are full years on the last day of the last year."""

    relation: str
    sex: str
    age: int
    born_on: datetime.date
    surname: str = ""
    given: str = ""
    stage: str = ""
    dropped_out: bool = False
    education: str = ""
    health: str = "healthy"
    disability_kind: str = ""
    disability_grade: int | None = None
    labour: str = "none"
    place: str = ""
    industry: str = ""
    months: int = 0
    wage: int = 0
    found_by: str = ""
    skills: str = ""
    insured: bool = True
    pension: bool = False

    def age_in(self, year: int) -> int:
        """Full years on the last day of a year; below zero before birth."""
        return year - self.born_on.year


@dataclass(slots=True)
class Family:
    """A household in the making: what its parts know of one another."""

    type: str
    nation: str
    members: list[Member]
    monitored_as: str = ""
    causes: list[str] = field(default_factory=list)
    home: dict[str, Any] = field(default_factory=dict)
    shock: str = ""  # the cause behind a monitored household's hardship
    shop: int = 0  # gross takings a year of a shop or a restaurant of its own

    @property
    def workers(self) -> list[Member]:
        """Who can work in full."""
        return [member for member in self.members if member.labour in ("normal", "skilled")]


def money(yuan: int) -> Decimal:
    """Whole yuan as Decimal with two places."""
    return Decimal(yuan * 100).scaleb(-2)


def tenths(number: int) -> Decimal:
    """Tenths as Decimal with one place."""
    return Decimal(number).scaleb(-1)
