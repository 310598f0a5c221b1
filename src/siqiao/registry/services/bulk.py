"""Many households at once: a made-up county is loaded in seconds, as the services would have written it.

Identity numbers, ages and families are the generator's to get right; tables' own constraints still hold, and a row
written here equals the same row written by `register_household`, `add_person` and `record_year`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core import audit
from siqiao.core.scope import Scope
from siqiao.registry.identity import birth_of, sex_of
from siqiao.registry.models import Household, HouseholdYear, Person
from siqiao.registry.services.years import keep_income
from siqiao.registry.validation import fill

BATCH_HOUSEHOLDS = 2_000
LINKS = ("village_id",)


class AnyRow(Protocol):
    """What a generator yields: the shape of a HouseholdRow, whoever defines it."""

    household: dict[str, Any]
    persons: list[dict[str, Any]]
    years: list[dict[str, Any]]


@dataclass
class HouseholdRow:
    """A household with its persons and years as plain columns, named as the models name them.

    `household`: `village_id` (twelve digits), `code`, and any editable column (`type`, `monitored_as`, `phone`,
    `account`, `registered_on`, `risk_causes` …). `persons`: editable columns of Person (`name`, `identity`,
    `relation`, `born_on`, `sex` …; the last two are read from the identity number where left out), exactly one
    with `relation` "head"; their codes are the household's code and a running number. `years`: `year` and editable
    columns of HouseholdYear in yuan (Decimal); `members` is the household's size unless told.
    """

    household: dict[str, Any]
    persons: list[dict[str, Any]]
    years: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Loaded:
    """How many rows of each table were written."""

    households: int = 0
    persons: int = 0
    years: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.households + other.households, self.persons + other.persons, self.years + other.years)


def load_households(
    scope: Scope, batches: Iterable[AnyRow], *, say: Callable[[str], None] = lambda text: None
) -> Loaded:
    """Write made-up households, BATCH_HOUSEHOLDS in a transaction, each with one link of the audit chain.

    `batches` is read lazily, so a county needs no more memory than one batch; `say` is told the count so far.
    Raises ValueError for a row without exactly one head.
    """
    rows, total = iter(batches), Loaded()
    while batch := list(islice(rows, BATCH_HOUSEHOLDS)):
        total += _load(scope, batch)
        say(_("已装入 {households} 户、{persons} 人").format(households=total.households, persons=total.persons))
    return total


def _load(scope: Scope, batch: list[AnyRow]) -> Loaded:
    today = timezone.localdate()
    households = [_household(scope.county, row, today) for row in batch]
    persons: list[Person] = []
    years: list[HouseholdYear] = []
    with transaction.atomic():
        Household.objects.bulk_create(households)  # tells the keys that the other two refer to
        for household, row in zip(households, batch, strict=True):
            persons.extend(_persons(household, row))
            years.extend(_years(household, row))
        Person.objects.bulk_create(persons)
        HouseholdYear.objects.bulk_create(years)
        title = _("{first} 至 {last}").format(first=households[0].code, last=households[-1].code)
        written = chain(households, persons, years)
        audit.record_bulk(scope.user, "registry.loaded", Household, written, county=scope.county, title=title)
    return Loaded(len(households), len(persons), len(years))


def _household(county: str, row: AnyRow, today: Any) -> Household:
    heads = [person for person in row.persons if person["relation"] == Person.Relation.HEAD]
    if len(heads) != 1:
        raise ValueError(f"household {row.household.get('code')} has {len(heads)} heads")
    columns = {name: value for name, value in row.household.items() if name not in LINKS}
    household = Household(
        county=county,
        village_id=row.household["village_id"],
        head_name=heads[0]["name"],
        size=len(row.persons),
        is_synthetic=True,
    )
    fill(household, {"registered_on": today} | columns)
    return household


def _persons(household: Household, row: AnyRow) -> Iterator[Person]:
    for number, columns in enumerate(row.persons, start=1):
        person = Person(
            county=household.county,
            household=household,
            village_id=household.village_id,
            code=f"{household.code}-{number:02d}",
        )
        fill(person, columns)
        if person.identity:
            person.born_on = person.born_on or birth_of(person.identity)  # type: ignore[assignment]
            person.sex = person.sex or sex_of(person.identity)
        yield person


def _years(household: Household, row: AnyRow) -> Iterator[HouseholdYear]:
    for columns in row.years:
        year = HouseholdYear(county=household.county, household=household, members=household.size)
        fill(year, columns)
        keep_income(year)
        yield year
