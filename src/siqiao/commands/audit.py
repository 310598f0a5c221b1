"""siqiao audit verify: walk the chain and name every link and record that does not fit."""

import argparse
from typing import Any

from siqiao.commands.house import (
    DONE,
    INPUT_AT_FAULT,
    add_command,
    add_json,
    open_house,
    print_json,
    require_prepared,
    say,
)


def add(commands: Any) -> None:
    audit = commands.add_parser("audit", help="审计链")
    actions = audit.add_subparsers(metavar="ACTION", required=True)
    add_json(add_command(actions, "verify", run, about="核对审计链和现有数据"))


def run(args: argparse.Namespace) -> int:
    """Print what does not fit; nothing but the count where all does."""
    open_house(args)
    require_prepared()
    from siqiao.core import audit
    from siqiao.core.models import AuditEntry

    findings = audit.verify()
    links = AuditEntry.objects.count()
    if args.json:
        shown = [{"place": finding.place, "message": finding.message} for finding in findings]
        print_json({"links": links, "findings": shown})
    else:
        for finding in findings:
            say(f"{finding.place}：{finding.message}")
        say(f"审计链共 {links} 条，" + (f"{len(findings)} 处不符。" if findings else "全部相符。"))
    return INPUT_AT_FAULT if findings else DONE
