"""Region codes: twelve digits of GB/T 2260 and its township and village extension. Pure; no database.

Digits 1–2 are the province, 3–4 the city, 5–6 the county, 7–9 the township, 10–12 the village.
A prefix of 2, 4, 6, 9 or 12 digits stands for the region and everything below it.
"""

import csv
import gzip
import io
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple

LENGTHS = {"province": 2, "city": 4, "county": 6, "township": 9, "village": 12}
PACK = resources.files("siqiao") / "packs" / "regions"


class RegionRow(NamedTuple):
    """One region of the packed list; `parent` is empty for a province."""

    code: str
    name: str
    level: str
    parent: str


class AliasRow(NamedTuple):
    """Another name in use for a region, and where it comes from."""

    code: str
    alias: str
    note: str


def prefix_of(code: str) -> str:
    """The significant digits of a code: 620525000000 → 620525."""
    for length in (2, 4, 6, 9):
        if not code[length:].strip("0"):
            return code[:length]
    return code


def normalise(text: str) -> str:
    """A code of 2, 4, 6, 9 or 12 digits as twelve digits. ValueError with a sentence for anything else."""
    cleaned = text.strip()
    if not cleaned.isascii() or not cleaned.isdigit():
        raise ValueError(f"区划代码只含数字：{text!r}")
    if len(cleaned) not in LENGTHS.values():
        raise ValueError(f"区划代码是 2、4、6、9 或 12 位数字，{text!r} 有 {len(cleaned)} 位")
    return cleaned.ljust(12, "0")


def everyday(name: str) -> str:
    """The name people use: 天河村民委员会 → 天河村, 东关社区居民委员会 → 东关社区."""
    for official, short in (("村民委员会", "村"), ("社区居民委员会", "社区"), ("社区居委会", "社区"), ("村委会", "村")):
        if name.endswith(official):
            stem = name.removesuffix(official)
            return stem if stem.endswith(short) else stem + short
    return name


def read_regions() -> Iterator[RegionRow]:
    """Every region of the packed list, parents before children."""
    packed = gzip.decompress((PACK / "regions.csv.gz").read_bytes())
    return map(RegionRow._make, _rows(packed.decode()))


def read_aliases() -> Iterator[AliasRow]:
    """Other names of regions."""
    return map(AliasRow._make, _rows((PACK / "aliases.csv").read_text(encoding="utf-8")))


def _rows(text: str) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(text))
    next(rows)
    return rows
