"""How large the house is that is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """A house: its registry, its transfers, and the purses that the transfers run between (a year, where named so)."""

    households: int
    transfers: int
    years: tuple[int, ...] = tuple(range(2014, 2024))
    givers: int = 40
    programmes: int = 20
    projects_a_year: int = 300
    payees: int = 2_000
    dividends_a_quarter: int = 500
    pending: int = 24
    seed: int = 2023

    @property
    def a_year(self) -> int:
        """Transfers of one year; the export of a year has so many rows."""
        return self.transfers // len(self.years)


FULL = Sizes(households=80_000, transfers=1_000_000)
SMALL = Sizes(
    households=800,
    transfers=10_000,
    givers=4,
    programmes=4,
    projects_a_year=20,
    payees=60,
    dividends_a_quarter=10,
)
TINY = Sizes(
    households=0,
    transfers=400,
    years=(2022, 2023),
    givers=2,
    programmes=2,
    projects_a_year=4,
    payees=6,
    dividends_a_quarter=2,
    pending=3,
)
