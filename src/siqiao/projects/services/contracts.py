"""Contracts: signed by an allowed method, changed by order, settled by audit, tied to their payments."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.funds.models import Transfer
from siqiao.projects import selectors
from siqiao.projects.models import ChangeOrder, Contract, ContractPayment, Project
from siqiao.projects.models.projects import TENDERS, TenderMethod
from siqiao.projects.services import records
from siqiao.registry.models import Organisation

TENDER_FROM = Decimal(4_000_000)
TENDER_SOURCE = "发改委令2018年第16号：施工单项合同估算价400万元以上必须招标"
NOT_YET_APPROVED = (Project.State.PROPOSED, Project.State.IN_POOL)


def require_method(kind: str, amount: Decimal, method: str) -> None:
    """Works of 4,000,000 yuan and more are tendered (handbook, section 3); work relief builds by itself."""
    if kind != Project.Kind.ENGINEERING or amount < TENDER_FROM:
        return
    if method not in (*TENDERS, TenderMethod.WORK_RELIEF):
        text = _("工程合同 {amount} 元达到 400 万元，必须招标，不能用“{method}”（{source}）。").format(
            amount=f"{amount:,.2f}", method=TenderMethod(method).label, source=TENDER_SOURCE
        )
        raise DomainError(text, code="method", fields={"method": text})


def sign_contract(
    project: Project,
    *,
    number: str,
    contractor: Organisation,
    amount: Decimal,
    signed_on: datetime.date,
    method: str,
    actor: Any,
    **values: Any,
) -> Contract:
    """A contract of an approved project. Raises DomainError (state, method, number)."""
    _require_open(project)
    records.require_positive(amount, "amount")
    require_method(project.kind, amount, method)
    taken = _("合同编号“{number}”已经有了。").format(number=number)
    records.require_free(Contract.objects.filter(number=number), taken, "number")
    contract = Contract(county=project.county, project=project, contractor=contractor)
    columns = values | {"number": number, "amount": amount, "signed_on": signed_on, "method": method}
    return records.add(contract, columns, actor=actor, action="contract.signed")


def change_contract(contract: Contract, *, actor: Any, note: str = "", **values: Any) -> Contract:
    """Mend columns of a contract; an amount that was agreed anew is a change order instead."""
    amount = values.get("amount", contract.amount)
    if amount != contract.amount and (contract.settled_amount is not None or selectors.paid_under(contract)):
        text = _("合同 {number} 已有付款或已结算，金额只能凭变更批复改动。").format(number=contract.number)
        raise DomainError(text, code="paid", fields={"amount": text})
    records.require_positive(amount, "amount")
    require_method(contract.project.kind, amount, values.get("method", contract.method))
    paid = selectors.paid_under(contract)
    rest = selectors.ceiling_of(contract) - contract.amount
    if contract.settled_amount is None and amount + rest < paid:
        raise _below_paid(paid, "amount")
    return records.change(contract, values, actor=actor, action="contract.changed", note=note)


def remove_contract(contract: Contract, *, actor: Any) -> None:
    """Take back a contract under which nothing was paid: the undo of an import."""
    if selectors.paid_under(contract):
        raise DomainError(_("合同 {number} 已有付款，不能删除。").format(number=contract.number), code="in_use")
    records.remove(contract, actor=actor, action="contract.removed")


def add_change_order(
    project: Project,
    *,
    reason: str,
    document_number: str,
    amount_delta: Decimal,
    approved_on: datetime.date,
    actor: Any,
    contract: Contract | None = None,
) -> ChangeOrder:
    """An approved change of a contract's amount (or, without one, of the project's approved money)."""
    _require_open(project)
    if contract is not None:
        _require_room(project, contract, amount_delta)
    same = ChangeOrder.objects.filter(project=project, contract=contract, document_number=document_number)
    taken = _("变更批复“{number}”已经登记过。").format(number=document_number)
    records.require_free(same, taken, "document_number")
    order = ChangeOrder(county=project.county, project=project, contract=contract)
    values = {
        "reason": reason,
        "document_number": document_number,
        "amount_delta": amount_delta,
        "approved_on": approved_on,
    }
    return records.add(order, values, actor=actor, action="contract.change_ordered")


def _require_room(project: Project, contract: Contract, delta: Decimal) -> None:
    if contract.project_id != project.pk:
        raise DomainError(_("这份合同不是这个项目的。"), code="contract", fields={"contract": _("请选本项目的合同。")})
    if contract.settled_amount is not None:
        text = _("合同 {number} 已结算，不能再变更。").format(number=contract.number)
        raise DomainError(text, code="settled", fields={"contract": text})
    paid, after = selectors.paid_under(contract), selectors.ceiling_of(contract) + delta
    if after <= 0 or after < paid:
        raise _below_paid(paid, "amount_delta")


def settle_contract(contract: Contract, *, settled_amount: Decimal, settlement_number: str, actor: Any) -> Contract:
    """The audit of settlement allows an amount: not less than was paid, not more than contract and changes."""
    if not settlement_number.strip():
        missing = _("请填结算审计文号。")
        raise DomainError(missing, code="settlement_number", fields={"settlement_number": missing})
    paid = selectors.paid_under(contract)
    if settled_amount < paid:
        raise _below_paid(paid, "settled_amount")
    most = selectors.with_changes(contract)
    if settled_amount > most:
        text = _("审定金额 {settled} 元超过合同与变更合计 {most} 元，请先登记变更。").format(
            settled=f"{settled_amount:,.2f}", most=f"{most:,.2f}"
        )
        raise DomainError(text, code="above_contract", fields={"settled_amount": text})
    values = {"settled_amount": settled_amount, "settlement_number": settlement_number}
    return records.change(contract, values, actor=actor, action="contract.settled")


def tie_payment(transfer: Transfer, contract: Contract, *, actor: Any) -> ContractPayment:
    """Say under which contract a payment is made."""
    if (transfer.kind, transfer.source_id) != (Transfer.Kind.PAYMENT, contract.project.purse_id):
        raise DomainError(_("流水 {number} 不是这个项目的支付。").format(number=transfer.number), code="contract")
    if transfer.target.organisation_id != contract.contractor_id:
        text = _("收款方“{payee}”不是合同 {number} 的承包方。").format(
            payee=transfer.target.name, number=contract.number
        )
        raise DomainError(text, code="contract", fields={"contract_number": text})
    tie = ContractPayment(county=contract.county, contract=contract, transfer=transfer)
    return records.add(tie, {}, actor=actor, action="contract.paid")


def _require_open(project: Project) -> None:
    if project.is_stopped:
        raise DomainError(
            _("项目已{state}，不能登记合同或变更。").format(state=project.get_state_display()), code="stopped"
        )
    if project.state in NOT_YET_APPROVED:
        raise DomainError(_("项目还没有立项批复，不能签订合同。"), code="not_approved")


def _below_paid(paid: Decimal, field: str) -> DomainError:
    text = _("金额低于已支付的 {paid} 元。").format(paid=f"{paid:,.2f}")
    return DomainError(text, code="below_paid", fields={field: text})
