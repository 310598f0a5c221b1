"""What every command shares: the state folder, Django, and how a command ends."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

DONE, INPUT_AT_FAULT, USAGE = 0, 1, 2

Run = Callable[[argparse.Namespace], int]


class InputFault(Exception):
    """The input is at fault: a sentence with what, where and how to mend it. Ends a command with status 1."""


def add_command(commands: Any, name: str, run: Run, *, about: str, state: bool = True) -> argparse.ArgumentParser:
    """A subcommand; one that touches state takes `--data`."""
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(run=run)
    if state:
        parser.add_argument("--data", metavar="DIR", help="状态目录（默认 SIQIAO_DATA 或 ./var）")
    return parser


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")


def use_state_folder(args: argparse.Namespace) -> Path:
    """The folder of `--data`, told to everything that is loaded afterwards."""
    if getattr(args, "data", None):
        os.environ["SIQIAO_DATA"] = str(Path(args.data).resolve())
    from siqiao.config.storage import state_folder

    return state_folder()


def open_house(args: argparse.Namespace) -> Path:
    """Load Django over the state folder of the command."""
    folder = use_state_folder(args)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siqiao.config.settings")
    import django

    django.setup()
    return folder


def prepare() -> None:
    """Bring the tables up to date, and fill the list of regions where it is empty."""
    from django.core.management import call_command

    from siqiao.core.models import Region
    from siqiao.core.regions import load_regions
    from siqiao.core.tuning import tune

    call_command("migrate", verbosity=0, interactive=False)
    tune()
    if not Region.objects.exists():
        load_regions()


def require_prepared() -> None:
    """InputFault where there is no house in the folder yet."""
    from django.conf import settings
    from django.db import connection

    if "core_region" not in connection.introspection.table_names():
        raise InputFault(f"{settings.STATE} 里还没有数据。先运行 siqiao serve 或 siqiao demo。")


def require_file(text: str) -> Path:
    """A file that can be read."""
    path = Path(text)
    if not path.is_file():
        raise InputFault(f"没有文件 {path}。请核对路径。")
    return path


def operator() -> str:
    """Who works at the command line, for the log."""
    return f"命令行（{getpass.getuser()}）"


class Operator:
    """Who acts at the command line: the holder of the state folder, for whom nothing is hidden."""

    is_authenticated = is_active = True
    region_code = ""

    def has_perm(self, policy: str) -> bool:
        return True

    def __str__(self) -> str:
        return operator()


def say(text: str) -> None:
    print(text, flush=True)


def print_json(value: Any) -> None:
    """One JSON object and nothing else."""
    json.dump(value, sys.stdout, ensure_ascii=False, default=str)
    sys.stdout.write("\n")
