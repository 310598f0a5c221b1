"""Pictures of the money: where it flows, and how it is spent over the year."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siqiao.core.chart import Chart, Drawing, register
from siqiao.core.money import wan
from siqiao.core.scope import Scope
from siqiao.funds import selectors


def flow(scope: Scope, year: int) -> Drawing:
    """Sankey: giver → treasury → programme → project → payee, in 万元."""
    found = selectors.flows(scope, year)
    # A payee may bear the name of a project or giver; levels keep the drawing free of loops.
    depths: dict[str, int] = {}
    for f in found:
        depths[f.target] = max(depths.get(f.target, 0), f.step + 1)
        depths[f.source] = f.step if f.step else 0
    option = {
        "tooltip": {"trigger": "item"},
        "series": [
            {
                "type": "sankey",
                "nodeGap": 10,
                "right": 150,
                "data": [{"name": name, "depth": depth} for name, depth in depths.items()],
                "links": [{"source": f.source, "target": f.target, "value": float(wan(f.amount))} for f in found],
                "lineStyle": {"color": "source", "opacity": 0.3},
                "label": {"width": 130, "overflow": "truncate"},
            }
        ],
    }
    rows = [[f.source, f.target, f.amount] for f in found]
    return Drawing([_("从"), _("到"), _("金额（元）")], rows, option)


def execution(scope: Scope, year: int) -> Drawing:
    """Share of the year's receipts paid by the end of each month, beside the calendar's expectation."""
    months = selectors.execution_by_month(scope, year)
    titles = [_("{month}月").format(month=m.month) for m in months]
    option = {
        "tooltip": {"trigger": "axis"},
        "legend": {"top": 0},
        "grid": {"top": 36, "left": 52, "right": 16, "bottom": 28},
        "xAxis": {"type": "category", "data": titles},
        "yAxis": {"type": "value", "axisLabel": {"formatter": "{value}%"}},
        "series": [
            {"name": _("实际支出率"), "type": "line", "data": [_percent(m.share) for m in months]},
            {
                "name": _("序时进度（示例值）"),
                "type": "line",
                "lineStyle": {"type": "dashed"},
                "data": [_percent(m.expected_share) for m in months],
            },
        ],
    }
    rows = [
        [title, m.paid, m.paid_so_far, _percent(m.share), _percent(m.expected_share)]
        for title, m in zip(titles, months, strict=True)
    ]
    headings = [_("月份"), _("当月支付（元）"), _("累计支付（元）"), _("支出率（%）"), _("序时进度（%）")]
    return Drawing(headings, rows if any(m.paid for m in months) else [], option)


def _percent(share: object) -> float | None:
    return None if share is None else round(float(share) * 100, 2)  # type: ignore[arg-type]


register(Chart("fund-flow", gettext_lazy("资金流向"), "funds", flow, "funds.view", order=10, on_cockpit=True))
register(Chart("fund-execution", gettext_lazy("支出进度"), "funds", execution, "funds.view", order=20, on_cockpit=True))
