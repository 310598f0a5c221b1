"""What paid money became: assets formed and dividends due and paid, told to the page of a journey."""

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from siqiao.core.money import ZERO, split, to_fen
from siqiao.core.scope import Scope
from siqiao.funds.journeys import Became, register_teller
from siqiao.funds.needs import Need, register_needs
from siqiao.projects import selectors
from siqiao.projects.models import Asset, Project

STATE = Project.State


def part_of(amount: Decimal, traced: Decimal, paid: Decimal) -> Decimal:
    """The part of an amount that belongs to traced money: amount × traced ÷ paid, to the fen.

    The rest belongs to the other money of the project, so the two parts always add up to the amount.
    """
    if paid <= 0 or traced <= 0 or amount <= 0:
        return ZERO
    traced = min(traced, paid)
    return split(amount, [to_fen(traced), to_fen(paid - traced)])[0]


def parts_of(amounts: Iterable[Decimal], traced: Decimal, paid: Decimal) -> list[Decimal]:
    """Parts of several amounts that add up to the part of their sum, to the fen."""
    amounts = list(amounts)
    whole = part_of(sum(amounts, ZERO), traced, paid)
    return split(whole, [to_fen(each) for each in amounts]) if whole else [ZERO for _each in amounts]


@register_teller
def tell(scope: Scope, paid: dict[int, Decimal]) -> list[Became]:
    """The assets and dividends of the projects whose purses paid the traced money, in exact proportion."""
    projects = {project.purse_id: project for project in Project.objects.filter(purse_id__in=paid)}
    if not projects:
        return []
    sums = selectors.sums_of(scope, [project.pk for project in projects.values()])
    shares = {project.pk: (paid[purse], sums[project.pk].paid) for purse, project in projects.items()}
    told = [_assets(scope, shares), _dividends(scope, projects.values(), shares)]
    return [became for became in told if became.rows]


Shares = dict[int, tuple[Decimal, Decimal]]
"""By project: how much of its payments was traced money, and all it paid."""


def _assets(scope: Scope, shares: Shares) -> Became:
    by_project: dict[int, list[Asset]] = {}
    for asset in Asset.objects.filter(project_id__in=shares).select_related("owner", "owner_household"):
        by_project.setdefault(asset.project_id, []).append(asset)
    rows, total = [], ZERO
    for project, assets in by_project.items():
        parts = parts_of((asset.original_value for asset in assets), *shares[project])
        for asset, part in zip(assets, parts, strict=True):
            row = [asset.code, asset.name, selectors.owner_shown(scope, asset), asset.original_value, part]
            rows.append((row, reverse("asset", args=[asset.pk])))
            total += part
    headings = [_("资产编号"), _("资产名称"), _("所有权人"), _("原值（元）"), _("其中这笔资金（元）")]
    return Became(_("形成的资产"), headings, rows, total, _("按这笔资金占项目已支付资金的比例计算，精确到分。"))


def _dividends(scope: Scope, projects: Iterable[Project], shares: Shares) -> Became:
    sums = selectors.dividend_sums(scope, list(shares))
    rows, total = [], ZERO
    for project in projects:
        due, given = sums.get(project.pk, (ZERO, ZERO))
        if not due:
            continue
        due_part, paid_part = part_of(due, *shares[project.pk]), part_of(given, *shares[project.pk])
        row = [project.code, project.name, due, due_part, given, paid_part]
        rows.append((row, reverse("project-benefits", args=[project.pk])))
        total += paid_part
    headings = [
        _("项目编号"), _("项目名称"), _("应付分红（元）"), _("其中这笔资金（元）"),
        _("实付分红（元）"), _("其中这笔资金（元）"),
    ]  # fmt: skip
    return Became(_("带来的分红"), headings, rows, total, _("合计为实付分红中属于这笔资金的部分。"))


@register_needs
def waiting_for_money(scope: Scope) -> list[Need]:
    """Approved projects whose purse has not yet received what was approved."""
    rows = list(selectors.projects(scope).filter(state__in=(STATE.APPROVED, STATE.FUNDED, STATE.TENDERED)))
    sums = selectors.sums_of(scope, [project.pk for project in rows])
    return [
        Need(p.purse_id, f"{p.code} {p.name}", reverse("project", args=[p.pk]), p.budget or ZERO, sums[p.pk].allocated)
        for p in rows
    ]
