"""Pairings: which eastern district works with which western county."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.models import CountyPair, Region
from siqiao.core.region_codes import prefix_of
from siqiao.core.regions import region_anywhere

FIRST_YEAR = 1996  # the year in which East–West collaboration began (handbook, section 1)


def add_pair(east: str, west: str, *, since_year: int, actor: Any) -> CountyPair:
    """Register a pairing by codes or names. Raises DomainError (region, level, year, a pairing that is there)."""
    sides = [region_anywhere(text) for text in (east, west)]
    for side in sides:
        if side.level != Region.Level.COUNTY:
            raise DomainError(_("“{name}”不是县级，结对是区县之间的。").format(name=side.name), code="level")
    if not FIRST_YEAR <= since_year <= 2100:
        raise DomainError(_("起始年度 {year} 不合理。").format(year=since_year), code="year")
    if CountyPair.objects.filter(east=sides[0], west=sides[1]).exists():
        raise DomainError(_("这一对已经登记过。"), code="pair_twice")
    with transaction.atomic():
        made = CountyPair.objects.create(east=sides[0], west=sides[1], since_year=since_year)
        audit.record(actor, "pair.added", made)
    return made


def counties_of(user: Any) -> list[str]:
    """Six-digit codes, the first the default. Empty for an account whose region has no pairing."""
    return list(dict.fromkeys(west for _east, west in pairs_of(user)))


def pairs_of(user: Any) -> list[tuple[str, str]]:
    """East and west (six digits) of every pairing that an account's region is part of."""
    own = prefix_of(user.region_code)
    pairs = CountyPair.objects.order_by("west_id", "east_id").values_list("east_id", "west_id")
    return [(east[:6], west[:6]) for east, west in pairs if _reaches(own, east) or _reaches(own, west)]


def _reaches(own: str, code: str) -> bool:
    return code.startswith(own) or own.startswith(code[:6])
