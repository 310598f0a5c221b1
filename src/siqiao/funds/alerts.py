"""What the money asks to be looked at: payments that wait, money that lies idle, differences without a decision."""

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core.alert import Alert, AlertSource, register
from siqiao.core.scope import Scope
from siqiao.funds import selectors
from siqiao.funds.models import Statement

IDLE_DAYS = 365
"""Money idle over a year is what audit finds again and again (handbook, section 2)."""


def idle_money(scope: Scope) -> Iterable[Alert]:
    before = timezone.localdate() - datetime.timedelta(days=IDLE_DAYS)
    for purse, amount in selectors.idle_purses(scope, before=before):
        yield Alert(
            _("“{purse}”有资金闲置超过一年").format(purse=purse.name),
            "warning",
            reverse("purse", args=[purse.pk]),
            "funds",
            detail=_("{amount} 元").format(amount=f"{amount:,.2f}"),
        )


def waiting_payments(scope: Scope) -> Iterable[Alert]:
    count = selectors.pending(scope).exclude(maker=scope.user).count()
    if count:
        yield Alert(_("{count} 笔支付待复核").format(count=count), "todo", reverse("payments"), "funds")


def open_differences(scope: Scope) -> Iterable[Alert]:
    for statement in Statement.objects.filter(state=Statement.State.OPEN).select_related("purse"):
        figures = selectors.statement_figures(statement)
        if figures.undecided:
            yield Alert(
                _("国库对账有 {count} 处差异待处理").format(count=figures.undecided),
                "todo",
                reverse("statement", args=[statement.pk]),
                "funds",
                detail=str(statement),
            )


register(AlertSource("idle-money", idle_money, "funds.view"))
register(AlertSource("waiting-payments", waiting_payments, "funds.check_payment", is_todo=True))
register(AlertSource("open-differences", open_differences, "funds.reconcile", is_todo=True))
