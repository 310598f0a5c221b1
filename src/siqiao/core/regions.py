"""Regions in the database: looked up by code, name or older name; loaded once from the packed list."""

from functools import lru_cache

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.models import Region, RegionAlias
from siqiao.core.region_codes import everyday, normalise, prefix_of, read_aliases, read_regions
from siqiao.core.scope import prefix_q


def load_regions() -> int:
    """Fill the two tables from `packs/regions`; returns the number of regions. Safe to call again."""
    listed = list(read_regions())
    rows = [Region(code=r.code, name=everyday(r.name), level=r.level, parent_id=r.parent or None) for r in listed]
    aliases = [RegionAlias(region_id=alias.code, name=alias.alias) for alias in read_aliases()]
    aliases += [RegionAlias(region_id=r.code, name=r.name) for r in listed if everyday(r.name) != r.name]
    with transaction.atomic():
        Region.objects.bulk_create(
            rows,
            batch_size=2000,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "level", "parent"],
        )
        RegionAlias.objects.bulk_create(aliases, ignore_conflicts=True)
    region_names.cache_clear()
    return len(rows)


def within(code: str) -> "QuerySet[Region]":
    """A region and everything below it."""
    return Region.objects.filter(prefix_q("code", prefix_of(code)))


@lru_cache(maxsize=64)
def region_names(county: str) -> dict[str, str]:
    """Names of a county, its townships and villages by code, for roll-ups that hold only codes."""
    return dict(Region.objects.filter(prefix_q("code", county)).values_list("code", "name"))


def find_region(text: str, *, county: str) -> Region:
    """The region of a county that a cell or a field means: a code, a name, an alias, or township and village.

    Raises DomainError when nothing fits, or when a village name stands in several townships.
    """
    cleaned = "".join(str(text).split()).replace("/", "")
    if cleaned.isdigit():
        return _by_code(cleaned, county)
    found = [region for region in _candidates(county) if cleaned in _names(region)]
    if len(found) == 1:
        return found[0]
    if found:
        choices = "、".join(f"{region.parent.name}{region.name}" for region in found[:6] if region.parent)
        raise DomainError(
            _("“{text}”在本县不止一处：{choices}。请写明乡镇。").format(text=text, choices=choices), code="region_many"
        )
    raise DomainError(_("本县区划名录中没有“{text}”。").format(text=text), code="region_unknown")


def region_anywhere(text: str) -> Region:
    """The region that a person means, anywhere in the country: a code, or a name that stands only once.

    Raises DomainError when nothing fits or several do.
    """
    cleaned = "".join(text.split())
    try:
        found = list(Region.objects.filter(code=normalise(cleaned)))
    except ValueError:
        found = list(suggest_regions(cleaned, exact=True)[:6])
    if len(found) == 1:
        return found[0]
    if found:
        choices = "、".join(f"{region.name}（{region.code}）" for region in found)
        raise DomainError(
            _("“{text}”不止一处：{choices}。请写代码。").format(text=text, choices=choices), code="region_many"
        )
    raise DomainError(_("区划名录中没有“{text}”。").format(text=text), code="region_unknown")


def suggest_regions(text: str, *, exact: bool = False) -> "QuerySet[Region]":
    """Regions whose code begins with a text or whose name or alias holds it (equals it, where exact)."""
    if text.isascii() and text.isdigit():
        return Region.objects.filter(prefix_q("code", text))
    match = "" if exact else "__contains"
    named = Q(**{f"name{match}": text}) | Q(**{f"aliases__name{match}": text})
    return Region.objects.filter(named).select_related("parent").distinct()


def _by_code(code: str, county: str) -> Region:
    try:
        region = Region.objects.filter(code=normalise(code)).first()
    except ValueError:
        region = None
    if region is None or not region.code.startswith(county):
        raise DomainError(_("区划代码 {code} 不在本县。").format(code=code), code="region_unknown")
    return region


@lru_cache(maxsize=16)
def _candidates(county: str) -> list[Region]:
    below = Region.objects.filter(prefix_q("code", county))
    return list(below.select_related("parent").prefetch_related("aliases"))


def _names(region: Region) -> set[str]:
    """Every way a region is written: own name, aliases, each also with its township before it."""
    own = {region.name, *[alias.name for alias in region.aliases.all()]}
    if region.level == "village":
        official = {f"{region.name}村民委员会", f"{region.name.removesuffix('村')}村委会"}
        own |= {everyday(name) for name in own} | official
    if region.level != "village" or region.parent is None:
        return own
    townships = {region.parent.name, *[a.name for a in RegionAlias.objects.filter(region_id=region.parent_id)]}
    return own | {f"{township}{name}" for township in townships for name in own}
