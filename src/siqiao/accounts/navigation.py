"""The room of the system: accounts, log, tasks, dictionary, help."""

from django.utils.translation import gettext_lazy as _

from siqiao.core.navigation import Entry, Room, register
from siqiao.core.scope import SIGNED_IN

register(
    Room(
        code="system",
        title=_("系统"),
        icon="settings",
        order=90,
        entries=(
            Entry(_("用户"), "users", "system.users"),
            Entry(_("审计日志"), "audit", "system.audit"),
            Entry(_("后台任务"), "jobs", SIGNED_IN),
            Entry(_("数据字典"), "dictionary", "system.dictionary"),
            Entry(_("程序接口"), "api-docs", "system.dictionary"),
            Entry(_("帮助"), "help", SIGNED_IN),
        ),
    )
)
