"""What the writes of the projects are called in the audit log and in histories."""

from django.utils.translation import gettext_lazy as _

from siqiao.core.audit_names import name_actions

name_actions(
    {
        "project.proposed": _("申报项目"),
        "project.changed": _("修改项目"),
        "project.removed": _("删除项目"),
        "contract.signed": _("登记合同"),
        "contract.changed": _("修改合同"),
        "contract.removed": _("删除合同"),
        "contract.change_ordered": _("登记变更"),
        "contract.settled": _("登记结算"),
        "contract.paid": _("支付对应合同"),
        "progress.reported": _("填报月报"),
        "progress.changed": _("修改月报"),
        "progress.removed": _("删除月报"),
        "milestone.set": _("设置节点"),
        "milestone.changed": _("修改节点"),
        "milestone.met": _("节点完成"),
        "milestone.removed": _("删除节点"),
        "target.added": _("登记绩效目标"),
        "target.changed": _("修改绩效目标"),
        "target.measured": _("核定完成值"),
        "target.removed": _("删除绩效目标"),
        "risk.raised": _("提出风险"),
        "risk.changed": _("修改风险"),
        "risk.closed": _("风险销号"),
        "risk.removed": _("删除风险"),
        "asset.registered": _("登记资产"),
        "asset.changed": _("修改资产"),
        "asset.removed": _("删除资产"),
        "asset.share_added": _("登记资金构成"),
        "asset.share_removed": _("撤下资金构成"),
        "asset.inspected": _("巡查资产"),
        "asset.state_found": _("更新资产状态"),
        "asset.disposed": _("处置资产"),
        "benefit.rule_added": _("登记联农带农规则"),
        "benefit.rule_changed": _("修改联农带农规则"),
        "benefit.rule_removed": _("删除联农带农规则"),
        "benefit.share_added": _("增加收款方"),
        "benefit.share_changed": _("修改份额"),
        "benefit.share_removed": _("移出收款方"),
        "dividend.scheduled": _("生成应付分红"),
        "dividend.unscheduled": _("撤下应付分红"),
        "dividend.changed": _("调整应付分红"),
        "dividend.paid": _("支付分红"),
        "distribution.made": _("分配收益"),
        "distribution.shared": _("收益到户"),
    }
)
