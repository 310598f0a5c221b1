"""siqiao backup, siqiao restore: one file with database, keys and evidence, each with its checksum.

A backup is consistent while the house is being served: the database is copied through its own backup
interface, and evidence files are never changed once written.
"""

import argparse
import datetime
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from siqiao.commands.house import (
    DONE,
    InputFault,
    add_command,
    open_house,
    operator,
    require_file,
    require_prepared,
    say,
    use_state_folder,
)
from siqiao.commands.serve import SERVED_FILE

MANIFEST, KEYS, EVIDENCE = "manifest.json", "keys.json", "evidence"
SQLITE, POSTGRES = "siqiao.sqlite3", "siqiao.pgdump"
FORMAT = 1
SERVED_SECONDS = 10


def add(commands: Any) -> None:
    backup = add_command(commands, "backup", run_backup, about="备份数据库、密钥和佐证材料")
    backup.add_argument("file", metavar="FILE", help="备份文件，如 20261124.tar.gz")
    restore = add_command(commands, "restore", run_restore, about="从备份恢复")
    restore.add_argument("file", metavar="FILE", help="备份文件")
    restore.add_argument("--replace", action="store_true", help="目录里已有数据时，先移到一旁再恢复")


def run_backup(args: argparse.Namespace) -> int:
    """Write the file aside and put it in place when it is whole."""
    target = Path(args.file).resolve()
    if target.exists():
        raise InputFault(f"{target} 已经有了，不会覆盖。请换一个文件名。")
    if not target.parent.is_dir():
        raise InputFault(f"没有目录 {target.parent}。")
    folder = open_house(args)
    require_prepared()
    from siqiao.core import audit

    audit.record_event(operator(), "backup.made", target.name)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as aside:
        database = _copy_database(Path(aside))
        packed = Path(aside) / "packed"
        count = _pack(packed, database, folder)
        packed.replace(target)
    megabytes = target.stat().st_size / (1 << 20)
    say(f"已备份到 {target}：{count} 个文件，{megabytes:.1f} MB。内含密钥，请妥善保管。")
    return DONE


def _copy_database(aside: Path) -> Path:
    """A consistent copy, made while others write."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql":
        return _dump_postgres(aside / POSTGRES)
    copy = aside / SQLITE
    source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        source.close()
        target.close()
    return copy


def _dump_postgres(copy: Path) -> Path:
    if shutil.which("pg_dump") is None:
        raise InputFault("没有找到 pg_dump。请安装 PostgreSQL 的客户端工具再备份。")
    command = ["pg_dump", "--format=custom", f"--file={copy}", os.environ["DATABASE_URL"]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InputFault(f"pg_dump 没有完成：{done.stderr.strip()}")
    return copy


def _pack(packed: Path, database: Path, folder: Path) -> int:
    """Manifest first, then the files that it names; readable by the owner alone."""
    files = {database.name: database, KEYS: folder / KEYS, **_evidence(folder)}
    manifest = {
        "format": FORMAT,
        "made_at": datetime.datetime.now().astimezone().isoformat(),
        "database": database.name,
        "sha256": {name: _sha256(path) for name, path in files.items()},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    handle = os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w:gz", compresslevel=3) as archive:
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
        for name, path in files.items():
            archive.add(path, name, recursive=False)
        archive.close()
        out.flush()
        os.fsync(out.fileno())
    return len(files)


def _evidence(folder: Path) -> dict[str, Path]:
    """Stored files by their place in the archive; half-written ones lie outside the two-letter folders."""
    root = folder / EVIDENCE
    return {f"{EVIDENCE}/{path.parent.name}/{path.name}": path for path in sorted(root.glob("??/*")) if path.is_file()}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def run_restore(args: argparse.Namespace) -> int:
    """Unpack aside, prove every checksum, and only then put it in place of what is there."""
    source = require_file(args.file)
    folder = use_state_folder(args)
    is_taken = folder.exists() and any(folder.iterdir())
    if is_taken and not args.replace:
        raise InputFault(f"{folder} 里已有数据。加 --replace 会先把它移到一旁，再恢复备份。")
    if _is_served(folder):
        raise InputFault(f"{folder} 正在使用。请先停止 siqiao serve 再恢复。")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restore-") as aside:
        unpacked = Path(aside) / "state"
        manifest = _unpack(source, unpacked)
        _restore_postgres(unpacked, manifest)
        left = _put_in_place(folder, unpacked)
    say(f"已恢复到 {folder}：备份时间 {manifest['made_at']}，{len(manifest['sha256'])} 个文件核对无误。")
    if left:
        say(f"原来的数据在 {left}，确认无误后可以删除。")
    return DONE


def _is_served(folder: Path) -> bool:
    beat = folder / SERVED_FILE
    return beat.exists() and time.time() - beat.stat().st_mtime < SERVED_SECONDS


def _unpack(source: Path, unpacked: Path) -> dict[str, Any]:
    """The manifest, with every file it names unpacked and proven; InputFault for what does not fit."""
    unpacked.mkdir(mode=0o700)
    try:
        with tarfile.open(source) as archive:
            archive.extractall(unpacked, filter="data")
        manifest: dict[str, Any] = json.loads((unpacked / MANIFEST).read_text())
        expected: dict[str, str] = manifest["sha256"]
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError) as error:
        raise InputFault(f"{source} 不是完整的备份文件：{error}") from error
    if manifest.get("format") != FORMAT:
        raise InputFault(f"{source} 是更新的版本做的备份，请用同样新的程序恢复。")
    wrong = list(_differences(unpacked, expected))
    if wrong:
        raise InputFault(f"{source} 已损坏，没有恢复。不符的文件：" + "、".join(wrong[:5]))
    (unpacked / MANIFEST).unlink()
    (unpacked / KEYS).chmod(0o600)
    return manifest


def _differences(unpacked: Path, expected: dict[str, str]) -> Iterator[str]:
    found = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()} - {MANIFEST}
    yield from sorted(found ^ set(expected))
    for name in sorted(found & set(expected)):
        if _sha256(unpacked / name) != expected[name]:
            yield name


def _restore_postgres(unpacked: Path, manifest: dict[str, Any]) -> None:
    """Put a PostgreSQL dump into the database of DATABASE_URL."""
    if manifest["database"] != POSTGRES:
        return
    if "DATABASE_URL" not in os.environ or shutil.which("pg_restore") is None:
        raise InputFault("这是 PostgreSQL 的备份：恢复要有 DATABASE_URL 和 pg_restore。")
    command = ["pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner"]
    command += [f"--dbname={os.environ['DATABASE_URL']}", str(unpacked / POSTGRES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InputFault(f"pg_restore 没有完成，数据库没有改动：{done.stderr.strip()}")


def _put_in_place(folder: Path, unpacked: Path) -> Path | None:
    """The new state where the old one was; returns where the old one now lies, under its date."""
    left = None
    if folder.exists():
        left = folder.with_name(f"{folder.name}.before-{datetime.datetime.now():%Y%m%d-%H%M%S}")
        folder.rename(left)
    unpacked.rename(folder)
    if left is None or any(left.iterdir()):
        return left
    left.rmdir()
    return None
