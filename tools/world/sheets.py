"""The tables of the demonstration's workbooks, each as headings and rows in the form an office keeps."""

from collections.abc import Iterator
from typing import Any

from tools.world import money, projects
from tools.world.places import collectives

Row = list[Any]
DAY_NAMES = (
    "申报日期",
    "入库日期",
    "批复日期",
    "资金下达日期",
    "采购完成日期",
    "开工日期",
    "完工日期",
    "验收日期",
    "结算日期",
    "移交日期",
    "运营日期",
    "评价日期",
)
DIVIDEND_RATE, DIVIDEND_FEN = "6%", 3_300_000  # 22,000,000 × 6 % ÷ 40, in fen
UNPAID_2025 = 4  # collectives still waiting for the dividend of 2025
NEXT_MILESTONES = (("完成采购", 4), ("开工", 5), ("完工", 6), ("验收", 7))


def organisations() -> list[Row]:
    """Name, kind, side, place."""
    west, east = "620525000000", "120116000000"
    rows: list[Row] = [
        [money.EAST, "部门", "东部", east],
        [money.PROVINCE, "部门", "西部", "620000000000"],
        *[
            [name, "部门", "西部", west]
            for name in (
                "县农业农村局",
                "县人社局",
                "县住建局",
                "县交通运输局",
                "县卫生健康局",
                "县教育局",
                "县商务局",
                "县水务局",
            )
        ],
        *[[f"{name}人民政府", "部门", "西部", west] for name in ("恭门镇", "刘堡镇", "胡川镇", "闫家乡")],
        [projects.OPERATOR, "企业", "西部", west],
        ["刘堡镇示例蔬菜专业合作社", "合作社", "西部", west],
        ["四十村股份经济合作社联合社", "村集体", "西部", west],
        ["张家川县示例农村信用合作联社", "企业", "西部", west],
    ]
    rows += [[gift[1], "社会组织" if "商会" in gift[1] else "企业", "东部", east] for gift in money.GIFTS]
    contractors = {deal.contractor for plan in projects.PROJECTS for deal in plan.deals if deal.number}
    rows += [[name, "企业", "西部", west] for name in sorted(contractors)]
    rows += [[name, "村集体", "西部", code] for code, name in collectives()]
    return rows


def purses() -> list[Row]:
    return [[code, name, kind, river, year] for code, name, kind, river, year in [money.TREASURY, *money.PROGRAMMES]]


def plan_lines(year: int) -> list[Row]:
    rows = [list(line) for line in money.PLAN if line[1] == year]
    return [*rows, ["合计", None, None, None, None, None, None, sum(row[7] for row in rows), None, None]]


def receipts() -> list[Row]:
    return [list(row) for row in money.IN]


def allocations() -> list[Row]:
    rows = [
        [day, "下达", programme, plan.code, yuan, "", document, plan.name]
        for plan in projects.PROJECTS
        for day, programme, yuan, document in plan.allocations
    ]
    return sorted(rows, key=lambda row: row[0])


def project_rows() -> list[Row]:
    return [
        [
            plan.code, plan.name, plan.year, plan.purpose, plan.kind, plan.place, plan.estimate / 10_000,
            plan.budget / 10_000 if plan.budget else None, plan.proposer, plan.unit, f"{plan.unit}项目岗", plan.summary,
            plan.operator or None, plan.link or None, plan.link_text or None, plan.approval or None, plan.tender or None,
            plan.acceptance or None, plan.asset_note or None, plan.score, *_days(plan.days),
        ]
        for plan in projects.PROJECTS
    ]  # fmt: skip


def _days(days: tuple[str, ...]) -> list[str | None]:
    return [*days, *[None] * (len(DAY_NAMES) - len(days))]


def contracts() -> list[Row]:
    return [
        [deal.number, deal.title, plan.code, deal.contractor, deal.amount, deal.signed_on, deal.method,
         deal.amount if deal.settlement else None, deal.settlement or None]
        for plan in projects.PROJECTS
        for deal in plan.deals
        if deal.number
    ]  # fmt: skip


def payments() -> list[Row]:
    """In the order of their days: so the money of the east, which came first, is what the barn's invoices took."""
    found = []
    for plan in projects.PROJECTS:
        for deal in plan.deals:
            shares = [share for _stage, share, _day in deal.paid]
            for at, (stage, share, day) in enumerate(deal.paid):
                yuan = deal.amount * share // 100 if at + 1 < len(shares) or sum(shares) < 100 else _rest(deal)
                found.append([day, plan.code, deal.number or None, deal.contractor, yuan, stage, deal.title])
    found.sort(key=lambda row: (row[0], row[2] != "HT2022-001"))
    return [
        [
            code,
            contract,
            payee,
            yuan,
            day,
            stage,
            f"ZF{day[:4]}-{at:04d}",
            f"{24_300_000 + at * 137:08d}" if contract else None,
            f"{title}{stage}",
        ]
        for at, (day, code, contract, payee, yuan, stage, title) in enumerate(found, start=1)
    ]


def _rest(deal: projects.Deal) -> int:
    return deal.amount - sum(deal.amount * share // 100 for _stage, share, _day in deal.paid[:-1])


def progress() -> list[Row]:
    return [
        [plan.code, month, percent, text, f"{plan.unit}项目岗"]
        for plan in projects.PROJECTS
        for month, percent, text in plan.progress
    ]


def milestones() -> Iterator[Row]:
    for plan in projects.PROJECTS:
        for title, at in NEXT_MILESTONES:
            done = plan.days[at] if len(plan.days) > at else None
            planned = done or (f"{plan.year}-{6 + at - 4:02d}-28" if len(plan.days) >= 4 else None)
            if planned:
                yield [plan.code, title, planned, done]


def targets() -> list[Row]:
    return [
        [plan.code, kind, text, target, actual or None, unit, day or None]
        for plan in projects.PROJECTS
        for kind, text, target, actual, unit, day in plan.targets
    ]


def assets() -> Iterator[Row]:
    for plan in projects.PROJECTS:
        for at, (name, kind, yuan, owner, keeper) in enumerate(plan.assets, start=1):
            number = f"ZC{plan.code.removeprefix('XM')}-{at:02d}"
            yield [
                number,
                name,
                kind,
                plan.code,
                yuan,
                plan.place,
                owner,
                keeper,
                plan.days[9] if len(plan.days) > 9 else plan.days[7],
            ]


def benefit_rules() -> list[Row]:
    farm = [
        [
            "LN2023-01",
            projects.FARM,
            projects.OPERATOR,
            "收益分红",
            name,
            1,
            2200,
            DIVIDEND_RATE,
            2023,
            2032,
            12,
            20,
            "XY2023-01",
        ]
        for _code, name in collectives()
    ]
    garden = [name for _code, name in collectives() if name.startswith("刘堡镇")]
    return farm + [
        [
            "LN2023-02",
            "XM2022-03",
            "刘堡镇示例蔬菜专业合作社",
            "收益分红",
            name,
            1,
            960,
            "4%",
            2023,
            2027,
            12,
            25,
            "XY2023-02",
        ]
        for name in garden
    ]


def dividends() -> list[Row]:
    """What the farm has paid: 2023 and 2024 to all, 2025 to all but four."""
    names = [name for _code, name in collectives()]
    return [
        ["LN2023-01", year, name, DIVIDEND_FEN / 100, f"{year}-12-{20 + at % 3}"]
        for year in (2023, 2024, 2025)
        for at, name in enumerate(names)
        if year < 2025 or at < len(names) - UNPAID_2025
    ]


def gifts() -> list[Row]:
    return [[cell if cell != "" else None for cell in row] for row in money.GIFTS]


def risks() -> list[Row]:
    return [
        [
            "XM2023-01",
            "进度滞后",
            "冷库设备到货推迟，可能影响冬前封顶",
            "中",
            "2023-08-10",
            "县农业农村局项目岗",
            "每周调度，厂家驻场",
            None,
        ],
        ["XM2022-01", "疫病灾害", "冬春季口蹄疫防控", "高", "2023-09-01", "县畜牧兽医岗", "落实免疫和隔离", None],
        [
            "XM2022-01",
            "市场经营",
            "活牛价格下行影响分红",
            "中",
            "2023-07-01",
            "县农业农村局产业岗",
            "签订订单收购，育肥错峰出栏",
            "2024-01-15",
        ],
    ]


def documents() -> list[Row]:
    rows: list[Row] = [
        ["东西部协作座谈会纪要", "张协办纪要〔2023〕5号", "会议纪要", "2023-09-05", "张家川县东西部协作办公室"],
        ["2023年东西部协作资金使用方案", "张协办〔2023〕2号", "方案与计划", "2023-02-20", "张家川县东西部协作办公室"],
        ["东西部协作项目资产后续管理办法", "张政办〔2022〕31号", "政策文件", "2022-06-10", "张家川县人民政府办公室"],
        ["东部肉牛养殖示范场联农带农协议", "XY2023-01", "协议", "2023-08-05", "县农业农村局"],
    ]
    batches = {(line[4], line[1]) for line in money.PLAN if line[2] == money.EAST}
    return rows + [
        [f"关于下达{year}年东西部协作资金的通知", number, "通知", f"{year}-02-25", "滨海新区合作交流办公室"]
        for number, year in sorted(batches)
    ]


def statement() -> list[Row]:
    """The treasury's own lines of the first half of 2023, with three differences to find."""
    return [
        ["2023-03-15", "GK2023-0301", "协作资金第一批", money.EAST, 16500000, None],
        ["2023-03-24", "", "下拨专项", "2023年东西部协作资金", None, 16500000],
        ["2023-06-20", "GK2023-0602", "协作资金第二批", money.EAST, 4580000, None],
        ["2023-06-21", "GK2023-0611", "专户利息", "县国库", 1286.35, None],
        ["2023-06-26", "", "下拨专项", "2023年东西部协作资金", None, 4600000],
    ]
