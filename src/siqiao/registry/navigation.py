"""The registry in the menu."""

from django.utils.translation import gettext_lazy as _

from siqiao.core.navigation import Entry, Room, register

register(
    Room(
        "registry",
        _("基础台账"),
        icon="users",
        order=30,
        entries=(
            Entry(_("农户"), "households", "registry.view"),
            Entry(_("查人查户"), "person-search", "registry.view"),
            Entry(_("家庭成员"), "persons", "registry.view"),
            Entry(_("年度收入"), "household_years", "registry.view"),
            Entry(_("乡村户数"), "registry-counts", "registry.view"),
            Entry(_("单位"), "organisations", "organisations.view"),
            Entry(_("文件"), "documents", "documents.view"),
        ),
    )
)
