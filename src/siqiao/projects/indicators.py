"""Figures of the projects: how many, how far, what they formed, what they pay to villages."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from siqiao.core.indicator import Indicator, Input, Result, Source, register
from siqiao.core.money import ZERO
from siqiao.core.scope import Scope
from siqiao.projects import selectors
from siqiao.projects.models import Asset, Project
from siqiao.projects.models.projects import at_least

STATE = Project.State


def of_year(year: int, **query: str) -> Source:
    """The year's rows of the project ledger."""
    return Source("projects", {"year_from": str(year), "year_to": str(year), **query})


def count(scope: Scope, year: int) -> Result:
    """Projects of a year, and how many of them are built."""
    rows = selectors.projects(scope).filter(year=year).exclude(state=STATE.CANCELLED)
    figures = rows.aggregate(total=Count("pk"), built=Count("pk", filter=Q(state__in=at_least(STATE.COMPLETED))))
    inputs = (
        Input(_("项目数"), figures["total"], _("个"), of_year(year)),
        Input(_("已完工"), figures["built"], _("个"), of_year(year)),
    )
    by_year = dict(
        selectors.projects(scope)
        .exclude(state=STATE.CANCELLED)
        .filter(year__gt=year - 5, year__lte=year)
        .order_by()
        .values_list("year")
        .annotate(count=Count("pk"))
    )
    trend = tuple((y, by_year.get(y, 0)) for y in range(year - 4, year + 1))
    return Result(figures["total"] or None, inputs=inputs, source=of_year(year), trend=trend)


def built_share(scope: Scope, year: int) -> Result:
    """Completed projects of the approved ones."""
    approved = selectors.projects(scope).filter(year=year, state__in=at_least(STATE.APPROVED)).count()
    built = selectors.projects(scope).filter(year=year, state__in=at_least(STATE.COMPLETED)).count()
    inputs = (
        Input(_("已完工"), built, _("个"), of_year(year)),
        Input(_("已批复"), approved, _("个"), of_year(year)),
    )
    return Result(built / approved if approved else None, inputs=inputs, source=of_year(year))


def industry_share(scope: Scope, year: int) -> Result:
    """Approved money for industry of all approved money of the year."""
    by_purpose = {purpose: total for purpose, _n, total in selectors.investment_by_purpose(scope, year)}
    whole, industry = sum(by_purpose.values(), ZERO), by_purpose.get("industry", ZERO)
    inputs = (
        Input(_("产业发展"), industry, _("元"), of_year(year, purpose="industry")),
        Input(_("全部项目"), whole, _("元"), of_year(year)),
    )
    return Result(industry / whole if whole else None, inputs=inputs, source=of_year(year))


def assets_formed(scope: Scope, year: int) -> Result:
    """The original value of all assets registered until the end of the year and not disposed of."""
    rows = selectors.assets(scope).filter(registered_on__year__lte=year).exclude(state=Asset.State.DISPOSED)
    total = rows.aggregate(total=Sum("original_value"))["total"]
    source = Source("assets", {"registered_on_to": f"{year}-12-31"})
    return Result(total, inputs=(Input(_("资产原值"), total or ZERO, _("元"), source),), source=source)


def dividends_paid(scope: Scope, year: int) -> Result:
    """What villages and households got of what was due to them in the year."""
    sums = {y: (due, paid) for y, due, paid in selectors.dividends_by_year(scope)}
    due, paid = sums.get(year, (ZERO, ZERO))
    source = Source("dividends", {"year_from": str(year), "year_to": str(year)})
    inputs = (Input(_("应付"), due, _("元"), source), Input(_("实付"), paid, _("元"), source))
    trend = tuple((y, sums[y][1]) for y in range(year - 4, year + 1) if y in sums)
    return Result(paid if due else None, inputs=inputs, source=source, target=due or None, trend=trend)


for code, title, unit, formula, compute, policy, order, on_cockpit in (
    ("PRJ01", _("项目数"), _("个"), _("本年度未取消的项目"), count, "projects.view", 10, True),
    ("PRJ02", _("完工率"), "%", _("已完工项目 ÷ 已批复项目"), built_share, "projects.view", 20, True),
    (
        "PRJ03",
        _("产业项目资金占比"),
        "%",
        _("产业发展类批复资金 ÷ 全部批复资金"),
        industry_share,
        "projects.view",
        30,
        False,
    ),
    ("PRJ04", _("形成资产"), _("元"), _("年末登记在册（未处置）资产原值之和"), assets_formed, "assets.view", 40, False),
    (
        "PRJ05",
        _("分红实付"),
        _("元"),
        _("本年度分红已入账的付款，对照应付"),
        dividends_paid,
        "dividends.view",
        50,
        True,
    ),
):
    register(Indicator(code, title, unit, "projects", formula, compute, policy, order=order, on_cockpit=on_cockpit))
