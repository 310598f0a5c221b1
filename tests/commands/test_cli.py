"""The command line as other programs see it: exit status, one JSON object, sentences in place of traces."""

import csv
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import openpyxl
import pytest


def siqiao(*words: object, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with the settings of real use."""
    environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "SIQIAO_DATA"}}
    command = [sys.executable, "-m", "siqiao.cli", *map(str, words)]
    if data is not None:
        command += ["--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with one administrator."""
    folder = tmp_path_factory.mktemp("house") / "var"
    done = siqiao("user", "add", "guanli", "--role", "admin", "--region", "620525", "--json", data=folder)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert (made["name"], made["role"], made["region"]) == ("guanli", "admin", "620525000000")
    assert made["password"]
    return folder


@pytest.mark.parametrize("words", [[], ["nosuch"], ["ledger"], ["user", "add", "x"], ["serve", "--port", "x"]])
def test_wrong_usage_is_two(words: list[str]) -> None:
    assert siqiao(*words).returncode == 2


def test_an_account_that_exists_is_at_fault(house: Path) -> None:
    done = siqiao("user", "add", "guanli", "--role", "admin", "--region", "620525", data=house)
    assert done.returncode == 1
    assert done.stderr.strip()


def test_an_unknown_region_is_at_fault(house: Path) -> None:
    done = siqiao("user", "add", "b", "--role", "admin", "--region", "没有的地方", data=house)
    assert (done.returncode, "没有的地方" in done.stderr) == (1, True)


def test_a_file_that_is_not_there() -> None:
    done = siqiao("ledger", "read", "/no/such.xlsx", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "/no/such.xlsx" in done.stderr


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"not a workbook")
    assert siqiao("ledger", "read", broken).returncode == 1


def test_it_accounts_for_every_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ["项目资金台账"],
        ["单位：万元"],
        ["序号", "项目", "金额"],
        [1, "牛场", 2200],
        [],
        ["合计", None, 2200],
    ]
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    done = siqiao("ledger", "read", tmp_path / "a.xlsx", "--json")
    answer = json.loads(done.stdout)
    assert answer["accounted"] == {
        "data": 1,
        "title": 1,
        "header": 1,
        "subtotal": 1,
        "blank": 1,
        "note": 1,
        "problem": 0,
    }
    assert answer["tables"][0]["headings"] == ["序号", "项目", "金额"]


def test_the_counts_add_up_for_real_tables(tmp_path: Path) -> None:
    """Two header lines with a merged group, a subtotal first, a remark last."""
    rows = [
        ["镇", "户数", "资金", ""],
        ["", "", "到户(元)", "到村(元)"],
        ["合计", "3", "9", "9"],
        ["恭门镇", "3", "9", "9"],
    ]
    rows.append(["填表人：办公室", "", "", ""])
    path = tmp_path / "b.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    answer = json.loads(siqiao("ledger", "read", path, "--json").stdout)
    assert sum(answer["accounted"].values()) == len(rows)
    assert answer["tables"][0]["headings"] == ["镇", "户数", "资金/到户(元)", "资金/到村(元)"]


def test_a_near_ledger_is_proposed(house: Path) -> None:
    done = siqiao("ledger", "template", "transfer", house.parent / "x.xlsx", data=house)
    assert done.returncode == 1
    assert "transfers" in done.stderr


def test_verify_counts_the_links(house: Path) -> None:
    done = siqiao("audit", "verify", "--json", data=house)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["findings"]) == (0, [])
    assert answer["links"] >= 1


def test_verify_names_what_does_not_fit(house: Path) -> None:
    with sqlite3.connect(house / "siqiao.sqlite3") as database:
        database.execute("UPDATE accounts_user SET post = '改过' WHERE username = 'guanli'")
    done = siqiao("audit", "verify", data=house)
    with sqlite3.connect(house / "siqiao.sqlite3") as database:
        database.execute("UPDATE accounts_user SET post = '' WHERE username = 'guanli'")
    assert (done.returncode, "post" in done.stdout) == (1, True)


def test_verify_without_a_house(tmp_path: Path) -> None:
    done = siqiao("audit", "verify", data=tmp_path / "empty")
    assert (done.returncode, "siqiao serve" in done.stderr) == (1, True)


def test_the_doctor_says_how_to_mend(house: Path) -> None:
    (house / "keys.json").chmod(0o644)
    done = siqiao("doctor", "--json", data=house)
    (house / "keys.json").chmod(0o600)
    faults = [check for check in json.loads(done.stdout)["checks"] if check["state"] == "fault"]
    assert done.returncode == 1
    assert any("chmod 600" in check["message"] for check in faults)


def test_a_port_in_use_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = siqiao("serve", "--port", taken.getsockname()[1], data=tmp_path / "var")
    assert (done.returncode, "--port" in done.stderr) == (1, True)


def test_serve_answers_works_and_stops(house: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "siqiao.cli", "serve", "--port", str(port), "--data", str(house)]
    server = subprocess.Popen(command, env=environment)
    try:
        assert _status(f"http://127.0.0.1:{port}/sign-in") == 200
        assert (house / "worker.beat").exists()
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=2)


def _status(address: str) -> int:
    """The answer's status, once the server is there."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5).status
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
