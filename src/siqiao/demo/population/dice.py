"""Chance from a counter: the same seed, place and number give the same draws on every machine.

Only raw 64-bit words of Philox are taken from numpy (their stream is promised to stay); every distribution is
made of them here in whole numbers, so neither numpy's version nor a machine's `exp` or `log` can change a row.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np

T = TypeVar("T")
WORD = 1 << 64
BLOCK = 256
HALF_BELL, BELL_SD = 131070, 37837  # mean and standard deviation of a sum of four 16-bit numbers
EXP_REACH = 600
EXP_UNIT = 1_000_000
# exp(k / 100) in millionths, by the decimal module: correctly rounded everywhere.
EXP = [int((Decimal(k) / 100).exp() * EXP_UNIT) for k in range(-EXP_REACH, EXP_REACH + 1)]


class Table(Generic[T]):
    """Values with whole-number weights, drawn by `Dice.draw`."""

    def __init__(self, pairs: Iterable[tuple[T, int]]) -> None:
        kept = tuple(pairs)
        self.values = tuple(value for value, _ in kept)
        self.ends = tuple(accumulate(weight for _, weight in kept))


class Dice:
    """One stream of draws: `seed` for the registry, `place` and `number` for whose stream it is."""

    __slots__ = ("_at", "_block", "_source")

    def __init__(self, seed: int, place: int, number: int) -> None:
        key = np.array([seed % WORD, place % WORD], dtype=np.uint64)
        counter = np.array([0, 0, 0, number % WORD], dtype=np.uint64)
        self._source = np.random.Philox(key=key, counter=counter)
        self._block: list[int] = []
        self._at = BLOCK

    def bits(self) -> int:
        """The next 64 bits."""
        if self._at == BLOCK:
            self._block = self._source.random_raw(BLOCK).tolist()
            self._at = 0
        word = self._block[self._at]
        self._at += 1
        return word

    def below(self, limit: int) -> int:
        """A whole number from 0 up to but not including the limit."""
        return (self.bits() * limit) >> 64

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + ((self.bits() * (high - low + 1)) >> 64)

    def chance(self, probability: float) -> bool:
        """True with a probability between 0 and 1."""
        return self.bits() < probability * WORD

    def pick(self, values: Sequence[T]) -> T:
        """One of the values, each as likely."""
        return values[(self.bits() * len(values)) >> 64]

    def draw(self, table: Table[T]) -> T:
        """One of a table's values by its weights."""
        mark = (self.bits() * table.ends[-1]) >> 64
        for value, end in zip(table.values, table.ends, strict=True):
            if mark < end:
                return value
        raise AssertionError("a mark lies below the last end")

    def bell(self) -> int:
        """Thousandths of a standard deviation, bell-shaped, within ±3.47 of them."""
        word = self.bits()
        total = (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48)
        return (total - HALF_BELL) * 1000 // BELL_SD

    def around(self, median: int, spread: int) -> int:
        """A log-normal whole number by its median and the spread of its logarithm in hundredths."""
        return scaled(median, self.bell() * spread // 1000)


def scaled(amount: int, hundredths: int) -> int:
    """An amount times exp(hundredths / 100), rounded down."""
    return amount * EXP[EXP_REACH + max(-EXP_REACH, min(EXP_REACH, hundredths))] // EXP_UNIT
