"""siqiao user add: an account from the command line, for the first administrator above all."""

import argparse
from typing import Any

from siqiao.commands.house import (
    DONE,
    InputFault,
    Operator,
    add_command,
    add_json,
    open_house,
    operator,
    prepare,
    print_json,
    say,
)

ROLES = (
    "east_office",
    "west_office",
    "frontline",
    "township",
    "village",
    "finance",
    "organisation",
    "admin",
)


def add(commands: Any) -> None:
    user = commands.add_parser("user", help="账号")
    subjects = user.add_subparsers(metavar="ACTION", required=True)
    one = add_command(subjects, "add", run, about="新建账号，输出一次性密码")
    one.add_argument("name", metavar="NAME", help="用户名")
    one.add_argument("--role", required=True, metavar="R", choices=ROLES, help="、".join(ROLES))
    one.add_argument("--region", required=True, metavar="CODE", help="区划代码或名称")
    one.add_argument("--post", default="", help="单位与岗位")
    one.add_argument("--organisation", default="", metavar="NAME", help="企业与捐赠方账号代表的单位")
    add_json(one)


def run(args: argparse.Namespace) -> int:
    """Make the account and print its one-time password, this once."""
    open_house(args)
    prepare()
    from django.db import transaction

    from siqiao.accounts.services.users import add_user
    from siqiao.core.errors import DomainError

    try:
        with transaction.atomic():
            made = add_user(args.name, actor=operator(), role=args.role, region=args.region, post=args.post)
            if args.organisation:
                _stand_for(made.user, args.organisation)
    except DomainError as error:
        raise InputFault(str(error)) from error
    if args.json:
        user = made.user
        print_json({"name": user.username, "role": user.role, "region": user.region_code, "password": made.password})
    else:
        say(f"已建账号 {made.user.username}。一次性密码（只显示这一次）：{made.password}")
    return DONE


def _stand_for(user: Any, name: str) -> None:
    """Tie a giver's account to its organisation, in the county where that is registered."""
    from django_scopes import scope as county_scope
    from django_scopes import scopes_disabled

    from siqiao.core.scope import Scope
    from siqiao.registry.models import Organisation
    from siqiao.registry.services import add_member

    with scopes_disabled():  # the name tells the county
        found = list(Organisation.objects.filter(name=name)[:2])
    if len(found) != 1:
        raise InputFault(f"单位名录中{'没有' if not found else '不止一个'}“{name}”。")
    with county_scope(county=found[0].county):
        add_member(Scope.whole(Operator(), found[0].county), user=user, organisation=found[0])
