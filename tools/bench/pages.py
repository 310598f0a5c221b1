"""What is measured: pages with the addresses asked in turn, chosen from the house, and the bound of each."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

SPREAD = 24  # addresses a page of records is asked under in turn

EMPTY, BARE = "empty", "bare"


@dataclass(frozen=True)
class Ask:
    """A request: GET, or POST where it has a form."""

    address: str
    server: str = "house"
    form: dict[str, str] | None = None


@dataclass(frozen=True)
class Page:
    """A page of the table. `bound` is in empty pages; for the empty page itself in bare views; None: shown only."""

    code: str
    title: str
    asks: tuple[Ask, ...]
    bound: float | None = 3.0


def pages() -> list[Page]:
    """Every page that is measured. Django is loaded over the house."""
    from django_scopes import scope as county_scope

    from tools.bench.house import COUNTY

    with county_scope(county=COUNTY):
        frame = [
            Page(BARE, "bare signed-in Django view", (Ask("/bare", "bare"),), None),
            Page(EMPTY, "empty page", _at("empty-page"), 6.0),
        ]
        return [
            *frame,
            *_lists(),
            *_records(),
            *_searches(),
            *_journeys(),
            Page("cockpit", "cockpit", _at("cockpit"), 5.0),
        ]


def _at(name: str, query: str = "", keys: Any = None) -> tuple[Ask, ...]:
    """The address of a name: alone, or one for each key."""
    from django.urls import reverse

    places = [[key] for key in keys] if keys is not None else [[]]
    return tuple(Ask(reverse(name, args=args) + query) for args in places)


def _lists() -> list[Page]:
    return [
        Page("transfers", "list: transfers", _at("transfers")),
        Page("households", "list: households", _at("households")),
        Page("persons", "list: persons", _at("persons")),
        Page(
            "transfers-filtered",
            "list: payments of a year",
            _at("transfers", "?kind=payment&state=posted&on_from=2023-01-01&on_to=2023-12-31"),
        ),
        Page("transfers-found", "list: transfers, words", _at("transfers", "?q=2023-00000")),
        Page("transfers-by-amount", "list: transfers by amount", _at("transfers", "?order=-amount")),
        Page("households-filtered", "list: households of a township", _at("households", "?village_id=620525102")),
        Page("households-typed", "list: monitored households", _at("households", "?type=monitored")),
        Page("persons-found", "list: persons, words", _at("persons", "?" + urlencode({"q": "马"}))),
    ]


def _records() -> list[Page]:
    from siqiao.funds.models import Purse, Transfer
    from siqiao.projects.models import Project
    from siqiao.registry.models import Household

    paid = Transfer.objects.filter(kind="payment", state="posted")
    treasury = Purse.objects.filter(kind="treasury")
    return [
        Page("transfer", "record: transfer", _at("transfer", keys=_spread(paid))),
        Page("treasury", "record: the treasury's purse", _at("purse", keys=_spread(treasury))),
        Page("purse", "record: a project's purse", _at("purse", keys=_spread(Purse.objects.filter(kind="project")))),
        Page("household", "record: household", _at("household", keys=_spread(Household.objects.all()))),
        Page("project", "record: project", _at("project", keys=_spread(Project.objects.all()))),
    ]


def _searches() -> list[Page]:
    from siqiao.registry.models import Person

    people = list(Person.objects.filter(pk__in=_spread(Person.objects.exclude(identity_index=""))))
    names, numbers = sorted({each.name[:2] for each in people}), [each.identity for each in people]
    person, frame = _at("person-search")[0].address, _at("search")[0].address
    return [
        Page("person-search", "search: a person", tuple(Ask(person, form={"name": name}) for name in names)),
        Page("person-number", "search: a person by number", tuple(Ask(person, form={"number": n}) for n in numbers)),
        Page("search", "search: frame, a name", tuple(Ask(f"{frame}?{urlencode({'q': n})}") for n in names)),
        Page("search-number", "search: frame, a number", _at("search", "?q=2023-0000123")),
    ]


def _journeys() -> list[Page]:
    from siqiao.funds.models import Transfer

    posted = Transfer.objects.filter(state="posted")
    receipts, paid = posted.filter(kind="receipt"), posted.filter(kind="payment")
    allocated = posted.filter(kind="allocation")
    return [
        Page("journey-back", "journey: of a payment, backward", _at("journey", "?direction=backward", _spread(paid))),
        Page("journey-project", "journey: of an allocation, forward", _at("journey", keys=_spread(allocated))),
        Page("journey", "journey: of a receipt, forward", _at("journey", keys=_spread(receipts))),
    ]


def _spread(rows: Any) -> list[int]:
    """Keys of records at even distances over a table."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return keys[:: max(1, len(keys) // SPREAD)][:SPREAD]
