"""Pictures of the projects: what money is invested in, and what comes back to the villages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siqiao.core.chart import Chart, Drawing, register
from siqiao.core.money import wan
from siqiao.core.scope import Scope
from siqiao.funds.models.plans import Purpose
from siqiao.projects import selectors
from siqiao.projects.models import Project

LARGEST = 6


def bars(names: list[str], series: list[tuple[str, list[float]]]) -> dict[str, Any]:
    """An option of upright bars in 万元."""
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"top": 0},
        "grid": {"top": 36, "left": 64, "right": 16, "bottom": 28},
        "xAxis": {"type": "category", "data": names},
        "yAxis": {"type": "value", "name": _("万元")},
        "series": [{"name": name, "type": "bar", "data": values} for name, values in series],
    }


def investment(scope: Scope, year: int) -> Drawing:
    """Approved money of a year by purpose."""
    found = selectors.investment_by_purpose(scope, year)
    names = [str(Purpose(purpose).label) for purpose, _n, _total in found]
    option = bars(names, [(_("批复资金"), [float(wan(total)) for _p, _n, total in found])])
    rows = [[name, count, total] for name, (_p, count, total) in zip(names, found, strict=True)]
    board = reverse("projects-board")
    links = {
        name: f"{board}?year={year}&purpose={purpose}" for name, (purpose, _n, _total) in zip(names, found, strict=True)
    }
    return Drawing([_("用途"), _("项目数"), _("批复资金（元）")], rows, option, links)


def dividends(scope: Scope, year: int) -> Drawing:
    """Dividends due and paid, every year until this one."""
    found = [line for line in selectors.dividends_by_year(scope) if line[0] <= year]
    names = [str(y) for y, _due, _paid in found]
    due = (_("应付"), [float(wan(amount)) for _y, amount, _paid in found])
    paid = (_("实付"), [float(wan(amount)) for _y, _due, amount in found])
    rows = [[y, amount, given, amount - given] for y, amount, given in found]
    return Drawing([_("年度"), _("应付（元）"), _("实付（元）"), _("未付（元）")], rows, bars(names, [due, paid]))


def largest(scope: Scope, year: int) -> Drawing:
    """The largest projects of all years, with what they received and paid."""
    found = list(selectors.projects(scope).exclude(state=Project.State.CANCELLED).order_by("-estimate")[:LARGEST])
    sums = selectors.sums_of(scope, [project.pk for project in found])
    rows = [[p.name, p.year, p.get_state_display(), p.estimate, sums[p.pk].allocated, sums[p.pk].paid] for p in found]
    headings = [_("项目"), _("年度"), _("状态"), _("总投资（元）"), _("已下达（元）"), _("已支付（元）")]
    links = {p.name: reverse("project", args=[p.pk]) for p in found}
    return Drawing(headings, rows, {}, links)


register(
    Chart("project-largest", gettext_lazy("投资最大的项目"), "projects", largest, "projects.view", order=5,
          on_cockpit=True, is_table=True)
)  # fmt: skip
register(
    Chart("project-investment", gettext_lazy("项目资金投向"), "projects", investment, "projects.view", order=30,
          on_cockpit=True)
)  # fmt: skip
register(
    Chart("project-dividends", gettext_lazy("分红应付与实付"), "projects", dividends, "dividends.view", order=40,
          on_cockpit=True)
)  # fmt: skip
