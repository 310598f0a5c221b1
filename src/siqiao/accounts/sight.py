"""Which western counties an account may work in: its own, those under it, or those its district is paired with."""

from typing import Any

from siqiao.core.models import CountyPair
from siqiao.core.region_codes import prefix_of


def counties_of(user: Any) -> list[str]:
    """Six-digit codes, the first the default. Empty for an account whose region has no pairing."""
    own = prefix_of(user.region_code)
    counties: list[str] = []
    for east, west in CountyPair.objects.order_by("west_id").values_list("east_id", "west_id"):
        reaches_west = west.startswith(own) or own.startswith(west[:6])
        reaches_east = east.startswith(own) or own.startswith(east[:6])
        if (reaches_west or reaches_east) and west[:6] not in counties:
            counties.append(west[:6])
    return counties
