"""The demonstration world: Binhai and Zhangjiachuan, their money and projects from workbooks, a made-up registry."""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal

from django.db import transaction
from django_scopes import scope as county_scope

from siqiao.accounts.models import User
from siqiao.core.models import CountyPair, Region
from siqiao.core.pairing import add_pair
from siqiao.core.regions import within
from siqiao.core.scope import Scope
from siqiao.core.tuning import tune
from siqiao.demo import population, workbooks
from siqiao.demo.people import PASSWORD, POSTS, make_accounts
from siqiao.funds.models import Gift, Transfer
from siqiao.funds.services.gifts import hold_hand_over
from siqiao.funds.services.payments import check_payment
from siqiao.projects.models import Distribution, Project
from siqiao.projects.services.dividends import distribute
from siqiao.projects.services.projects import catch_up
from siqiao.registry.models import Household, Organisation
from siqiao.registry.services import add_member
from siqiao.registry.services.bulk import load_households

EAST, WEST = "120116000000", "620525000000"
COUNTY = "620525"
PAIRED_SINCE = 2017  # teaching value
Say = Callable[[str], None]


def build(*, households: int, say: Say) -> None:
    """Build the world into an empty state folder; a folder that holds one is left as it is."""
    if CountyPair.objects.exists():
        say("演示数据已经建好，直接启动。")
    else:
        with transaction.atomic():  # a world half built is no world
            _build(households, say)
        tune()
    tell(say)


def _build(count: int, say: Say) -> None:
    say("建立结对关系和账号……")
    add_pair(EAST, WEST, since_year=PAIRED_SINCE, actor="siqiao demo")
    people = make_accounts()
    with county_scope(county=COUNTY):
        take_in_workbooks(people, say)
        west = Scope.of(people["west"], COUNTY)
        hold_ceremony(west)
        giver = Organisation.objects.get(name="滨海示例港航有限公司")
        add_member(west, user=people["giver"], organisation=giver)
        say(f"生成 {count} 户合成农户……")
        rows = within(WEST).filter(level=Region.Level.VILLAGE).exclude(name__contains="社区")
        villages = list(rows.values_list("code", "name"))
        load_households(west, population.households(count, villages=villages), say=say)
        distribute_in_tianhe(people["west"])


def take_in_workbooks(people: dict[str, User], say: Say) -> None:
    """Every workbook in turn; between them the second person checks payments and projects walk on."""

    def take(steps: Sequence[tuple[str, str, str]]) -> None:
        for name, ledger, who in steps:
            rows = workbooks.take_in(name, ledger, Scope.of(people[who], COUNTY))
            say(f"导入 {name}：{rows} 行")

    take(workbooks.BEFORE_PROJECTS)
    walk_on(people["west"])
    take(workbooks.PAYMENTS)
    for payment in Transfer.objects.filter(state=Transfer.State.PENDING).order_by("on", "id"):
        if not is_left_waiting(payment):
            check_payment(payment, people["finance2"])
    take(workbooks.AFTER_PAYMENTS)
    walk_on(people["west"])


def is_left_waiting(payment: Transfer) -> bool:
    """The last payments of August 2023 wait for the visitor to check them."""
    return datetime.date(2023, 8, 15) < payment.on < datetime.date(2023, 9, 30)


def walk_on(actor: User) -> None:
    for project in Project.objects.order_by("code"):
        catch_up(project, actor=actor)


def hold_ceremony(scope: Scope) -> None:
    """The hand-over of 3 September 2023; its amount is not in the report, so that of the sample gifts stands."""
    hold_hand_over(
        county=scope.county,
        gifts=list(Gift.objects.filter(pledged_on=datetime.date(2023, 9, 3))),
        actor=scope.user,
        number="JJ2023-01",
        title="社会动员帮扶资金交接仪式",
        on=datetime.date(2023, 9, 3),
        place="东西部协作座谈会会场",
        giver="天津市滨海新区",
        receiver="张家川回族自治县",
        note="本证书金额为演示用的示例数。",
    )


def distribute_in_tianhe(actor: User) -> None:
    """What the collective of Tianhe did with its dividend of 2023: part of it went to ten households."""
    collective = Organisation.objects.get(name="恭门镇天河村股份经济合作社")
    chosen = Household.objects.filter(village=collective.region, type=Household.Type.FORMERLY_POOR).order_by("code")[
        :10
    ]
    if not chosen:
        return
    distribute(
        collective,
        number="FP2024-001",
        year=2023,
        use=Distribution.Use.HOUSEHOLDS,
        rule_text="村民代表会议决议：优先救助和公益岗位，余下分配到脱贫户",
        on=datetime.date(2024, 1, 18),
        households={household: Decimal("1500.00") for household in chosen},
        actor=actor,
    )


def tell(say: Say) -> None:
    """The accounts, and what to click first."""
    say("")
    say(f"演示账号（密码都是 {PASSWORD}）：")
    for each in POSTS:
        say(f"  {each.username:<10} {each.post}")
    say("先用 west 登录 → 总览 → 点“东部肉牛养殖示范场”的 8,400 万元 → “资金”里点 2,200 万元 → “这笔钱去了哪里”。")
    say("全部农户与人员都是合成的，不对应任何真实的人。")
    say("")
