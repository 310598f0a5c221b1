"""What must be there before a project takes a step: each says what is missing and how to mend it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.money import ZERO
from siqiao.projects import selectors
from siqiao.projects.models import Project


def _refuse(text: Any, code: str, *fields: str) -> DomainError:
    return DomainError(text, code=code, fields=dict.fromkeys(fields, text))


def is_described(project: Project) -> None:
    """In the pool: what is to be built and what it may cost."""
    if not project.summary.strip():
        raise _refuse(_("还没有写建设内容，请在“修改项目”中补上。"), "summary", "summary")
    if not project.estimate or project.estimate <= 0:
        raise _refuse(_("还没有填估算投资，请在“修改项目”中补上。"), "estimate", "estimate")


def has_approval(project: Project) -> None:
    """Approved: the paper and the money it grants."""
    if not project.approval_number.strip():
        raise _refuse(_("还没有批复文号，请在“修改项目”中填写。"), "approval_number", "approval_number")
    if project.budget is None:
        raise _refuse(_("还没有批复资金，请在“修改项目”中填写。"), "budget", "budget")


def has_money(project: Project) -> None:
    """Funded: an allocation was posted into the project's purse."""
    if not selectors.has_received_money(project):
        raise _refuse(_("还没有资金下达到这个项目，请先在“资金下达”中下达并入账。"), "no_money")


def has_contract(project: Project) -> None:
    """Tendered: at least one contract, unless the money goes to households by list."""
    if project.needs_contract and not project.contracts.exists():
        raise _refuse(_("还没有签订合同，请先在“资金”页登记合同。"), "no_contract")


def is_built(project: Project) -> None:
    """Completed: a monthly report of 100 %."""
    last = project.reports.order_by("-month").first()
    if last is None or last.done_percent < 100:
        done = last.done_percent if last else 0
        raise _refuse(_("最近月报的形象进度是 {done}%，请先填报 100% 的月报。").format(done=done), "not_built")


def has_acceptance(project: Project) -> None:
    """Accepted: the sheet that village, township and department signed."""
    if not project.acceptance_number.strip():
        raise _refuse(_("还没有验收单编号，请在“修改项目”中填写。"), "acceptance_number", "acceptance_number")


def is_settled(project: Project) -> None:
    """Settled: the audit's amount stands at every contract."""
    open_numbers = list(project.contracts.filter(settled_amount=None).values_list("number", flat=True)[:5])
    if open_numbers:
        text = _("合同 {numbers} 还没有结算审定金额，请先登记结算。").format(numbers="、".join(open_numbers))
        raise _refuse(text, "not_settled")


def has_assets(project: Project) -> None:
    """Handed over: assets worth what was paid, or a note that tells the difference."""
    value = project.assets.aggregate(total=Sum("original_value"))["total"] or ZERO
    paid = selectors.paid_out(project)
    if value != paid and not project.asset_note.strip():
        text = _("登记资产原值合计 {value} 元，已支付 {paid} 元，两者不等：请补登资产，或填写“资产差异说明”。").format(
            value=f"{value:,.2f}", paid=f"{paid:,.2f}"
        )
        raise _refuse(text, "assets", "asset_note")


def has_operator(project: Project) -> None:
    """Operating: an industry project has somebody who runs it and rules by which villages share."""
    if not project.is_industry:
        return
    if project.operator_id is None:
        raise _refuse(_("产业项目要先确定运营主体，请在“修改项目”中填写。"), "operator", "operator")
    if not project.benefit_rules.exists():
        raise _refuse(_("产业项目要先登记联农带农规则（谁付、付给谁、付多少）。"), "no_benefit_rule")


def is_measured(project: Project) -> None:
    """Reviewed: every target has its actual, and the review its score."""
    targets = list(project.targets.all())
    if not targets:
        raise _refuse(_("还没有绩效目标，请先在“进度”页登记。"), "no_target")
    missing = [target.text for target in targets if target.actual is None]
    if missing:
        raise _refuse(_("绩效指标“{text}”还没有完成值。").format(text="”“".join(missing[:3])), "not_measured")
    if project.review_score is None:
        raise _refuse(_("还没有绩效得分，请在“修改项目”中填写。"), "review_score", "review_score")


def holds_no_money(project: Project) -> None:
    """Cancelled: what lies in the purse went back first."""
    if project.purse.balance:
        text = _("项目资金还有 {balance} 元，请先收回结余再取消。").format(balance=f"{project.purse.balance:,.2f}")
        raise _refuse(text, "holds_money")


def was_suspended_from(state: str) -> Callable[[Project], None]:
    """A suspended project goes on where it was stopped."""

    def guard(project: Project) -> None:
        if project.suspended_from != state:
            raise _refuse(_("项目不是从这个环节暂停的。"), "wrong_state")

    return guard
