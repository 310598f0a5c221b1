"""First in, first out over a purse's lots: pure arithmetic on fen, no database."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Lot:
    """An incoming transfer: how much came in, and how much of it has moved on (fen)."""

    key: int
    amount_fen: int
    spent_fen: int


@dataclass(frozen=True)
class Part:
    """So many fen taken from a lot at an offset, put into the outgoing amount at an offset."""

    lot: int
    lot_from: int
    out_from: int
    amount_fen: int


def take(lots: Iterable[Lot], amount_fen: int) -> list[Part]:
    """The parts that make up an outgoing amount, taken from the oldest lots first.

    Raises ValueError when the lots hold less than the amount.
    """
    parts: list[Part] = []
    taken = 0
    for lot in lots:
        if taken == amount_fen:
            break
        part = min(lot.amount_fen - lot.spent_fen, amount_fen - taken)
        if part > 0:
            parts.append(Part(lot.key, lot.spent_fen, taken, part))
            taken += part
    if taken != amount_fen:
        raise ValueError(f"lots hold {taken} fen of the {amount_fen} asked")
    return parts


Spans = list[tuple[int, int]]
"""Half-open intervals of fen, sorted and apart."""


def overlap(spans: Spans, start: int, end: int) -> Spans:
    """The part of the spans that lies in [start, end)."""
    return [(max(lo, start), min(hi, end)) for lo, hi in spans if lo < end and hi > start]


def shift(spans: Spans, by: int) -> Spans:
    return [(lo + by, hi + by) for lo, hi in spans]


def merge(spans: Spans) -> Spans:
    """Sorted, with touching neighbours joined."""
    joined: Spans = []
    for lo, hi in sorted(spans):
        if joined and lo <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(hi, joined[-1][1]))
        else:
            joined.append((lo, hi))
    return joined


def length(spans: Spans) -> int:
    """How many fen the spans cover."""
    return sum(hi - lo for lo, hi in spans)
