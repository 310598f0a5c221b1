"""Pairings: which eastern district works with which western county."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.models import CountyPair, Region
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
