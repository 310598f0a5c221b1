"""Finding a person or a household by what somebody at the counter can say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from siqiao.core.personal import blind_index
from siqiao.core.scope import Scope, prefix_q
from siqiao.registry.identity import is_identity, tidy
from siqiao.registry.models import Household, Person
from siqiao.registry.selectors.households import households, persons

FOUND_MOST = 50


@dataclass(frozen=True)
class Found:
    """The persons found, at most FOUND_MOST, and whether there are more."""

    persons: Sequence[Person]
    is_cut: bool


def find_persons(scope: Scope, *, name: str = "", number: str = "", code: str = "", village: str = "") -> Found:
    """Living persons by the beginning of the name, a full identity or telephone number, household code, village.

    Numbers are found through the blind index only in full; all conditions hold together.
    """
    rows = persons(scope).filter(status=Person.Status.LIVING)
    if name:
        rows = rows.filter(prefix_q("name", name.strip()))
    if number:
        rows = _with_number(rows, tidy(number))
    if code:
        rows = rows.filter(prefix_q("code", code.strip()))
    if village:
        rows = rows.filter(prefix_q("village_id", village))
    first = list(rows.order_by("code")[: FOUND_MOST + 1])
    return Found(first[:FOUND_MOST], len(first) > FOUND_MOST)


def _with_number(rows: "QuerySet[Person]", number: str) -> "QuerySet[Person]":
    """Persons with an identity number, or of the households with a telephone or an account."""
    index = blind_index(number)
    if is_identity(number):
        return rows.filter(identity_index=index).exclude(identity_index="")
    by_phone = Household.objects.filter(phone_index=index).exclude(phone_index="").values_list("pk", flat=True)
    by_account = Household.objects.filter(account_index=index).exclude(account_index="").values_list("pk", flat=True)
    return rows.filter(household_id__in=[*by_phone[:FOUND_MOST], *by_account[:FOUND_MOST]])


def find_households(scope: Scope, words: str, limit: int) -> list[Household]:
    """Households by code, by a full number, or by the beginning of the head's name; for the search of the frame."""
    rows = households(scope).defer("phone", "account")
    number = tidy(words)
    if not number[:1].isdigit():
        return list(rows.filter(prefix_q("head_name", words)).order_by("head_name")[:limit])
    by_code = list(rows.filter(prefix_q("code", number)).order_by("code")[:limit])
    if by_code or len(number) < 8:
        return by_code
    members = _with_number(persons(scope).filter(status=Person.Status.LIVING), number)
    return list(rows.filter(pk__in=members.values("household_id")[:limit]))
