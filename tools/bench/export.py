"""Two processes that tell their own peak of memory: the export of a year's transfers, and the floor below it.

`python -m tools.bench.export ledger FOLDER OUT.xlsx YEAR` runs the job that a person's click on 导出 starts;
`python -m tools.bench.export floor OUT.xlsx ROWS` writes as many rows of the same cells out of a plain list.
"""

import argparse
import datetime
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

CELLS = (
    "2023-0000001",
    datetime.datetime(2023, 9, 4),
    "支付",
    "2023年项目0001",
    "收款单位0001",
    1234567.89,
    "PZ0000001",
    "已入账",
    "工程进度款",
)
FORMATS = {1: "yyyy-mm-dd", 5: "#,##0.00"}


def run(*arguments: Any) -> dict[str, Any]:
    """One of the two in a process of its own; what it told."""
    command = [sys.executable, "-m", "tools.bench.export", *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def peak_mb() -> float:
    """The most memory that this process has held.

    On Linux it is read where it begins anew with the program; `ru_maxrss` would still hold the parent's.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 1024


def tell(rows: int, started: float, out: Path) -> None:
    seconds = time.monotonic() - started
    result = {"rows": rows, "seconds": round(seconds, 2), "peak_mb": round(peak_mb(), 1)}
    print(json.dumps(result | {"file_mb": round(out.stat().st_size / 2**20, 2)}))


def ledger(folder: str, out: str, year: str) -> None:
    """The transfers of a year, by the worker's own function."""
    from siqiao.commands.house import open_house

    started = time.monotonic()
    open_house(argparse.Namespace(data=folder))
    from siqiao.accounts.models import User
    from siqiao.core import import_work, jobs
    from siqiao.core.models import Job
    from tools.bench.house import COUNTY

    owner = User.objects.get(username="west")
    query = f"on_from={year}-01-01&on_to={year}-12-31"
    jobs.start("ledger-export", title="bench", owner=owner, county=COUNTY, ledger="transfers", query=query)
    job = jobs.run_next()
    if job is None or Job.objects.get(pk=job.pk).state != Job.State.DONE:
        raise SystemExit("the export failed")
    written = import_work.export_path(job.pk)
    written.replace(out)
    tell(rows_in(Path(out)), started, Path(out))


def rows_in(path: Path) -> int:
    """How many rows of values a workbook has, without reading it whole."""
    import re
    import zipfile

    last = 0
    with zipfile.ZipFile(path) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
        tail = b""
        while block := sheet.read(2**20):
            for number in re.findall(rb'<row r="(\d+)"', tail + block):
                last = int(number)
            tail = block[-40:]
    return last - 1


def floor(out: str, rows: str) -> None:
    """The same cells with XlsxWriter alone."""
    import xlsxwriter

    started = time.monotonic()
    listed = [CELLS] * int(rows)
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        styles = {at: book.add_format({"num_format": text}) for at, text in FORMATS.items()}
        for number, row in enumerate(listed, start=1):
            for at, value in enumerate(row):
                sheet.write(number, at, value, styles.get(at))
    tell(len(listed), started, Path(out))


if __name__ == "__main__":
    {"ledger": ledger, "floor": floor}[sys.argv[1]](*sys.argv[2:])
