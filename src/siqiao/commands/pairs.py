"""siqiao pair add: an eastern district and the western county it is paired with."""

import argparse
from typing import Any

from siqiao.commands.house import DONE, add_command, open_house, operator, prepare, say


def add(commands: Any) -> None:
    pair = commands.add_parser("pair", help="结对关系")
    actions = pair.add_subparsers(metavar="ACTION", required=True)
    one = add_command(actions, "add", run, about="登记一对结对关系")
    one.add_argument("east", metavar="EAST", help="东部区县的代码或名称")
    one.add_argument("west", metavar="WEST", help="西部县的代码或名称")
    one.add_argument("--since", type=int, required=True, metavar="YEAR", help="起始年度")


def run(args: argparse.Namespace) -> int:
    """Register the pairing; its accounts then see the county."""
    open_house(args)
    prepare()
    from siqiao.core.pairing import add_pair

    made = add_pair(args.east, args.west, since_year=args.since, actor=operator())
    say(f"已登记结对：{made}（{made.since_year} 年起）")
    return DONE
