"""The plan of the money: receipts → treasury → programmes → projects → payees → payees, in fen and days.

Pure integers, held in arrays, so that a million transfers need some hundred megabytes and a few seconds. Lots are
taken by the product's own `fifo.take`; what the tables must satisfy (`funds/proof.py`) follows from that.
"""

import datetime
import random
from array import array
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from siqiao.funds import fifo
from tools.bench.sizes import Sizes

KINDS = ("receipt", "appropriation", "allocation", "payment", "dividend")
RECEIPT, APPROPRIATION, ALLOCATION, PAYMENT, DIVIDEND = range(5)
# Days after the quarter's first on which a step happens: (from, so many days)
SPANS = {RECEIPT: (0, 20), APPROPRIATION: (20, 5), ALLOCATION: (25, 10), PAYMENT: (35, 45), DIVIDEND: (80, 9)}
KEEPS_EVERY = 20  # every so manieth project leaves a tenth of its money lying


@dataclass(frozen=True)
class PurseRow:
    """A purse to be opened."""

    kind: str
    code: str
    name: str
    year: int | None = None


@dataclass
class Parts:
    """Which fen of a lot became which fen of an outgoing transfer; lots and outs are places in the transfers."""

    lot: array = field(default_factory=lambda: array("q"))
    out: array = field(default_factory=lambda: array("q"))
    lot_from: array = field(default_factory=lambda: array("q"))
    out_from: array = field(default_factory=lambda: array("q"))
    amount: array = field(default_factory=lambda: array("q"))

    def add(self, out: int, part: fifo.Part) -> None:
        values = (part.lot, out, part.lot_from, part.out_from, part.amount_fen)
        for column, value in zip(self.columns, values, strict=True):
            column.append(value)

    @property
    def columns(self) -> tuple[array, ...]:
        return self.lot, self.out, self.lot_from, self.out_from, self.amount

    def __len__(self) -> int:
        return len(self.lot)


@dataclass(frozen=True)
class Promise:
    """A payment that waits for its second person."""

    source: int
    target: int
    amount: int
    day: int


class Money:
    """Purses, and the transfers between them as columns; a purse and a transfer are named by their place."""

    def __init__(self) -> None:
        self.purses: list[PurseRow] = []
        self.kind, self.source, self.target = array("b"), array("l"), array("l")
        self.amount, self.day = array("q"), array("l")
        self.spent, self.lot_number = array("q"), array("l")
        self.parts = Parts()
        self.promises: list[Promise] = []
        self.balance, self.reserved, self.lots_received = array("q"), array("q"), array("l")
        self._open: list[deque[int]] = []

    def __len__(self) -> int:
        return len(self.amount)

    def open(self, purse: PurseRow) -> int:
        """A new purse; returns its place."""
        self.purses.append(purse)
        for column in (self.balance, self.reserved, self.lots_received):
            column.append(0)
        self._open.append(deque())
        return len(self.purses) - 1

    def move(self, kind: int, source: int, target: int, amount: int, day: int) -> None:
        """A posted transfer, with the parts that tie it to what came into its source."""
        place = len(self)
        if kind != RECEIPT:
            self._spend(place, source, amount)
        self.balance[source] -= amount
        self.balance[target] += amount
        self.lots_received[target] += 1
        self._open[target].append(place)
        values = (kind, source, target, amount, day, 0, self.lots_received[target])
        columns = (self.kind, self.source, self.target, self.amount, self.day, self.spent, self.lot_number)
        for column, value in zip(columns, values, strict=True):
            column.append(value)

    def promise(self, source: int, target: int, amount: int, day: int) -> None:
        self.reserved[source] += amount
        self.promises.append(Promise(source, target, amount, day))

    def _spend(self, place: int, source: int, amount: int) -> None:
        lots = self._open[source]
        for part in fifo.take((fifo.Lot(lot, self.amount[lot], self.spent[lot]) for lot in lots), amount):
            self.parts.add(place, part)
            self.spent[part.lot] += part.amount_fen
        while lots and self.spent[lots[0]] == self.amount[lots[0]]:
            lots.popleft()


def plan(sizes: Sizes) -> Money:
    """The money of all years. The same sizes give the same plan."""
    return _Years(sizes).filled()


class _Years:
    """Fills the plan, quarter by quarter."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes, self.money, self.dice = sizes, Money(), random.Random(sizes.seed)
        add = self.money.open
        self.givers = [add(PurseRow("source", f"S{n:04d}", f"援助单位{n:02d}")) for n in range(1, sizes.givers + 1)]
        self.treasury = add(PurseRow("treasury", "G0001", "国库专户"))
        self.payees = [add(PurseRow("payee", f"P{n:05d}", f"收款单位{n:04d}")) for n in range(1, sizes.payees + 1)]

    def filled(self) -> Money:
        quarters = [(year, quarter) for year in self.sizes.years for quarter in range(4)]
        programmes: list[int] = []
        projects: list[int] = []
        for done, (year, quarter) in enumerate(quarters):
            if quarter == 0:
                programmes, projects = self._purses_of(year)
            first = datetime.date(year, 3 * quarter + 1, 1).toordinal()
            due = self.sizes.transfers * (done + 1) // len(quarters) - len(self.money)
            self._quarter(first, programmes, projects[quarter % 2 :: 2], due)
        self._promises(projects)
        return self.money

    def _purses_of(self, year: int) -> tuple[list[int], list[int]]:
        add, sizes = self.money.open, self.sizes
        programmes = [
            add(PurseRow("programme", f"Z{year}-{n:02d}", f"{year}年专项资金{n:02d}", year))
            for n in range(1, sizes.programmes + 1)
        ]
        projects = [
            add(PurseRow("project", f"X{year}-{n:04d}", f"{year}年项目{n:04d}", year))
            for n in range(1, sizes.projects_a_year + 1)
        ]
        return programmes, projects

    def _quarter(self, first: int, programmes: list[int], projects: list[int], due: int) -> None:
        """The quarter's transfers, `due` of them in all: the payments fill up what the other steps leave."""
        before = len(self.money)
        for _month in range(3):
            for giver in self.givers:
                self._move(RECEIPT, giver, self.treasury, self.dice.randrange(10_000_000, 90_000_000), first)
        self._share_out(APPROPRIATION, [self.treasury], programmes, first)
        self._share_out(ALLOCATION, programmes, projects, first)
        made = len(self.money) - before
        self._payments(projects, first, due - made - self.sizes.dividends_a_quarter)
        for payee in self._well_filled(self.sizes.dividends_a_quarter):
            self._move(DIVIDEND, payee, self._other(payee), max(1, self.money.balance[payee] // 50), first)

    def _share_out(self, kind: int, sources: list[int], targets: list[int], first: int) -> None:
        """Every source's whole balance, to the targets in turn (all of them, where there is one source)."""
        for place, source in enumerate(sources):
            mine = targets[place :: len(sources)] or targets[:1]
            for left, target in zip(range(len(mine), 0, -1), mine, strict=True):
                self._move(kind, source, target, self._share(self.money.balance[source], left), first)

    def _payments(self, projects: list[int], first: int, count: int) -> None:
        """So many payments, by day; a project's last one takes all it has, save where it leaves some lying."""
        turns = [projects[n % len(projects)] for n in range(count)]
        left = Counter(turns)
        spendable = {p: self._spendable(p) for p in projects}
        start, days = SPANS[PAYMENT]
        for n, project in enumerate(turns):
            amount = self._share(spendable[project], left[project])
            day = first + start + n * days // count
            self.money.move(PAYMENT, project, self.dice.choice(self.payees), amount, day)
            spendable[project] -= amount
            left[project] -= 1

    def _spendable(self, project: int) -> int:
        balance = self.money.balance[project]
        return balance * 9 // 10 if project % KEEPS_EVERY == 0 else balance

    def _share(self, whole: int, left: int) -> int:
        """An uneven share of a whole that `left` takers are still to share; the last takes the rest."""
        if left == 1:
            return whole
        even = whole // left
        if even < 2:
            raise ValueError(f"{whole} fen are too few for {left} takers")
        return self.dice.randrange(even // 2 + 1, even + even // 2 + 1)

    def _well_filled(self, count: int) -> Iterator[int]:
        """Payees that have something to give, in turn."""
        able = [payee for payee in self.payees if self.money.balance[payee] > 100]
        return (able[n % len(able)] for n in range(count))

    def _other(self, payee: int) -> int:
        found = self.dice.choice(self.payees)
        return found if found != payee else self.payees[self.payees.index(payee) - 1]

    def _move(self, kind: int, source: int, target: int, amount: int, first: int) -> None:
        start, days = SPANS[kind]
        self.money.move(kind, source, target, amount, first + start + len(self.money) % days)

    def _promises(self, projects: list[int]) -> None:
        """The last payments wait for their second person, out of the projects that have left some money lying."""
        day = self.money.day[-1]
        able = [p for p in projects if self.money.balance[p] > 100]
        for n in range(self.sizes.pending if able else 0):
            project = able[n % len(able)]
            free = self.money.balance[project] - self.money.reserved[project]
            self.money.promise(project, self.payees[n % len(self.payees)], max(1, free // 10), day)
