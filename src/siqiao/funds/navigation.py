"""The room of the money in the menu."""

from django.utils.translation import gettext_lazy as _

from siqiao.core.navigation import Entry, Room, register

register(
    Room(
        "funds",
        _("资金"),
        "coin",
        10,
        (
            Entry(_("资金总览"), "funds", "funds.view"),
            Entry(_("年度计划"), "plan", "funds.view"),
            Entry(_("资金下达"), "allocation", "funds.view"),
            Entry(_("支付复核"), "payments", "funds.view"),
            Entry(_("资金流水"), "transfers", "funds.view"),
            Entry(_("资金账户"), "purses", "funds.view"),
            Entry(_("捐赠"), "gifts", "funds.view"),
            Entry(_("交接仪式"), "hand-overs", "funds.view"),
            Entry(_("国库对账"), "statements", "funds.reconcile"),
            Entry(_("我的捐赠"), "own-gifts", "funds.own_gifts"),
        ),
    )
)
