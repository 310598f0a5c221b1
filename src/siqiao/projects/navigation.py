"""The room of the projects in the menu."""

from django.utils.translation import gettext_lazy as _

from siqiao.core.navigation import Entry, Room, register

register(
    Room(
        "projects",
        _("项目"),
        "building",
        20,
        (
            Entry(_("项目看板"), "projects-board", "projects.view", _("按环节看每个项目走到哪一步、钱付了多少。")),
            Entry(_("项目台账"), "projects", "projects.view", _("全部项目的列表，可筛选、导入、导出。")),
            Entry(_("合同"), "contracts", "projects.view"),
            Entry(_("项目支付"), "project_payments", "funds.view"),
            Entry(_("进度月报"), "progress_reports", "projects.view"),
            Entry(_("项目节点"), "milestones", "projects.view"),
            Entry(_("绩效目标"), "output_targets", "projects.view"),
            Entry(_("项目风险"), "risks", "projects.view"),
            Entry(_("资产台账"), "assets", "assets.view", _("项目形成的资产：是谁的、谁管护、何时巡查。")),
            Entry(_("联农带农规则"), "benefit_rules", "dividends.view"),
            Entry(_("分红台账"), "dividends", "dividends.view"),
            Entry(_("村集体收益"), "collectives", "dividends.view", _("每个村集体应得、实得和用掉的分红。")),
        ),
    )
)
