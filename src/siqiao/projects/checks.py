"""What the projects ask of a payment before it is drafted and before it is posted.

1. No payment before the approval, nor while a project is suspended or cancelled.
2. What a payee gets out of a project's purse (pending and posted, less refunds and reversals) never exceeds the
   contracts with that payee and their change orders (or what settlement allowed); hence the project's payments
   never exceed its contracts. The payee's organisation is the link: a payment needs no word about its contract,
   and a payee without one gets nothing. `ContractPayment` rows are kept where a payment names its contract.
3. Help to households (`Kind.SUBSIDY`) is paid by list and has no contract; the purse's balance bounds it.
"""

from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.money import ZERO
from siqiao.funds.models import Transfer
from siqiao.funds.services.transfers import register_check
from siqiao.projects import selectors
from siqiao.projects.models import Project

S = Project.State
NOT_PAYABLE = (S.PROPOSED, S.IN_POOL, S.SUSPENDED, S.CANCELLED)


@register_check
def payment_is_due(transfer: Transfer) -> None:
    """Refuse a payment out of a project's purse that its state or its contracts do not cover."""
    if transfer.kind == Transfer.Kind.ALLOCATION:
        _require_approved(Project.objects.filter(purse=transfer.target_id).first())
    if transfer.kind != Transfer.Kind.PAYMENT:
        return
    project = Project.objects.filter(purse=transfer.source_id).first()
    if project is None:
        return
    _require_payable(project)
    if project.needs_contract:
        _require_contract(project, transfer)


def _require_approved(project: Project | None) -> None:
    if project is not None and project.state in NOT_PAYABLE:
        text = _("项目“{name}”现在是“{state}”，不能下达资金：立项批复以后才能下达。").format(
            name=project.name, state=project.get_state_display()
        )
        raise DomainError(text, code="not_approved")


def _require_payable(project: Project) -> None:
    if project.state in NOT_PAYABLE:
        text = _("项目“{name}”现在是“{state}”，不能支付：立项批复以后、未暂停或取消时才能支付。").format(
            name=project.name, state=project.get_state_display()
        )
        raise DomainError(text, code="not_payable")


def _require_contract(project: Project, transfer: Transfer) -> None:
    payee = transfer.target.organisation_id
    contracts = project.contracts.filter(contractor=payee).prefetch_related("changes") if payee else []
    if not contracts:
        text = _("“{payee}”与项目“{name}”没有合同，不能支付；请先登记合同。").format(
            payee=transfer.target.name, name=project.name
        )
        raise DomainError(text, code="no_contract")
    first = min(contract.signed_on for contract in contracts)
    if transfer.on < first:
        text = _("支付日期 {on} 早于合同签订的 {signed}，请核对。").format(on=transfer.on, signed=first)
        raise DomainError(text, code="date", fields={"on": text})
    most = sum((selectors.ceiling_of(contract) for contract in contracts), ZERO)
    paid = selectors.paid_to(project, payee, besides=transfer.pk)
    if paid + transfer.amount > most:
        text = _(
            "“{payee}”的合同与变更合计 {most} 元，已付和待复核 {paid} 元，再付 {asked} 元就超出合同；请先登记变更。"
        ).format(
            payee=transfer.target.name,
            most=f"{most:,.2f}",
            paid=f"{paid:,.2f}",
            asked=f"{transfer.amount:,.2f}",
        )
        raise DomainError(text, code="above_contract", fields={"amount": text})
