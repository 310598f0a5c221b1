"""Places of the county: the 40 villages whose collectives share in the farm, chosen over all townships."""

from siqiao.core.region_codes import everyday, read_aliases, read_regions

COUNTY = "620525"
COLLECTIVES = 40
NAMED = ("恭门镇天河村", "闫家乡三友村", "闫家乡操场村")


def collectives() -> list[tuple[str, str]]:
    """Village code and the name of its collective: the villages of the visit first, then three of each township."""
    rows = [row for row in read_regions() if row.code.startswith(COUNTY)]
    townships = {row.code: row.name for row in rows if row.level == "township"}
    townships |= {row.code: row.alias for row in read_aliases() if row.code in townships}  # as the county writes it
    villages = [row for row in rows if row.level == "village" and "村民委员会" in row.name]
    by_name = {townships[row.parent] + everyday(row.name): row.code for row in villages}
    chosen = {name: by_name[name] for name in NAMED}
    for place in range(3):
        for township, title in townships.items():
            own = [row for row in villages if row.parent == township]
            if place < len(own) and len(chosen) < COLLECTIVES:
                chosen.setdefault(title + everyday(own[place].name), own[place].code)
    return [(code, f"{name}股份经济合作社") for name, code in chosen.items()][:COLLECTIVES]
