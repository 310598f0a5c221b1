"""Reads of the money that are more than one filter. All sums are grouped queries over integers."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core.kept import kept
from siqiao.core.money import ZERO, MoneyField
from siqiao.core.scope import Scope
from siqiao.funds.models import Gift, HandOver, PlanLine, Purse, Statement, StatementLine, Transfer, unreversed

POSTED = Transfer.State.POSTED
EXPECTED_BY_MONTH = {4: Decimal("0.30"), 7: Decimal("0.60"), 10: Decimal("0.80"), 12: Decimal("1.00")}
"""The calendar's expectation of spending by the end of a month: sample values (handbook, section 2, [t])."""


@dataclass(frozen=True)
class YearFigures:
    """A year's money in yuan, and the rates between its figures (None where there is nothing).

    `brought` is what earlier years had received and not yet paid: it is spent in this year too.
    """

    planned: Decimal
    received: Decimal
    allocated: Decimal
    paid: Decimal
    brought: Decimal = ZERO

    @property
    def to_spend(self) -> Decimal:
        return self.brought + self.received

    @property
    def placed_rate(self) -> Decimal | None:
        return _rate(self.received, self.planned)

    @property
    def allocated_rate(self) -> Decimal | None:
        return _rate(self.allocated, self.received)

    @property
    def spent_rate(self) -> Decimal | None:
        return _rate(self.paid, self.to_spend)


def _rate(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole else None


def year_figures(scope: Scope, year: int, *, river: str = "") -> YearFigures:
    """Planned, received, allocated and paid (less refunds and reversals) of a year's money, by day of posting.

    With a river only what is planned and received is told: once inside, money bears no river.
    """
    return figures_of_years(scope, river=river).get(year) or YearFigures(ZERO, ZERO, ZERO, ZERO)


def figures_of_years(scope: Scope, *, river: str = "") -> dict[int, YearFigures]:
    """Every year with a plan or a movement; kept until something is written."""
    return kept(scope, f"money:{river}", lambda: _figures_of_years(river))


def _figures_of_years(river: str) -> dict[int, YearFigures]:
    plan = PlanLine.objects.filter(source__river=river) if river else PlanLine.objects.all()
    planned = dict(plan.order_by().values_list("year").annotate(total=Sum("amount")))
    moved = _moved_by_year(river)
    years = sorted(set(planned) | {year for _what, year in moved})
    found, brought = {}, ZERO
    for year in range(years[0], years[-1] + 1) if years else ():
        received, allocated, paid = (moved.get((what, year), ZERO) for what in (K.RECEIPT, K.ALLOCATION, K.PAYMENT))
        found[year] = YearFigures(planned.get(year, ZERO), received, allocated, paid, max(brought, ZERO))
        brought += received - paid
    return found


def _moved_by_year(river: str) -> dict[tuple[str, int], Decimal]:
    """Net sums by kind and year. The many plain movements are summed on one index, the few that take back apart."""
    posted = Transfer.objects.filter(state=POSTED).order_by().annotate(year=ExtractYear("on"))
    plain, back = posted.filter(kind__in=[K.RECEIPT, K.ALLOCATION, K.PAYMENT]), posted.filter(kind__in=TAKES_BACK)
    if river:
        plain = plain.filter(kind=K.RECEIPT, source__river=river)
        back = back.filter(reverses__kind=K.RECEIPT, target__river=river)
    sums = {(kind, year): total for kind, year, total in plain.values_list("kind", "year").annotate(t=Sum("amount"))}
    groups = back.values_list("kind", "reverses__kind", "source__kind", "year").annotate(t=Sum("amount"))
    for kind, reversed_kind, source_kind, year, total in groups:
        what = _taken_back(kind, reversed_kind, source_kind)
        if what:
            sums[what, year] = sums.get((what, year), ZERO) - total
    return sums


K = Transfer.Kind
TAKES_BACK = [K.REVERSAL, K.RETURN, K.REFUND]


def _taken_back(kind: str, reversed_kind: str | None, source_kind: str) -> str:
    """Which sum a movement lessens: what it reverses, a payment (refund), an allocation (return by a project)."""
    if kind == K.REVERSAL:
        return reversed_kind or ""
    if kind == K.REFUND:
        return K.PAYMENT
    return K.ALLOCATION if source_kind == Purse.Kind.PROJECT else ""


def _paid() -> Sum:
    return _net(Transfer.Kind.PAYMENT, less=Q(kind=Transfer.Kind.REFUND))


def _net(kind: str, *, less: Q | None = None) -> Sum:
    """The sum of a kind, less its reversals and what `less` names."""
    minus = Q(kind=Transfer.Kind.REVERSAL, reverses__kind=kind)
    if less is not None:
        minus |= less
    signed = Case(
        When(kind=kind, then=F("amount")),
        When(minus, then=F("amount") * Value(-1, output_field=IntegerField())),
        default=None,
        output_field=MoneyField(),
    )
    return Sum(signed)


@dataclass(frozen=True)
class MonthFigures:
    """Payments to the end of a month beside what the calendar expects of the money there is to spend."""

    month: int
    paid: Decimal
    paid_so_far: Decimal
    share: Decimal | None
    expected_share: Decimal


def execution_by_month(scope: Scope, year: int) -> list[MonthFigures]:
    """Twelve months of a year; one grouped query beside the year's figures."""
    to_spend = year_figures(scope, year).to_spend
    rows = (
        Transfer.objects.filter(state=POSTED, kind__in=[K.PAYMENT, K.REFUND, K.REVERSAL], on__year=year)
        .order_by()
        .annotate(month=ExtractMonth("on"))
        .values("month")
        .annotate(paid=_paid())
    )
    paid = {row["month"]: row["paid"] or ZERO for row in rows}
    months, so_far = [], ZERO
    for month in range(1, 13):
        so_far += paid.get(month, ZERO)
        share = _rate(so_far, to_spend)
        months.append(MonthFigures(month, paid.get(month, ZERO), so_far, share, expected_share(month)))
    return months


def expected_share(month: int) -> Decimal:
    """The calendar's expectation at the end of a month, on straight lines between its fixed points."""
    points = [(0, Decimal(0)), *sorted(EXPECTED_BY_MONTH.items())]
    for (before, low), (after, high) in pairwise(points):
        if month <= after:
            return low + (high - low) * (month - before) / (after - before)
    return Decimal(1)


@dataclass(frozen=True)
class Flow:
    """Money between two purses (or kinds of purse) in a year, net of reversals, in yuan."""

    source: Any
    target: Any
    amount: Decimal
    step: int = 0  # 0 receipt, 1 appropriation, 2 allocation, 3 payment


OTHERS = 0  # stands for all small ends together


def flows(scope: Scope, year: int, *, most: int = 12) -> list[Flow]:
    """The year's money from giver to treasury to programme to project to payee; small ends gathered as "其他"."""
    kinds = [Transfer.Kind.RECEIPT, Transfer.Kind.APPROPRIATION, Transfer.Kind.ALLOCATION, Transfer.Kind.PAYMENT]
    rows = (
        Transfer.objects.filter(unreversed(), state=POSTED, on__year=year, kind__in=kinds)
        .order_by()
        .values_list("kind", "source", "target")
        .annotate(total=Sum("amount"))
    )
    by_kind: dict[str, list[Flow]] = {}
    for kind, source, target, total in rows:
        by_kind.setdefault(kind, []).append(Flow(source, target, total, kinds.index(kind)))
    gathered = [flow for kind in kinds for flow in gather(by_kind.get(kind, []), most)]
    keys = {key for flow in gathered for key in (flow.source, flow.target)}
    names = dict(Purse.objects.filter(pk__in=keys - {OTHERS}).order_by().values_list("pk", "name"))
    names[OTHERS] = _("其他")
    return [Flow(names[f.source], names[f.target], f.amount, f.step) for f in gathered]


def gather(found: Iterable[Flow], most: int) -> list[Flow]:
    """The largest flows; the rest of each source as one flow to "其他"."""
    ordered = sorted(found, key=lambda flow: -flow.amount)
    kept, rest = ordered[:most], {}
    for flow in ordered[most:]:
        rest[flow.source, flow.step] = rest.get((flow.source, flow.step), ZERO) + flow.amount
    return kept + [Flow(source, OTHERS, amount, step) for (source, step), amount in rest.items()]


def purses(scope: Scope, kind: str) -> "QuerySet[Purse]":
    return scope.narrow(Purse.objects.filter(kind=kind)).select_related("region", "organisation")


def pending(scope: Scope) -> "QuerySet[Transfer]":
    """What waits for a second person, the oldest first."""
    waiting = Transfer.objects.filter(state=Transfer.State.PENDING)
    return waiting.select_related("source", "target", "voucher", "maker").order_by("on", "id")


def sent_back(scope: Scope, since: datetime.date) -> "QuerySet[Transfer]":
    """This person's own drafts that another has sent back since a day, the newest first."""
    mine = Transfer.objects.filter(maker=scope.user, state=Transfer.State.VOID, checker__isnull=False, on__gte=since)
    return mine.select_related("source", "target", "checker").order_by("-id")


def transfers_of(purse: Purse) -> "QuerySet[Transfer]":
    both = Transfer.objects.filter(Q(source=purse) | Q(target=purse))
    return both.select_related("source", "target", "voucher").order_by("-on", "-id")


@dataclass(frozen=True)
class PlacedLine:
    """A plan line beside what its source has given in that year."""

    line: PlanLine
    received: Decimal

    @property
    def share(self) -> Decimal:
        return self.received / self.line.amount


def plan_of(scope: Scope, year: int) -> list[PlacedLine]:
    """The year's plan; each source's receipts fill its lines in the order of their month."""
    lines = PlanLine.objects.filter(year=year).select_related("source").order_by("source_id", "month", "code")
    got = dict(
        Transfer.objects.filter(unreversed(), state=POSTED, kind=Transfer.Kind.RECEIPT, on__year=year)
        .order_by()
        .values_list("source")
        .annotate(total=Sum("amount"))
    )
    placed = []
    for line in lines:
        filled = min(got.get(line.source_id, ZERO), line.amount)
        got[line.source_id] = got.get(line.source_id, ZERO) - filled
        placed.append(PlacedLine(line, filled))
    return sorted(placed, key=lambda p: p.line.code)


def years(scope: Scope) -> list[int]:
    """Years with a plan or a transfer, the newest first."""
    planned = set(PlanLine.objects.order_by().values_list("year", flat=True).distinct())
    last = Transfer.objects.order_by("-on").values_list("on", flat=True).first()
    first = Transfer.objects.order_by("on").values_list("on", flat=True).first()
    moved = set(range(first.year, last.year + 1)) if first and last else set()
    return sorted(planned | moved, reverse=True)


def default_year(scope: Scope) -> int:
    """The newest year with a plan: later years may hold a last dividend only. Today's where there is none."""
    planned = PlanLine.objects.order_by("-year").values_list("year", flat=True).first()
    return planned or next(iter(years(scope)), timezone.localdate().year)


def figures_by_year(scope: Scope, until: int, *, count: int = 5, river: str = "") -> list[tuple[int, YearFigures]]:
    """The years up to one, the oldest first."""
    found = figures_of_years(scope, river=river)
    return [(year, found[year]) for year in range(until - count + 1, until + 1) if year in found]


def hand_over_lines(ceremony: HandOver) -> "QuerySet[Gift]":
    return ceremony.gifts.select_related("giver", "transfer").order_by("code")


@dataclass(frozen=True)
class StatementFigures:
    """How a statement stands: lines by finding, undecided ones."""

    matched: int
    differences: int
    undecided: int


def statement_figures(statement: Statement) -> StatementFigures:
    Finding = StatementLine.Finding
    counts = statement.lines.aggregate(
        matched=Count("id", filter=Q(finding=Finding.MATCHED)),
        differences=Count("id", filter=~Q(finding=Finding.MATCHED)),
        undecided=Count("id", filter=~Q(finding=Finding.MATCHED) & Q(decision="")),
    )
    return StatementFigures(**counts)


def idle_purses(scope: Scope, *, before: datetime.date) -> list[tuple[Purse, Decimal]]:
    """Programmes and projects holding money that came before a day and has not moved: audit's first question."""
    kinds = [Purse.Kind.TREASURY, Purse.Kind.PROGRAMME, Purse.Kind.PROJECT]
    holding = list(Purse.objects.filter(kind__in=kinds, balance__gt=0).order_by().values_list("pk", flat=True))
    rows = (
        Transfer.objects.filter(target__in=holding, spent__lt=F("amount"), state=POSTED, on__lt=before)
        .order_by()
        .values_list("target")
        .annotate(idle=Sum(F("amount") - F("spent"), output_field=MoneyField()))
    )
    idle = dict(rows)
    return [(purse, idle[purse.pk]) for purse in Purse.objects.filter(pk__in=idle).order_by("code")]
