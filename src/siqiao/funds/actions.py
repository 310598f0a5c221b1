"""What the writes of the money are called in the audit log and in histories."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from siqiao.core.audit_names import name_actions
from siqiao.funds.models import Transfer

name_actions(
    {
        "plan.added": _("新增计划"),
        "plan.changed": _("调整计划"),
        "plan.removed": _("删除计划"),
        "purse.opened": _("开立账户"),
        "purse.renamed": _("账户改名"),
        "purse.closed": _("撤销账户"),
        "voucher.written": _("登记凭证"),
        "gift.pledged": _("登记认捐"),
        "gift.received": _("接收捐赠"),
        "gift.withdrawn": _("撤回认捐"),
        "gift.handed_over": _("在仪式中交接"),
        "hand_over.held": _("登记交接仪式"),
        "statement.opened": _("开始对账"),
        "statement.accepted": _("认可差异"),
        "statement.queried": _("退回查询"),
        "statement.closed": _("结束对账"),
        "statement.voided": _("作废对账"),
    }
)
STEPS = {"drafted": _("{kind}：制单"), "posted": _("{kind}：入账"), "voided": _("{kind}：作废")}
name_actions(
    {
        f"{kind}.{step}": format_lazy(wording, kind=title)
        for kind, title in Transfer.Kind.choices
        for step, wording in STEPS.items()
    }
)
