"""What projects still need: told by the room above, shown beside the money that is not yet placed."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from siqiao.core.money import ZERO
from siqiao.core.scope import Scope


@dataclass(frozen=True)
class Need:
    """A project purse that may take money: its project, the approved budget, what it has received, in yuan."""

    purse_id: int
    title: str
    url: str
    budget: Decimal
    received: Decimal

    @property
    def missing(self) -> Decimal:
        return max(self.budget - self.received, ZERO)


Teller = Callable[[Scope], list[Need]]
_tellers: list[Teller] = []


def register_needs(teller: Teller) -> Teller:
    """A room above tells which purses wait for money."""
    _tellers.append(teller)
    return teller


def needs(scope: Scope) -> list[Need]:
    """Every need of a county, the largest gap first."""
    found = [need for teller in _tellers for need in teller(scope) if need.missing > 0]
    return sorted(found, key=lambda need: -need.missing)
