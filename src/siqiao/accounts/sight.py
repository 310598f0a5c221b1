"""Which western counties an account may work in, and which accounts an administrator manages."""

from typing import Any

from django.db.models import Q

from siqiao.core.models import CountyPair
from siqiao.core.region_codes import prefix_of
from siqiao.core.scope import prefix_q


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


def managed_prefixes(user: Any) -> list[str]:
    """The regions whose accounts an administrator manages: the own one, and both sides of its pairings."""
    own = prefix_of(user.region_code)
    if len(own) > 6:  # a township's administrator stays in the township
        return [own]
    return sorted({own, *(side for pair in pairs_of(user) for side in pair)})


def may_manage(user: Any, region_code: str) -> bool:
    return any(region_code.startswith(prefix) for prefix in managed_prefixes(user))


def managed_q(user: Any, field: str = "region_code") -> Q:
    """The condition on rows of regions that an administrator manages."""
    condition = Q(pk__in=[])
    for prefix in managed_prefixes(user):
        condition |= prefix_q(field, prefix)
    return condition
