"""siqiao doctor: is this house sound, and if not, how is it mended?"""

import argparse
import os
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from siqiao.commands.house import (
    DONE,
    INPUT_AT_FAULT,
    InputFault,
    add_command,
    add_json,
    open_house,
    print_json,
    say,
    use_state_folder,
)
from siqiao.commands.serve import BEAT_FILE

FREE_BYTES_MIN = 1 << 30
SILENT_SECONDS_MAX = 60
MARKS = {"ok": "正常", "warning": "注意", "fault": "故障"}


@dataclass(frozen=True)
class Check:
    """One thing looked at: ok, warning or fault, and a sentence that says how to mend it."""

    name: str
    state: str
    message: str


def add(commands: Any) -> None:
    add_json(add_command(commands, "doctor", run, about="检查安装与数据，说明怎样修复"))


def run(args: argparse.Namespace) -> int:
    """Print every check; status 1 where one is a fault."""
    folder = use_state_folder(args)
    if not (folder / "keys.json").exists():
        raise InputFault(f"{folder} 里还没有数据。先运行 siqiao serve 或 siqiao demo，或用 --data 指明目录。")
    checks = list(_look(args, folder))
    if args.json:
        print_json({"checks": [asdict(check) for check in checks]})
    else:
        for check in checks:
            say(f"[{MARKS[check.state]}] {check.name}：{check.message}")
    return INPUT_AT_FAULT if any(check.state == "fault" for check in checks) else DONE


def _look(args: argparse.Namespace, folder: Path) -> Iterator[Check]:
    yield _python()
    yield _keys(folder / "keys.json")
    yield _disk(folder)
    open_house(args)
    database = _database()
    yield database
    if database.state == "ok":
        yield _migrations()
        yield _audit_head()
        yield _worker(folder / BEAT_FILE)
    yield _assets()


def _python() -> Check:
    return Check("Python", "ok", f"{sys.version.split()[0]}；SQLite {sqlite3.sqlite_version}")


def _keys(path: Path) -> Check:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return Check("密钥", "fault", f"{path} 别人也能读（{mode:o}）。请运行 chmod 600 {path}。")
    return Check("密钥", "ok", f"{path} 只有本人能读。请把它与数据库分开另存一份。")


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    text = f"剩余 {free / (1 << 30):.1f} GB"
    if not os.access(folder, os.W_OK):
        return Check("磁盘", "fault", f"{folder} 不能写。请改目录的权限。")
    if free < FREE_BYTES_MIN:
        return Check("磁盘", "warning", f"{text}，请清理或换大一些的磁盘。")
    return Check("磁盘", "ok", text)


def _database() -> Check:
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            if connection.vendor != "sqlite":
                cursor.execute("SELECT 1")
                return Check("数据库", "ok", f"{connection.vendor} 能连接。")
            cursor.execute("PRAGMA quick_check")
            answer = str(cursor.fetchone()[0])
    except DatabaseError as error:
        return Check("数据库", "fault", f"打不开：{error}。请从备份恢复（siqiao restore）。")
    if answer != "ok":
        return Check("数据库", "fault", f"文件已损坏：{answer}。请从备份恢复（siqiao restore）。")
    return Check("数据库", "ok", "SQLite 文件完好。")


def _migrations() -> Check:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return Check("表结构", "warning", f"有 {len(missing)} 步更新没有做，siqiao serve 启动时会做。")
    return Check("表结构", "ok", "与程序一致。")


def _audit_head() -> Check:
    from django.db import DatabaseError

    from siqiao.core.models import AuditEntry, AuditHead

    try:
        head, last = AuditHead.objects.first(), AuditEntry.objects.first()
    except DatabaseError as error:
        return Check("审计链", "warning", f"还读不到：{error}")
    if (head.number if head else 0) != (last.number if last else 0):
        return Check("审计链", "fault", "链尾与日志对不上，日志可能被删过。请运行 siqiao audit verify 看是哪一条。")
    return Check("审计链", "ok", f"共 {last.number if last else 0} 条，链尾对得上。全链核对用 siqiao audit verify。")


def _worker(beat: Path) -> Check:
    from siqiao.core.models import Job

    silent = time.time() - beat.stat().st_mtime if beat.exists() else None
    waiting = Job.objects.filter(state=Job.State.WAITING).count()
    busy = Job.objects.filter(state=Job.State.RUNNING).exists()
    if busy or (silent is not None and silent < SILENT_SECONDS_MAX):
        return Check("后台任务", "ok", f"在运行，等待的任务 {waiting} 个。")
    state = "warning" if waiting else "ok"
    return Check("后台任务", state, f"没有在运行，等待的任务 {waiting} 个；siqiao serve 启动后会处理。")


def _assets() -> Check:
    from django.contrib.staticfiles import finders

    missing = [name for name in ("vendor",) if finders.find(name) is None]
    if missing:
        return Check("页面资源", "fault", "样式与字体还没有取来，页面会没有样式。请运行 make demo。")
    return Check("页面资源", "ok", "样式、脚本与字体齐全。")
