"""The cockpit in the menu."""

from django.utils.translation import gettext_lazy as _

from siqiao.core.navigation import Entry, Room, register

register(
    Room(
        "cockpit",
        _("总览"),
        "layout-dashboard",
        0,
        (
            Entry(_("总览"), "cockpit", "cockpit.view", _("一年的钱、项目和要处理的事，一屏看完。")),
            Entry(_("全部指标"), "indicators", "cockpit.view", _("每个数怎么算出来、由哪些记录组成。")),
        ),
    )
)
