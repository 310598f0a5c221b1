"""Ledgers of contracts and of the payments made out of project purses."""

import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError, Forbidden
from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.scope import Scope
from siqiao.funds.models import Purse, Transfer, unreversed
from siqiao.funds.services.payments import refuse_payment
from siqiao.projects.ledgers.reading import Before, Values, given, project_of, required_organisation
from siqiao.projects.models import Contract
from siqiao.projects.services import records
from siqiao.projects.services.contracts import change_contract, remove_contract, settle_contract, sign_contract
from siqiao.projects.services.payments import import_payment

COLUMNS = ("number", "title", "amount", "signed_on", "method", "retention_share")


def _rows(scope: Scope) -> "QuerySet[Contract]":
    return scope.narrow(Contract.objects.select_related("project", "contractor"), "project__region_id")


def _write(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Contract:
    columns = given(values, *COLUMNS)
    if existing is None:
        contractor = required_organisation(values, "contractor_name")
        contract = sign_contract(project_of(scope, values), contractor=contractor, actor=scope.user, **columns)
    else:
        contract = change_contract(existing, actor=scope.user, **columns)
    settled = values.get("settled_amount")
    if settled is not None and not scope.may("projects.approve"):
        text = _("结算审定金额只能由县里填写。")
        raise Forbidden(text, fields={"settled_amount": text})
    if settled is not None and settled != contract.settled_amount:
        number = values.get("settlement_number") or ""
        contract = settle_contract(contract, settled_amount=settled, settlement_number=number, actor=scope.user)
    return contract


def _undo(scope: Scope, contract: Any, before: Before) -> None:
    if before is None:
        remove_contract(contract, actor=scope.user)
    else:
        records.restore(contract, before, actor=scope.user, action="contract.changed")


register(
    Ledger(
        "contracts",
        Contract,
        _("合同台账"),
        [
            Column("number", _("合同编号"), required=True, width=20, aliases=("合同号",)),
            Column("title", _("合同名称"), width=30),
            Column("project.code", _("项目编号"), required=True, aliases=("项目代码",)),
            Column("project.name", _("项目名称"), on_import=False, width=28),
            Column(
                "contractor.name",
                _("承包方"),
                required=True,
                width=28,
                aliases=("中标单位", "施工单位", "供货单位", "乙方"),
            ),
            Column(
                "amount",
                _("合同金额"),
                unit=_("元"),
                required=True,
                width=18,
                aliases=("合同价", "中标金额", "合同价款"),
            ),
            Column("signed_on", _("签订日期"), required=True, aliases=("签订时间", "合同日期")),
            Column("method", _("采购方式"), required=True, aliases=("招标方式",)),
            Column("retention_share", _("质保金比例"), kind="percent", is_shown=False),
            Column("settled_amount", _("结算审定金额"), unit=_("元"), width=18, aliases=("审定金额", "结算金额")),
            Column("settlement_number", _("结算审计文号"), width=20, is_shown=False, aliases=("审计报告文号",)),
        ],
        rows=_rows,
        policy="projects.view",
        write_policy="projects.review",
        order="-signed_on",
        filters=("signed_on", "method", "amount", "project", "contractor"),
        search=("number", "title", "contractor__name", "project__name", "project__code"),
        key=("number",),
        find=lambda scope, values: _rows(scope).filter(number=values["number"]).first(),
        write=_write,
        undo=_undo,
        totals=("amount", "settled_amount"),
        about=_("项目与承包方签订的合同、变更后的结算。"),
        empty=_("还没有合同。在项目的“资金”页登记，或导入合同台账。"),
        room="projects",
        sheet_aliases=("合同",),
    )
)


def _payment_rows(scope: Scope) -> "QuerySet[Transfer]":
    """Payments out of project purses, each with the number of the contract it names."""
    rows = Transfer.objects.filter(kind=Transfer.Kind.PAYMENT, source__kind=Purse.Kind.PROJECT)
    rows = rows.annotate(contract_number=F("contract_payment__contract__number"))
    rows = rows.select_related("source", "target", "voucher", "maker", "checker")
    return scope.narrow(rows, "source__region_id")


def _find_payment(scope: Scope, values: Values) -> Transfer | None:
    same = _payment_rows(scope).filter(
        voucher__number=values.get("voucher_number"),
        source__code=values.get("source_code"),
        target__name=values.get("target_name"),
        amount=values.get("amount"),
    )
    return same.exclude(state=Transfer.State.VOID).filter(unreversed()).first()


def _write_payment(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Transfer:
    if existing is not None:
        text = _("凭证 {voucher} 的这笔支付已登记为流水 {number}。")
        raise DomainError(text.format(voucher=values.get("voucher_number"), number=existing.number), code="twice")
    return import_payment(scope, values)


def _undo_payment(scope: Scope, transfer: Any, before: Before) -> None:
    if transfer.state == Transfer.State.POSTED:
        text = _("流水 {number} 已复核入账，请在资金流水中冲正。").format(number=transfer.number)
        raise DomainError(text, code="posted")
    refuse_payment(transfer, scope.user, reason=str(_("撤销导入")))


register(
    Ledger(
        "project_payments",
        Transfer,
        _("项目支付台账"),
        [
            Column("number", _("流水号"), on_import=False, width=16),
            Column("source.code", _("项目编号"), required=True, aliases=("项目代码",)),
            Column("source.name", _("项目名称"), on_import=False, width=28),
            Column("contract_number", _("合同编号"), query="contract_payment__contract__number", kind="text", width=20,
                   aliases=("合同号",)),
            Column("target.name", _("收款方"), required=True, width=28,
                   aliases=("收款单位", "收款人", "供应商")),
            Column("amount", _("金额"), unit=_("元"), required=True, width=18,
                   aliases=("支付金额", "付款金额", "拨付金额")),
            Column("on", _("支付日期"), required=True, aliases=("付款日期", "拨付日期", "日期")),
            Column("stage", _("付款阶段"), aliases=("款项性质", "支付阶段")),
            Column("voucher.number", _("凭证号"), required=True, width=18,
                   aliases=("凭证编号", "记账凭证号", "支付凭证号")),
            Column("voucher.invoice_number", _("发票号码"), width=18, aliases=("发票号",)),
            Column("note", _("摘要"), width=28, aliases=("备注", "用途")),
            Column("state", _("状态"), on_import=False),
            Column("maker.username", _("制单"), on_import=False, is_shown=False),
            Column("checker.username", _("复核"), on_import=False, is_shown=False),
        ],
        rows=_payment_rows,
        policy="funds.view",
        write_policy="funds.make_payment",
        order="-on",
        filters=("on", "state", "stage", "amount", "source", "target"),
        search=("number", "voucher__number", "voucher__invoice_number", "source__name", "target__name"),
        key=("voucher_number", "source_code", "target_name", "amount"),
        find=_find_payment,
        write=_write_payment,
        undo=_undo_payment,
        page="transfer",
        totals=("amount",),
        about=_("从项目资金付给承包方和农户的每一笔款。导入的支付待另一人复核后入账。"),
        empty=_("还没有支付。登记一笔支付，或导入支付台账。"),
        room="projects",
        sheet_aliases=("支付", "项目支付", "支付明细"),
    )
)  # fmt: skip
