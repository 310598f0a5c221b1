"""Figures of the money, with the codes of the handbook's section 9."""

from collections.abc import Callable
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from siqiao.core.indicator import Indicator, Input, Result, Source, register
from siqiao.core.money import ZERO
from siqiao.core.scope import Scope
from siqiao.funds import selectors
from siqiao.funds.models import Gift, Transfer
from siqiao.funds.models.purses import River

K = Transfer.Kind


def rows_of(kind: str, year: int) -> Source:
    """The ledger's rows behind a year's sum of one kind of transfer."""
    query = {"kind": kind, "state": "posted", "on_from": f"{year}-01-01", "on_to": f"{year}-12-31"}
    return Source("transfers", query)


def plan_rows(year: int) -> Source:
    return Source("plan_lines", {"year_from": str(year), "year_to": str(year)})


def _trend(
    scope: Scope, year: int, figure: Callable[[selectors.YearFigures], Decimal | None], river: str = ""
) -> tuple[tuple[int, Decimal], ...]:
    points = ((y, figure(f)) for y, f in selectors.figures_by_year(scope, year, river=river))
    return tuple((y, value) for y, value in points if value is not None)


def planned_and_placed(scope: Scope, year: int) -> Result:
    """FUN01: fiscal assistance placed, against the plan."""
    figures = selectors.year_figures(scope, year, river=River.FISCAL)
    return Result(
        figures.received,
        inputs=(
            Input(_("计划"), figures.planned, _("元"), plan_rows(year)),
            Input(_("到账"), figures.received, _("元"), rows_of(K.RECEIPT, year)),
        ),
        source=rows_of(K.RECEIPT, year),
        target=figures.planned or None,
        trend=_trend(scope, year, lambda f: f.received, River.FISCAL),
    )


def growth(scope: Scope, year: int) -> Result:
    """FUN02: growth of the fiscal assistance received over the year before."""
    this = selectors.year_figures(scope, year, river=River.FISCAL).received
    last = selectors.year_figures(scope, year - 1, river=River.FISCAL).received
    inputs = (
        Input(_("本年到账"), this, _("元"), rows_of(K.RECEIPT, year)),
        Input(_("上年到账"), last, _("元"), rows_of(K.RECEIPT, year - 1)),
    )
    return Result((this - last) / last if last else None, inputs=inputs)


def social(scope: Scope, year: int) -> Result:
    """FUN03: gifts received in money and in kind."""
    rows = Gift.objects.filter(pledged_on__year=year, state=Gift.State.RECEIVED)
    sums = dict(rows.order_by().values_list("kind").annotate(total=Sum("value")))
    money, goods = sums.get(Gift.Kind.MONEY, ZERO), sums.get(Gift.Kind.GOODS, ZERO)
    span = {"pledged_on_from": f"{year}-01-01", "pledged_on_to": f"{year}-12-31", "state": "received"}
    inputs = (
        Input(_("捐款"), money, _("元"), Source("gifts", {**span, "kind": "money"})),
        Input(_("捐物"), goods, _("元"), Source("gifts", {**span, "kind": "goods"})),
    )
    return Result(money + goods, inputs=inputs, source=Source("gifts", span))


def disbursed(scope: Scope, year: int) -> Result:
    """FUN05, first half: allocated to projects of what was received."""
    figures = selectors.year_figures(scope, year)
    inputs = (
        Input(_("下达"), figures.allocated, _("元"), rows_of(K.ALLOCATION, year)),
        Input(_("到账"), figures.received, _("元"), rows_of(K.RECEIPT, year)),
    )
    return Result(figures.allocated_rate, inputs=inputs, source=rows_of(K.ALLOCATION, year))


def spent(scope: Scope, year: int) -> Result:
    """FUN05, second half: paid to payees of what there was to spend (brought forward and received)."""
    figures = selectors.year_figures(scope, year)
    inputs = (
        Input(_("支付"), figures.paid, _("元"), rows_of(K.PAYMENT, year)),
        Input(_("上年结余"), figures.brought, _("元")),
        Input(_("到账"), figures.received, _("元"), rows_of(K.RECEIPT, year)),
    )
    return Result(
        figures.spent_rate,
        inputs=inputs,
        source=rows_of(K.PAYMENT, year),
        trend=_trend(scope, year, lambda f: f.spent_rate),
    )


for code, title, unit, formula, compute, order, on_cockpit in (
    ("FUN01", _("财政援助资金到账"), _("元"), _("本年到账的财政援助资金，对照年度计划"), planned_and_placed, 10, True),
    ("FUN02", _("财政援助资金增长"), "%", _("（本年到账 − 上年到账）÷ 上年到账"), growth, 20, False),
    ("FUN03", _("社会帮扶资金与物资"), _("元"), _("本年已接收的捐款与捐物价值之和"), social, 30, True),
    ("FUN05A", _("资金下达率"), "%", _("下达到项目 ÷ 到账"), disbursed, 40, True),
    ("FUN05B", _("资金支出率"), "%", _("支付给收款方（减退款）÷（上年结余 + 本年到账）"), spent, 50, True),
):
    register(Indicator(code, title, unit, "funds", formula, compute, "funds.view", order=order, on_cockpit=on_cockpit))
