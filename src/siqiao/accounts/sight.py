"""Which western counties an account may work in, and which accounts an administrator manages."""

from typing import Any

from django.db.models import Q

from siqiao.core.pairing import counties_of, pairs_of
from siqiao.core.region_codes import prefix_of
from siqiao.core.scope import prefix_q

__all__ = ["counties_of", "managed_prefixes", "managed_q", "may_manage", "pairs_of"]


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
