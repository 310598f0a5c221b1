"""Counts of the registry by township and village: one grouped query, rolled up by code prefix."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Sum

from siqiao.core.money import FEN, ZERO
from siqiao.core.regions import region_names
from siqiao.core.scope import Scope
from siqiao.registry.models import Household, HouseholdYear

TOWNSHIP_DIGITS = 9


@dataclass
class RegionCount:
    """Households and persons of a region, by household type where asked."""

    code: str
    name: str
    households: int = 0
    persons: int = 0
    by_type: dict[str, int] = field(default_factory=dict)
    villages: list["RegionCount"] = field(default_factory=list)

    def add(self, kind: str, households: int, persons: int) -> None:
        """Count a group in."""
        self.households += households
        self.persons += persons
        self.by_type[kind] = self.by_type.get(kind, 0) + households

    @property
    def types(self) -> list[int]:
        """Counts in the order of Household.Type."""
        return [self.by_type.get(kind, 0) for kind in Household.Type.values]

    @property
    def linked_types(self) -> list[tuple[str, int]]:
        """Type and count, for links into the ledger."""
        return list(zip(Household.Type.values, self.types, strict=True))


def counts_by_township(scope: Scope) -> list[RegionCount]:
    """Open households and living persons of every township of this sight, its villages under it."""
    names = region_names(scope.county)
    rows = scope.narrow(Household.objects.filter(size__gt=0), "village_id")
    groups = rows.order_by("village_id").values_list("village_id", "type").annotate(Count("pk"), Sum("size"))
    townships: dict[str, RegionCount] = {}
    villages: dict[str, RegionCount] = {}
    for code, kind, households, persons in groups:
        above = code[:TOWNSHIP_DIGITS].ljust(12, "0")
        township = townships.setdefault(above, RegionCount(above, names.get(above, above)))
        if code not in villages:
            villages[code] = RegionCount(code, names.get(code, code))
            township.villages.append(villages[code])
        township.add(kind, households, persons)
        villages[code].add(kind, households, persons)
    return list(townships.values())


def total_of(townships: Sequence[RegionCount]) -> RegionCount:
    """The sum of townships, for a table's foot."""
    total = RegionCount("", "")
    for township in townships:
        total.persons += township.persons
        total.households += township.households
        for kind, households in township.by_type.items():
            total.by_type[kind] = total.by_type.get(kind, 0) + households
    return total


def counts(scope: Scope) -> tuple[int, int, dict[str, int]]:
    """Open households, living persons, and households by type; one query."""
    rows = scope.narrow(Household.objects.filter(size__gt=0), "village_id")
    groups = list(rows.order_by("type").values_list("type").annotate(Count("pk"), Sum("size")))
    by_type = {kind: households for kind, households, _persons in groups}
    return sum(by_type.values()), sum(persons for _kind, _households, persons in groups), by_type


def median_income(scope: Scope, year: int) -> tuple[Decimal | None, int]:
    """The median income per person in yuan over the households of a year, and how many they are.

    Read off the index (county, year, income per person); the middle two are averaged.
    """
    rows = scope.narrow(HouseholdYear.objects.filter(year=year), "household__village_id")
    count = rows.count()
    if count == 0:
        return None, 0
    ordered = rows.order_by("income_per_person").values_list("income_per_person", flat=True)
    middle = list(ordered[(count - 1) // 2 : count // 2 + 1])
    return (sum(middle, ZERO) / len(middle)).quantize(FEN), count


def is_synthetic(scope: Scope) -> bool:
    """Whether the county's registry holds made-up households: every page of it then says so."""
    return Household.objects.filter(is_synthetic=True).exists()
