"""siqiao demo: build the demonstration world, then serve it."""

import argparse
from importlib.util import find_spec
from typing import Any

from siqiao.commands import serve
from siqiao.commands.house import DONE, InputFault, add_command, open_house, prepare, say

HOUSEHOLDS = 20_000


def add(commands: Any) -> None:
    demo = add_command(commands, "demo", run, about="建立演示数据，然后启动服务")
    demo.add_argument("--households", type=int, default=HOUSEHOLDS, metavar="N", help="户数")
    demo.add_argument("--port", type=int, default=serve.PORT, metavar="P", help="端口")
    demo.add_argument("--no-serve", action="store_true", help="只建数据，不启动服务")


def run(args: argparse.Namespace) -> int:
    """Prepare the state, have the demonstration built by its own room, serve."""
    if find_spec("siqiao.demo") is None:
        raise InputFault("这个版本没有带演示数据。请用 siqiao serve 启动空的平台。")
    if args.households < 1:
        raise InputFault(f"户数至少是 1，现在是 {args.households}。")
    if not args.no_serve:
        serve.require_free_port(args.port)
    open_house(args)
    prepare()
    from siqiao.demo.build import build

    build(households=args.households, say=say)
    return DONE if args.no_serve else serve.run(args)
