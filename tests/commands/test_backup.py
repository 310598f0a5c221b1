"""Backup and restore: one file, proven before anything is put in place, the old state left aside."""

import shutil
import sqlite3
import tarfile
from pathlib import Path

import pytest

from tests.commands.test_cli import siqiao


def add_account(name: str, folder: Path) -> None:
    done = siqiao("user", "add", name, "--role", "admin", "--region", "620525", data=folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with one account and one stored file."""
    folder = tmp_path_factory.mktemp("made") / "var"
    add_account("guanli", folder)
    stored = folder / "evidence" / "ab"
    stored.mkdir(parents=True)
    (stored / ("ab" + "0" * 62)).write_bytes(b"%PDF-1.4")
    return folder


@pytest.fixture
def house(made: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return Path(shutil.copytree(made, tmp_path / "var"))


def names(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "siqiao.sqlite3") as database:
        return [name for (name,) in database.execute("SELECT username FROM accounts_user ORDER BY username")]


def test_it_comes_back_as_it_was(house: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.tar.gz"
    assert siqiao("backup", file, data=house).returncode == 0
    assert file.stat().st_mode & 0o077 == 0
    add_account("later", house)
    done = siqiao("restore", file, "--replace", data=house)
    assert done.returncode == 0, done.stderr
    assert names(house) == ["guanli"]
    assert (house / "evidence" / "ab" / ("ab" + "0" * 62)).read_bytes() == b"%PDF-1.4"
    assert siqiao("audit", "verify", data=house).returncode == 0
    (left,) = tmp_path.glob("var.before-*")
    assert names(left) == ["guanli", "later"]


def test_it_restores_into_an_empty_place(house: Path, tmp_path: Path) -> None:
    siqiao("backup", tmp_path / "b.tar.gz", data=house)
    assert siqiao("restore", tmp_path / "b.tar.gz", data=tmp_path / "new").returncode == 0
    assert names(tmp_path / "new") == ["guanli"]


def test_it_refuses_a_folder_that_is_taken(house: Path, tmp_path: Path) -> None:
    siqiao("backup", tmp_path / "b.tar.gz", data=house)
    done = siqiao("restore", tmp_path / "b.tar.gz", data=house)
    assert (done.returncode, "--replace" in done.stderr) == (1, True)


def test_it_refuses_to_overwrite_a_file(house: Path, tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_bytes(b"precious")
    assert siqiao("backup", tmp_path / "b.tar.gz", data=house).returncode == 1
    assert (tmp_path / "b.tar.gz").read_bytes() == b"precious"


def test_a_damaged_backup_changes_nothing(house: Path, tmp_path: Path) -> None:
    file, damaged = tmp_path / "b.tar.gz", tmp_path / "d.tar.gz"
    siqiao("backup", file, data=house)
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path / "open", filter="data")
    (tmp_path / "open" / "keys.json").write_text("{}")
    with tarfile.open(damaged, "w:gz") as archive:
        for part in ("manifest.json", "keys.json", "siqiao.sqlite3", "evidence"):
            archive.add(tmp_path / "open" / part, part)
    done = siqiao("restore", damaged, "--replace", data=house)
    assert (done.returncode, "keys.json" in done.stderr) == (1, True)
    assert names(house) == ["guanli"]
    assert not list(tmp_path.glob("var.before-*"))


def test_a_file_that_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"nothing")
    assert siqiao("restore", tmp_path / "x", data=tmp_path / "var").returncode == 1
