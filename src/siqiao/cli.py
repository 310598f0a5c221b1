"""The command `siqiao`. Exit status: 0 done; 1 the input is at fault, told in a sentence; 2 usage."""

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version

from siqiao.commands import audit, backup, demo, doctor, ledgers, pairs, serve, users
from siqiao.commands.house import INPUT_AT_FAULT, InputFault


def parser() -> argparse.ArgumentParser:
    """All commands, for `main` and for the page of documentation."""
    whole = argparse.ArgumentParser(prog="siqiao", description="四桥：东西部协作平台")
    whole.add_argument("--version", action="version", version=version("siqiao"))
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for module in (demo, serve, doctor, backup, pairs, users, ledgers, audit):
        module.add(commands)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. An error that a person can mend is a sentence on standard error, never a traceback."""
    args = parser().parse_args(argv)
    try:
        return args.run(args)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        if not _is_mendable(error):
            raise
        print(_sentence(error), file=sys.stderr)
        return INPUT_AT_FAULT


def _is_mendable(error: Exception) -> bool:
    """Errors of the input, by class name where the class lives in a floor that may not be loaded."""
    names = {cls.__name__ for cls in type(error).__mro__}
    return isinstance(error, InputFault | OSError) or bool(names & {"DomainError", "ReadingError", "DatabaseError"})


def _sentence(error: Exception) -> str:
    if type(error).__module__.startswith("django.db"):
        return f"数据库用不了：{error}。请运行 siqiao doctor，看是什么问题、怎样修复。"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}：{error.strerror}"
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
