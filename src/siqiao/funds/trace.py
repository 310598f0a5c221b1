"""A yuan's journey: the walk over transfers, first in first out, in both directions, adding up to the fen.

Every fen of a transfer has a place in it, [0, amount); a `TransferPart` maps places of an incoming transfer to
places of an outgoing one. A journey follows a set of places level by level: one query a level, whatever its width.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from siqiao.core.money import from_fen, to_fen
from siqiao.funds import fifo
from siqiao.funds.models import Purse, Transfer, TransferPart

LEVELS_MOST = 40  # a part leads only to later transfers, so a walk ends; the bound guards a broken table
LEGS_MOST = 5_000


@dataclass(frozen=True)
class Leg:
    """The traced share of one transfer, `level` steps from the start."""

    level: int
    transfer: Transfer
    amount: Decimal


@dataclass(frozen=True)
class Rest:
    """Where traced money lies now (forward) or began (backward)."""

    purse: Purse
    amount: Decimal


@dataclass(frozen=True)
class Journey:
    """What was followed, the legs by level, and the ends; `total` of the ends equals `amount`, to the fen.

    `is_cut` tells that the walk met its bound of legs: the ends are then not complete, and the page says so.
    """

    start: Transfer
    direction: str  # forward | backward
    amount: Decimal
    legs: list[Leg]
    ends: list[Rest]
    is_cut: bool = False

    @property
    def total(self) -> Decimal:
        return sum((end.amount for end in self.ends), Decimal("0.00"))

    @property
    def adds_up(self) -> bool:
        return self.total == self.amount


@dataclass
class _Walk:
    """Places still to be followed (`frontier`), and what has been met."""

    frontier: dict[int, fifo.Spans]
    legs: list[Leg] = field(default_factory=list)
    ends: dict[int, int] = field(default_factory=dict)
    purses: dict[int, Purse] = field(default_factory=dict)

    def end(self, purse: Purse, fen: int) -> None:
        if fen:
            self.ends[purse.pk] = self.ends.get(purse.pk, 0) + fen
            self.purses[purse.pk] = purse

    def rests(self) -> list[Rest]:
        ordered = sorted(self.ends.items(), key=lambda item: -item[1])
        return [Rest(self.purses[key], from_fen(fen)) for key, fen in ordered]


def forward(start: Transfer) -> Journey:
    """Where the money of a posted transfer went, to the payees or the purses where it lies now."""
    return _follow(start, "forward", _step_forward)


def backward(start: Transfer) -> Journey:
    """Where the money of a posted transfer came from, to the sources where it began."""
    return _follow(start, "backward", _step_backward)


Step = Callable[[_Walk, dict[int, Transfer]], dict[int, fifo.Spans]]


def _follow(start: Transfer, direction: str, step: Step) -> Journey:
    walk = _Walk({start.pk: [(0, to_fen(start.amount))]})
    level = 0
    while walk.frontier and level < LEVELS_MOST and len(walk.legs) < LEGS_MOST:
        transfers = _load(list(walk.frontier))
        for key, spans in walk.frontier.items():
            walk.legs.append(Leg(level, transfers[key], from_fen(fifo.length(spans))))
        walk.frontier = {key: fifo.merge(spans) for key, spans in step(walk, transfers).items()}
        level += 1
    return Journey(start, direction, start.amount, walk.legs, walk.rests(), is_cut=bool(walk.frontier))


def _load(keys: list[int]) -> dict[int, Transfer]:
    rows = Transfer.objects.filter(pk__in=keys).order_by().select_related("source", "target", "voucher")
    return {row.pk: row for row in rows}


def _step_forward(walk: _Walk, transfers: dict[int, Transfer]) -> dict[int, fifo.Spans]:
    reached: dict[int, fifo.Spans] = {}
    for part in TransferPart.objects.filter(lot_id__in=list(walk.frontier)).order_by("lot_id", "lot_from"):
        first, last = to_fen(part.lot_from), to_fen(part.lot_from + part.amount)
        moved = fifo.overlap(walk.frontier[part.lot_id], first, last)
        if moved:
            reached.setdefault(part.out_id, []).extend(fifo.shift(moved, to_fen(part.out_from) - first))
    for key, spans in walk.frontier.items():
        transfer = transfers[key]
        lying = fifo.overlap(spans, to_fen(transfer.spent), to_fen(transfer.amount))
        walk.end(transfer.target, fifo.length(lying))
    return reached


def _step_backward(walk: _Walk, transfers: dict[int, Transfer]) -> dict[int, fifo.Spans]:
    reached: dict[int, fifo.Spans] = {}
    for part in TransferPart.objects.filter(out_id__in=list(walk.frontier)).order_by("out_id", "out_from"):
        first, last = to_fen(part.out_from), to_fen(part.out_from + part.amount)
        came = fifo.overlap(walk.frontier[part.out_id], first, last)
        if came:
            reached.setdefault(part.lot_id, []).extend(fifo.shift(came, to_fen(part.lot_from) - first))
    for key, spans in walk.frontier.items():
        if transfers[key].source.kind == Purse.Kind.SOURCE:
            walk.end(transfers[key].source, fifo.length(spans))
    return reached
