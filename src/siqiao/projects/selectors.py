"""Reads of the projects that are more than one filter. Sums of many projects are one grouped query each."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, F, Max, Q, QuerySet, Sum, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core.money import ZERO, MoneyField, yuan
from siqiao.core.scope import Scope, prefix_q
from siqiao.funds.models import Purse, Transfer, unreversed
from siqiao.projects.models import (
    Asset,
    BenefitRule,
    BenefitShare,
    ChangeOrder,
    Contract,
    Distribution,
    Dividend,
    DividendPayment,
    Project,
    Risk,
)

POSTED, PENDING = Transfer.State.POSTED, Transfer.State.PENDING
PAYEE = Purse.Kind.PAYEE


def projects(scope: Scope) -> "QuerySet[Project]":
    """The projects of a sight, with what a list of them shows."""
    return scope.narrow(Project.objects.all()).select_related("region", "purse", "operator")


def assets(scope: Scope) -> "QuerySet[Asset]":
    rows = scope.narrow(Asset.objects.all())
    return rows.select_related("project", "region", "owner", "owner_household")


@dataclass(frozen=True)
class Sums:
    """What a project was promised, given, contracted and paid, in yuan. `waiting` is paid but not yet checked."""

    budget: Decimal = ZERO
    allocated: Decimal = ZERO
    contracted: Decimal = ZERO
    paid: Decimal = ZERO
    waiting: Decimal = ZERO

    @property
    def pay_rate(self) -> Decimal | None:
        return self.paid / self.allocated if self.allocated else None

    @property
    def owed(self) -> Decimal:
        """What the contracts still ask for."""
        return max(self.contracted - self.paid - self.waiting, ZERO)


def sums_of(scope: Scope, keys: Iterable[int] | None = None) -> dict[int, Sums]:
    """The sums of some projects (of all in sight where none are named): one query each for every kind of sum."""
    chosen = scope.narrow(Project.objects.all()) if keys is None else Project.objects.filter(pk__in=list(keys))
    rows = list(chosen.order_by().values_list("pk", "purse_id", "budget"))
    purses = [purse for _pk, purse, _budget in rows] if keys is not None else None
    pks = [pk for pk, _purse, _budget in rows] if keys is not None else None
    allocated, paid = _allocated(purses), _paid(purses, [POSTED])
    waiting, contracted = _waiting(purses), _contracted(pks)
    return {
        pk: Sums(
            yuan(budget or ZERO),
            allocated.get(purse, ZERO),
            contracted.get(pk, ZERO),
            paid.get(purse, ZERO),
            waiting.get(purse, ZERO),
        )
        for pk, purse, budget in rows
    }


def sums(scope: Scope, project: Project) -> Sums:
    return sums_of(scope, [project.pk])[project.pk]


def _allocated(purses: list[int] | None) -> dict[int, Decimal]:
    """Posted into project purses from programmes, less what went back to them."""
    into = _grouped("target", purses, Q(state=POSTED) & ~Q(source__kind=PAYEE))
    back = _grouped("source", purses, Q(state=POSTED) & ~Q(target__kind=PAYEE))
    return _less(into, back)


def _paid(purses: list[int] | None, states: list[str]) -> dict[int, Decimal]:
    """Out of project purses to payees, less refunds and reversals."""
    out = _grouped("source", purses, Q(state__in=states, target__kind=PAYEE))
    back = _grouped("target", purses, Q(state=POSTED, source__kind=PAYEE))
    return _less(out, back)


def _waiting(purses: list[int] | None) -> dict[int, Decimal]:
    return _grouped("source", purses, Q(state=PENDING, target__kind=PAYEE))


def _grouped(side: str, purses: list[int] | None, which: Q) -> dict[int, Decimal]:
    narrowed = Q(**{f"{side}__in": purses}) if purses is not None else Q(**{f"{side}__kind": Purse.Kind.PROJECT})
    rows = Transfer.objects.filter(narrowed & which).order_by().values_list(side)
    return dict(rows.annotate(total=Sum("amount")))


def _less(plus: dict[int, Decimal], minus: dict[int, Decimal]) -> dict[int, Decimal]:
    return {key: plus.get(key, ZERO) - minus.get(key, ZERO) for key in {*plus, *minus}}


def _contracted(pks: list[int] | None) -> dict[int, Decimal]:
    """Contracts and their change orders; a settled contract counts with what settlement allowed."""
    some = Q() if pks is None else Q(project__in=pks)
    amount = Case(When(settled_amount=None, then=F("amount")), default=F("settled_amount"), output_field=MoneyField())
    contracts = Contract.objects.filter(some).order_by().values_list("project").annotate(total=Sum(amount))
    changes = ChangeOrder.objects.filter(some, contract__isnull=False, contract__settled_amount=None)
    deltas = changes.order_by().values_list("project").annotate(total=Sum("amount_delta"))
    return _less(dict(contracts), {key: -total for key, total in deltas})


def ceiling_of(contract: Contract) -> Decimal:
    """What may be paid under a contract: its amount and changes, or what settlement allowed."""
    return with_changes(contract) if contract.settled_amount is None else yuan(contract.settled_amount)


def with_changes(contract: Contract) -> Decimal:
    """A contract's amount with its change orders."""
    return sum((yuan(order.amount_delta) for order in contract.changes.all()), yuan(contract.amount))


def paid_to(project: Project, organisation_id: int | None, *, besides: int | None = None) -> Decimal:
    """What a payee (None: everybody) got or is about to get out of a project's purse, less what it gave back."""
    payee = Q() if organisation_id is None else Q(target__organisation=organisation_id)
    giver = Q() if organisation_id is None else Q(source__organisation=organisation_id)
    rows = Transfer.objects.exclude(pk=besides) if besides else Transfer.objects.all()
    out = rows.filter(payee, source=project.purse_id, target__kind=PAYEE, state__in=[PENDING, POSTED])
    back = rows.filter(giver, target=project.purse_id, source__kind=PAYEE, state=POSTED)
    return _total(out) - _total(back)


def paid_under(contract: Contract) -> Decimal:
    """What was paid to a contract's payee under this contract: the ties where every payment has one,
    else all that the payee got (the payee's only contract in the project)."""
    alone = Contract.objects.filter(project=contract.project_id, contractor=contract.contractor_id).count() == 1
    if alone:
        return paid_to(contract.project, contract.contractor_id)
    tied = Transfer.objects.filter(contract_payment__contract=contract)
    live = tied.filter(state__in=[PENDING, POSTED])
    back = Transfer.objects.filter(state=POSTED, reverses__contract_payment__contract=contract)
    refunds = Transfer.objects.filter(
        unreversed(), state=POSTED, kind=Transfer.Kind.REFUND, document_number__in=live.values("number")
    )
    return _total(live) - _total(back) - _total(refunds)


def _total(rows: "QuerySet[Transfer]") -> Decimal:
    return rows.aggregate(total=Sum("amount"))["total"] or ZERO


def paid_out(project: Project) -> Decimal:
    """What was posted out of a project's purse to payees, less what they gave back."""
    return _paid([project.purse_id], [POSTED]).get(project.purse_id, ZERO)


def has_received_money(project: Project) -> bool:
    """Whether money of an allocation lies in or has passed through the project's purse."""
    rows = project.purse.incoming.filter(unreversed(), kind=Transfer.Kind.ALLOCATION, state=POSTED)
    return rows.exists()


def household_shown(scope: Scope, household: Any) -> str:
    """A household's code for people of the registry; the others read only that it is a household."""
    return household.code if scope.may("registry.view") else _("（农户）")


def owner_shown(scope: Scope, asset: Asset) -> str:
    return household_shown(scope, asset.owner_household) if asset.owner_household else asset.owner_name


def payee_shown(scope: Scope, share: BenefitShare) -> str:
    return household_shown(scope, share.household) if share.household else share.payee_name


# --- boards and pages ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Card:
    """One project on the board with its sums."""

    project: Project
    sums: Sums


@dataclass(frozen=True)
class Column:
    """One state on the board: how many projects are in it, and the first of them."""

    state: str
    count: int
    cards: list[Card]


def board(
    scope: Scope, *, year: int | None = None, purpose: str = "", words: str = "", most: int = 30
) -> dict[str, Column]:
    """Projects by state, at most so many each with their sums; the queries do not grow with the projects."""
    rows = projects(scope)
    if year:
        rows = rows.filter(year=year)
    if purpose:
        rows = rows.filter(purpose=purpose)
    if words:
        rows = rows.filter(Q(name__contains=words) | Q(code__contains=words))
    counts = dict(rows.order_by().values_list("state").annotate(count=Count("pk")))
    shown = {state: list(rows.filter(state=state)[:most]) for state in counts}
    figures = sums_of(scope, [project.pk for found in shown.values() for project in found])
    return {
        state: Column(state, counts[state], [Card(project, figures[project.pk]) for project in found])
        for state, found in shown.items()
    }


def years(scope: Scope) -> list[int]:
    return list(projects(scope).order_by("-year").values_list("year", flat=True).distinct())


def transfers_of(project: Project) -> "QuerySet[Transfer]":
    """Everything that came into or went out of a project's purse, the newest first."""
    both = Q(source=project.purse_id) | Q(target=project.purse_id)
    rows = Transfer.objects.filter(both).select_related("source", "target", "voucher", "contract_payment__contract")
    return rows.order_by("-on", "-id")


def allocations_to(project: Project) -> "QuerySet[Transfer]":
    """The money that was allocated to a project, in the order in which it came."""
    rows = Transfer.objects.filter(target=project.purse_id, kind=Transfer.Kind.ALLOCATION, state=POSTED)
    return rows.filter(unreversed()).select_related("source").order_by("on", "id")


def contracts_of(project: Project) -> list[tuple[Contract, Decimal, Decimal]]:
    """Contracts with what may be and what was paid under each."""
    rows = project.contracts.select_related("contractor", "project").prefetch_related("changes")
    return [(contract, ceiling_of(contract), paid_under(contract)) for contract in rows]


# --- dividends -------------------------------------------------------------------------------------------------


def _live() -> Q:
    """Payments of a dividend that count: posted and not reversed."""
    return Q(payments__transfer__state=POSTED) & unreversed("payments__transfer")


def dividends(scope: Scope) -> "QuerySet[Dividend]":
    """Dividends with `amount_paid` (by posted and unreversed transfers), `paid_on` and `status`."""
    rows = Dividend.objects.all()
    if not scope.is_whole_county:
        place = prefix_q("share__rule__project__region_id", scope.prefix)
        rows = rows.filter(place | prefix_q("share__collective__region_id", scope.prefix))
    paid = Sum("payments__transfer__amount", filter=_live(), default=ZERO, output_field=MoneyField())
    links = ("share__rule__project", "share__rule__payer", "share__collective", "share__household")
    rows = rows.annotate(amount_paid=paid, paid_on=Max("payments__transfer__on", filter=_live()))
    return rows.annotate(status=_status(timezone.localdate())).select_related(*links)


def _status(today: datetime.date) -> Case:
    """paid | overdue | part | due."""
    return Case(
        When(amount_paid__gte=F("amount_due"), then=Value("paid")),
        When(due_on__lt=today, then=Value("overdue")),
        When(amount_paid__gt=0, then=Value("part")),
        default=Value("due"),
        output_field=CharField(),
    )


def overdue_dividends(scope: Scope, today: datetime.date) -> "QuerySet[Dividend]":
    rows = dividends(scope).filter(due_on__lt=today)
    return rows.filter(Q(amount_paid__lt=F("amount_due"))).order_by("due_on", "id")


def dividend_sums(scope: Scope, keys: Iterable[int]) -> dict[int, tuple[Decimal, Decimal]]:
    """By project: all dividends due until today (or already paid), and paid."""
    keys = list(keys)
    due = Dividend.objects.filter(share__rule__project__in=keys).order_by()
    due_by = dict(due.values_list("share__rule__project").annotate(total=Sum("amount_due")))
    paid = _paid_dividends(Q(dividend__share__rule__project__in=keys), "dividend__share__rule__project")
    return {key: (due_by.get(key, ZERO), paid.get(key, ZERO)) for key in due_by}


@dataclass(frozen=True)
class YearLine:
    """A year's dividends of some rows, in yuan."""

    year: int
    due: Decimal
    paid: Decimal
    payees: int

    @property
    def owed(self) -> Decimal:
        return self.due - self.paid


def sums_by_year(rows: Iterable[Any]) -> list[YearLine]:
    """Dividends by year, the newest first."""
    by_year: dict[int, list[Any]] = {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row)
    return [
        YearLine(
            year,
            sum((row.amount_due for row in found), ZERO),
            sum((row.amount_paid for row in found), ZERO),
            len(found),
        )
        for year, found in sorted(by_year.items(), reverse=True)
    ]


def dividends_by_year(scope: Scope) -> list[tuple[int, Decimal, Decimal]]:
    """Year, due, paid."""
    field = "share__rule__project__region_id"
    rows = scope.narrow(Dividend.objects.all(), field).order_by()
    due = dict(rows.values_list("year").annotate(total=Sum("amount_due")))
    inside = Q() if scope.is_whole_county else prefix_q(f"dividend__{field}", scope.prefix)
    paid = _paid_dividends(inside, "dividend__year")
    return [(year, due[year], paid.get(year, ZERO)) for year in sorted(due)]


def _paid_dividends(which: Q, group: str) -> dict[Any, Decimal]:
    live = DividendPayment.objects.filter(which, unreversed("transfer"), transfer__state=POSTED).order_by()
    return dict(live.values_list(group).annotate(total=Sum("transfer__amount")))


@dataclass(frozen=True)
class CollectiveLine:
    """A payee collective's dividends and what it did with them, in yuan."""

    key: int
    name: str
    due: Decimal
    paid: Decimal
    distributed: Decimal

    @property
    def owed(self) -> Decimal:
        return self.due - self.paid


def by_collective(scope: Scope, *, year: int | None = None) -> list[CollectiveLine]:
    """Dividends due, paid and used by collective, the most owed first."""
    to_collectives = Dividend.objects.filter(share__collective__isnull=False)
    rows = scope.narrow(to_collectives, "share__collective__region_id").order_by()
    chosen = Q(year=year) if year else Q()
    due = rows.filter(chosen).values_list("share__collective", "share__collective__name")
    paid = _paid_dividends(Q(dividend__year=year) if year else Q(), "dividend__share__collective")
    used = Distribution.objects.filter(chosen, unreversed("transfer"), transfer__state=POSTED).order_by()
    used_by = dict(used.values_list("collective").annotate(total=Sum("transfer__amount")))
    lines = [
        CollectiveLine(key, name, total, paid.get(key, ZERO), used_by.get(key, ZERO))
        for key, name, total in due.annotate(total=Sum("amount_due"))
    ]
    return sorted(lines, key=lambda line: (-line.owed, line.name))


def benefit_rules_of(project: Project) -> "QuerySet[BenefitRule]":
    return project.benefit_rules.select_related("payer", "asset").annotate(payees=Count("shares"))


# --- what asks to be looked at ---------------------------------------------------------------------------------


def open_risks(scope: Scope) -> "QuerySet[Risk]":
    rows = Risk.objects.filter(closed_on=None).select_related("project")
    return scope.narrow(rows, "project__region_id")


def uninspected_assets(scope: Scope, before: datetime.date) -> "QuerySet[Asset]":
    """Assets in use that nobody has looked at since a day."""
    stale = Q(inspected_on__lt=before) | Q(inspected_on=None, registered_on__lt=before)
    return assets(scope).exclude(state=Asset.State.DISPOSED).filter(stale)


def investment_by_purpose(scope: Scope, year: int) -> list[tuple[str, int, Decimal]]:
    """Purpose, number of projects, approved money of a year."""
    rows = projects(scope).filter(year=year).exclude(state=Project.State.CANCELLED).order_by()
    grouped = rows.values_list("purpose").annotate(count=Count("pk"), total=Sum("budget"))
    return sorted(((p, n, total or ZERO) for p, n, total in grouped), key=lambda row: -row[2])
