"""Ledgers of the money: plan, purses, transfers, gifts. Payments of projects are a ledger of the projects room."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.models import Region
from siqiao.core.scope import Scope
from siqiao.funds.models import Gift, PlanLine, Purse, Transfer, Voucher
from siqiao.funds.models.purses import River
from siqiao.funds.services import gifts, payments, programmes, purses, transfers
from siqiao.registry.models import Organisation

Values = Mapping[str, Any]
Before = Mapping[str, Any] | None


def organisation_named(name: str, column: str) -> Organisation:
    """The organisation of a name; DomainError at the column where none or several have it."""
    found = list(Organisation.objects.filter(name=name)[:2])
    if len(found) == 1:
        return found[0]
    text = _("单位名录中没有“{name}”，请先登记该单位。") if not found else _("单位名录中有多个“{name}”。")
    raise DomainError(text.format(name=name), code="organisation", fields={column: text.format(name=name)})


def purse_named(text: str, column: str) -> Purse:
    """The purse of a code or a name; DomainError at the column where none or several have it."""
    found = list(Purse.objects.filter(code=text)[:1]) or list(Purse.objects.filter(name=text)[:2])
    if len(found) == 1:
        return found[0]
    message = _("没有编号或名称为“{text}”的账户。") if not found else _("名称“{text}”对应多个账户，请填编号。")
    raise DomainError(message.format(text=text), code="purse", fields={column: message.format(text=text)})


# --- yearly plan ---------------------------------------------------------------------------------------------


def _plan_rows(scope: Scope) -> "QuerySet[PlanLine]":
    return PlanLine.objects.select_related("source")


def _find_plan(scope: Scope, values: Values) -> PlanLine | None:
    return PlanLine.objects.filter(code=values["code"]).first()


def _write_plan(scope: Scope, values: Values, existing: Any, today: datetime.date) -> PlanLine:
    fields = {name: value for name, value in values.items() if not name.startswith("source")}
    if "source_name" in values:
        giver = organisation_named(values["source_name"], "source_name")
        river = values.get("source_river") or River.FISCAL
        fields["source"] = purses.source_purse(giver, river=river, actor=scope.user)
    if existing is None:
        return programmes.add_plan_line(county=scope.county, actor=scope.user, **fields)
    return programmes.change_plan_line(existing, actor=scope.user, **fields)


def _undo_plan(scope: Scope, line: Any, before: Before) -> None:
    if before is None:
        programmes.remove_plan_line(line, actor=scope.user)
    else:
        names = ("year", "batch", "purpose", "title", "unit", "month", "note", "amount")
        values = {name: before[name] for name in names}
        values["amount"] = PlanLine._meta.get_field("amount").to_python(before["amount"])
        programmes.change_plan_line(line, actor=scope.user, **values)


register(
    Ledger(
        "plan_lines",
        PlanLine,
        _("年度资金计划"),
        [
            Column(
                "code", _("计划编号"), required=True, note=_("本县内不重复，如 2022-01"), aliases=("编号", "序号编码")
            ),
            Column("year", _("年度"), required=True, width=8, aliases=("资金年度", "计划年度")),
            Column(
                "source.name",
                _("资金来源"),
                required=True,
                width=28,
                query="source__name",
                aliases=("来源", "出资单位"),
            ),
            Column("source.river", _("资金性质"), choices=dict(River.choices), aliases=("性质",)),
            Column("batch", _("文号"), width=22, aliases=("批次", "文件号", "资金文号")),
            Column("title", _("计划内容"), required=True, width=36, aliases=("项目内容", "资金用途", "用途")),
            Column("purpose", _("用途类别"), required=True, aliases=("类别", "资金类别")),
            Column(
                "amount", _("计划金额"), unit=_("元"), required=True, width=18, aliases=("金额", "资金规模", "计划资金")
            ),
            Column("unit", _("责任单位"), width=24, aliases=("实施单位", "主管部门")),
            Column("month", _("计划到位月份"), required=True, width=10, note=_("1 至 12"), aliases=("到位月份",)),
            Column("note", _("备注"), width=24, is_shown=False),
        ],
        rows=_plan_rows,
        policy="funds.view",
        write_policy="funds.plan",
        order="-year",
        filters=("year", "source__river", "purpose", "amount", "month"),
        search=("code", "~title", "~batch", "~unit"),
        key=("code",),
        find=_find_plan,
        write=_write_plan,
        undo=_undo_plan,
        totals=("amount",),
        about=_("每年从哪里来多少钱、用在哪里、几月到位。"),
        empty=_("还没有资金计划。导入年度资金计划表，或在“年度计划”页逐条填写。"),
        room="funds",
        sheet_aliases=("资金计划", "年度计划"),
    )
)

# --- purses --------------------------------------------------------------------------------------------------


def _write_purse(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Purse:
    if existing is not None:
        return purses.rename_purse(existing, name=values.get("name", existing.name), actor=scope.user)
    if values["kind"] in (Purse.Kind.PROJECT, Purse.Kind.PAYEE):
        text = _("项目资金随项目开立，收款方账户随收款开立，不能导入。")
        raise DomainError(text, code="purse_kind", fields={"kind": text})
    region = Region.objects.get(code=values.get("region_code") or scope.county.ljust(12, "0"))
    return purses.open_purse(
        county=scope.county,
        code=values["code"],
        name=values["name"],
        kind=values["kind"],
        region=region,
        actor=scope.user,
        river=values.get("river") or "",
        year=values.get("year"),
    )


def _undo_purse(scope: Scope, purse: Any, before: Before) -> None:
    if before is None:
        purses.close_purse(purse, actor=scope.user)
    else:
        purses.rename_purse(purse, name=before["name"], actor=scope.user)


register(
    Ledger(
        "purses",
        Purse,
        _("资金账户"),
        [
            Column("code", _("账户编号"), required=True, width=18, aliases=("编号",)),
            Column("name", _("账户名称"), required=True, width=36, aliases=("名称",)),
            Column("kind", _("类别"), required=True),
            Column("river", _("资金性质")),
            Column("year", _("年度"), width=8),
            Column("region.name", _("所在地"), on_import=False),
            Column("region.code", _("区划代码"), kind="region", is_shown=False, query="region_id"),
            Column("balance", _("余额"), unit=_("元"), on_import=False, width=18),
            Column("reserved", _("待复核占用"), unit=_("元"), on_import=False, width=18),
        ],
        rows=lambda scope: Purse.objects.select_related("region"),
        policy="funds.view",
        write_policy="funds.plan",
        order="code",
        filters=("kind", "river", "year", "balance"),
        search=("code", "~name"),
        key=("code",),
        find=lambda scope, values: Purse.objects.filter(code=values["code"]).first(),
        write=_write_purse,
        undo=_undo_purse,
        page="purse",
        totals=("balance", "reserved"),
        about=_("钱在哪里：来源、国库专户、专项资金、项目、收款方。余额永远不会小于零。"),
        empty=_("还没有资金账户。导入账户表，或先填年度计划。"),
        room="funds",
        sheet_aliases=("账户", "资金账户"),
    )
)

# --- transfers -----------------------------------------------------------------------------------------------

K = Transfer.Kind
IMPORTED_KINDS = (K.RECEIPT, K.APPROPRIATION, K.ALLOCATION, K.CARRY_OVER)
"""Kinds without rules of their own; the others have pages and ledgers that ask what they must."""


def _write_transfer(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Transfer:
    if existing is not None:
        raise DomainError(_("流水 {number} 已入账，不能改动；需要更正时请冲正。").format(number=existing.number))
    if values["kind"] not in IMPORTED_KINDS:
        raise DomainError(
            _("从资金流水只能导入到账、下拨、下达和结转；支付、退款、分红等请用各自的台账或页面。"),
            fields={"kind": _("从资金流水只能导入到账、下拨、下达和结转。")},
        )
    voucher = None
    if values.get("voucher_number"):
        voucher = payments.get_voucher(
            county=scope.county,
            number=values["voucher_number"],
            kind=Voucher.Kind.ORDER,
            on=values["on"],
            actor=scope.user,
        )
    return transfers.move(
        kind=values["kind"],
        source=purse_named(values["source_name"], "source_name"),
        target=purse_named(values["target_name"], "target_name"),
        amount=values["amount"],
        on=values["on"],
        maker=scope.user,
        voucher=voucher,
        document_number=values.get("document_number") or "",
        note=values.get("note") or "",
    )


def _undo_transfer(scope: Scope, transfer: Any, before: Before) -> None:
    back = transfers.reverse(
        transfer, maker=scope.user, on=max(timezone.localdate(), transfer.on), reason=str(_("撤销导入"))
    )
    transfers.settle(back, actor=scope.user)


register(
    Ledger(
        "transfers",
        Transfer,
        _("资金流水"),
        [
            Column("number", _("流水号"), on_import=False, width=16),
            Column("on", _("日期"), required=True, aliases=("发生日期", "到账日期", "记账日期")),
            Column("kind", _("类别"), required=True, aliases=("业务类型", "流水类别")),
            Column(
                "source.name",
                _("付款方"),
                required=True,
                width=28,
                note=_("账户编号或名称"),
                aliases=("付款账户", "转出账户"),
            ),
            Column(
                "target.name",
                _("收款方"),
                required=True,
                width=28,
                note=_("账户编号或名称"),
                aliases=("收款账户", "转入账户"),
            ),
            Column("amount", _("金额"), unit=_("元"), required=True, width=18, aliases=("发生额", "拨付金额")),
            Column("voucher.number", _("凭证号"), width=18, aliases=("凭证编号", "拨款凭证号")),
            Column("document_number", _("文号"), width=22, aliases=("下达文号", "文件号")),
            Column("state", _("状态"), on_import=False),
            Column("note", _("摘要"), width=30, aliases=("备注", "用途")),
            Column("stage", _("付款阶段"), on_import=False, is_shown=False),
            Column("maker.username", _("制单"), on_import=False, is_shown=False),
            Column("checker.username", _("复核"), on_import=False, is_shown=False),
        ],
        rows=lambda scope: Transfer.objects.select_related("source", "target", "voucher", "maker", "checker"),
        policy="funds.view",
        write_policy="funds.allocate",
        order="-on",
        filters=("on", "kind", "state", "amount", "source__kind", "target__kind", "source", "target"),
        search=("number", "voucher__number", "voucher__invoice_number", "document_number"),
        find=lambda scope, values: None,
        write=_write_transfer,
        undo=_undo_transfer,
        page="transfer",
        totals=("amount",),
        about=_("每一笔钱从哪个账户到哪个账户。只增不改，更正用冲正。"),
        empty=_("还没有资金流水。先登记到账，或导入资金流水表。"),
        room="funds",
        sheet_aliases=("流水", "到账", "下达"),
    )
)

# --- gifts ---------------------------------------------------------------------------------------------------


def _write_gift(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Gift:
    if existing is not None:
        raise DomainError(_("捐赠 {code} 已登记，请在捐赠页修改。").format(code=existing.code))
    giver = organisation_named(values["giver_name"], "giver_name")
    goods = values.get("goods") or ""
    names = ("valuation", "intended_use", "receiver")
    gift = gifts.pledge(
        county=scope.county,
        code=values["code"],
        giver=giver,
        kind=values["kind"],
        value=values["value"],
        pledged_on=values["pledged_on"],
        actor=scope.user,
        items=_items(goods, values) if values["kind"] == Gift.Kind.GOODS else (),
        **{name: values.get(name) or "" for name in names},
    )
    if values.get("receipt_number"):
        target = purse_named(values["target"], "target") if values.get("target") else None
        gifts.receive_gift(
            gift,
            actor=scope.user,
            on=values.get("received_on") or values["pledged_on"],
            receipt_number=values["receipt_number"],
            target=target,
        )
    return gift


def _items(goods: str, values: Values) -> list[dict[str, Any]]:
    """One line of goods from the sheet's columns: name, quantity, measure, unit price."""
    return [
        {
            "name": goods,
            "quantity": values.get("quantity") or 1,
            "measure": values.get("measure") or "批",
            "unit_price": values.get("unit_price") or values["value"],
        }
    ]


register(
    Ledger(
        "gifts",
        Gift,
        _("捐赠台账"),
        [
            Column("code", _("捐赠编号"), required=True, aliases=("编号",)),
            Column("giver.name", _("捐赠方"), required=True, width=28, aliases=("捐赠单位", "捐赠人")),
            Column("kind", _("类别"), required=True, aliases=("捐赠类别",)),
            Column("value", _("价值"), unit=_("元"), required=True, width=16, aliases=("金额", "捐赠金额", "折价金额")),
            Column("pledged_on", _("认捐日期"), required=True, aliases=("捐赠日期", "日期")),
            Column("state", _("状态"), on_import=False),
            Column("intended_use", _("指定用途"), width=28, aliases=("用途",)),
            Column("receiver", _("接收单位"), width=24),
            Column("receipt_number", _("收据号"), width=16),
            Column("valuation", _("计价依据"), is_shown=False),
            Column("goods", _("品名"), query=None, is_shown=False, kind="text"),
            Column("quantity", _("数量"), query=None, is_shown=False, kind="integer"),
            Column("measure", _("计量单位"), query=None, is_shown=False, kind="text"),
            Column("unit_price", _("单价"), unit=_("元"), query=None, is_shown=False, kind="money"),
            Column("target", _("转入账户"), query=None, is_shown=False, kind="text"),
            Column("received_on", _("接收日期"), query=None, is_shown=False, kind="date"),
        ],
        rows=lambda scope: Gift.objects.select_related("giver", "transfer__target").prefetch_related("items"),
        policy="funds.view",
        write_policy="funds.give",
        order="-pledged_on",
        filters=("kind", "state", "pledged_on", "value"),
        search=("code", "~giver__name", "~intended_use", "receipt_number"),
        key=("code",),
        find=lambda scope, values: Gift.objects.filter(code=values["code"]).first(),
        write=_write_gift,
        page="gift",
        totals=("value",),
        about=_("企业、社会组织和个人捐的钱和物，从认捐到接收。"),
        empty=_("还没有捐赠。登记一笔认捐，或导入捐赠台账。"),
        room="funds",
        sheet_aliases=("捐赠",),
    )
)
