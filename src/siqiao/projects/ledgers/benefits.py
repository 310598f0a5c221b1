"""Ledgers of the benefit rules (one row a rule and payee) and of the dividends that follow from them."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.money import ZERO
from siqiao.core.scope import Scope
from siqiao.projects import selectors
from siqiao.projects.ledgers.assets import hide_household
from siqiao.projects.ledgers.reading import (
    Before,
    Values,
    given,
    household_of,
    organisation_of,
    project_of,
    required_organisation,
)  # fmt: skip
from siqiao.projects.models import BenefitRule, BenefitShare, Dividend
from siqiao.projects.services import benefits, dividends

TERMS = ("kind", "principal", "yearly_rate", "first_year", "last_year", "due_month", "due_day", "agreement")
STATUSES = {"due": _("未到期"), "part": _("部分已付"), "paid": _("已付清"), "overdue": _("逾期未付")}


def _rows(scope: Scope) -> "QuerySet[BenefitShare]":
    links = ("rule__project", "rule__payer", "collective", "household")
    return scope.narrow(BenefitShare.objects.select_related(*links), "rule__project__region_id")


def _payee(values: Values) -> Q:
    return (
        Q(collective__name=values["collective_name"])
        if values.get("collective_name")
        else Q(household__code=values.get("household_code") or "")
    )


def _find(scope: Scope, values: Values) -> BenefitShare | None:
    return _rows(scope).filter(_payee(values), rule__code=values["rule_code"]).first()


def _write(scope: Scope, values: Values, existing: Any, today: datetime.date) -> BenefitShare:
    terms = given({name.removeprefix("rule_"): value for name, value in values.items()}, *TERMS)
    weight = values.get("weight") or 1
    if existing is not None:
        benefits.change_benefit_rule(existing.rule, actor=scope.user, **terms)
        existing.refresh_from_db()
        return benefits.change_share(existing, weight=weight, actor=scope.user)
    share: dict[str, Any] = {
        "collective": organisation_of(values, "collective_name"),
        "household": household_of(values, "household_code"),
        "weight": weight,
    }
    rule = BenefitRule.objects.filter(code=values["rule_code"]).first()
    if rule is not None:
        return benefits.add_share(rule, actor=scope.user, **share)
    rule = benefits.add_benefit_rule(
        project_of(scope, values, "rule_project_code"),
        code=values["rule_code"],
        payer=required_organisation(values, "rule_payer_name"),
        actor=scope.user,
        shares=[share],
        **terms,
    )
    return rule.shares.get()


def _undo(scope: Scope, share: Any, before: Before) -> None:
    if before is None:
        benefits.remove_share(share, actor=scope.user)
    else:
        benefits.change_share(share, weight=int(before["weight"]), actor=scope.user)


register(
    Ledger(
        "benefit_rules",
        BenefitShare,
        _("联农带农规则"),
        [
            Column("rule.code", _("规则编号"), required=True, aliases=("编号", "协议序号")),
            Column("rule.project.code", _("项目编号"), required=True, aliases=("项目代码",)),
            Column("rule.project.name", _("项目名称"), on_import=False, width=28),
            Column("rule.payer.name", _("付款主体"), required=True, width=28,
                   aliases=("付款方", "经营主体", "运营主体")),
            Column("rule.kind", _("联结方式"), required=True, aliases=("联农带农方式", "利益联结方式")),
            Column("collective.name", _("收款村集体"), width=28, aliases=("受益村集体", "收款方", "村集体")),
            Column("household.code", _("收款农户"), mask=hide_household, clear_policy="registry.view", query=None,
                   kind="text", aliases=("户编号", "受益农户")),
            Column("weight", _("份额"), width=8, aliases=("权重", "股份")),
            Column("rule.principal", _("计收本金"), unit=_("元"), required=True, width=18,
                   aliases=("本金", "投入资金")),
            Column("rule.yearly_rate", _("年收益率"), kind="percent", required=True,
                   aliases=("收益率", "分红比例")),
            Column("rule.first_year", _("起始年度"), required=True, width=10),
            Column("rule.last_year", _("截止年度"), required=True, width=10),
            Column("rule.due_month", _("应付月份"), width=10, is_shown=False),
            Column("rule.due_day", _("应付日"), width=8, is_shown=False),
            Column("rule.agreement", _("协议编号"), width=20, is_shown=False, aliases=("协议号",)),
        ],
        rows=_rows,
        policy="dividends.view",
        write_policy="dividends.edit",
        order="rule__code",
        filters=("rule__kind", "rule__principal", "rule__first_year", "rule__project", "collective"),
        search=("rule__code", "rule__project__name", "rule__payer__name", "collective__name"),
        key=("rule_code", "collective_name", "household_code"),
        find=_find,
        write=_write,
        undo=_undo,
        about=_("经营主体每年按什么本金、什么比例付给哪些村集体或农户。"),
        empty=_("还没有联农带农规则。在项目的“联农带农”页登记，或导入。"),
        room="projects",
        sheet_aliases=("联农带农", "利益联结"),
    )
)  # fmt: skip


def _find_dividend(scope: Scope, values: Values) -> Dividend | None:
    name = values.get("share_collective_name")
    payee = (
        Q(share__collective__name=name) if name else Q(share__household__code=values.get("share_household_code") or "")
    )
    rows = selectors.dividends(scope).filter(payee, share__rule__code=values["share_rule_code"])
    return rows.filter(year=values["year"]).first()


def _write_dividend(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Dividend:
    """The schedule comes from the rule; a row mends its day and amount and brings what was paid."""
    if existing is None:
        text = _("规则 {code} 在 {year} 年没有付给这个收款方的分红，请先登记规则。").format(
            code=values["share_rule_code"], year=values["year"]
        )
        raise DomainError(text, code="no_dividend", fields={"share_rule_code": text})
    terms = given(values, "due_on", "amount_due")
    if any(getattr(existing, name) != value for name, value in terms.items()):
        dividends.change_dividend(existing, actor=scope.user, **terms)
    more = (values.get("amount_paid") or ZERO) - existing.amount_paid
    if more > 0:
        on = values.get("paid_on") or values.get("due_on") or existing.due_on
        fresh = Dividend.objects.get(pk=existing.pk)
        dividends.pay_dividend(
            fresh, amount=more, on=on, actor=scope.user, voucher_number=values.get("voucher_number") or ""
        )
    return Dividend.objects.get(pk=existing.pk)


register(
    Ledger(
        "dividends",
        Dividend,
        _("分红台账"),
        [
            Column("share.rule.code", _("规则编号"), required=True, aliases=("编号",)),
            Column("year", _("年度"), required=True, width=8, aliases=("分红年度",)),
            Column("share.rule.project.name", _("项目名称"), on_import=False, width=28),
            Column("share.rule.payer.name", _("付款主体"), on_import=False, width=24),
            Column("share.collective.name", _("收款村集体"), width=28,
                   aliases=("收款方", "村集体", "受益村集体")),
            Column("share.household.code", _("收款农户"), mask=hide_household, clear_policy="registry.view",
                   query=None, kind="text", is_shown=False, aliases=("户编号",)),
            Column("due_on", _("应付日期"), aliases=("应付时间",)),
            Column("amount_due", _("应付金额"), unit=_("元"), width=18, aliases=("应分红金额", "应付")),
            Column("amount_paid", _("实付金额"), unit=_("元"), kind="money", width=18,
                   aliases=("已付金额", "实付", "分红金额")),
            Column("paid_on", _("实付日期"), kind="date", aliases=("付款日期", "支付日期")),
            Column("status", _("状态"), choices=STATUSES, on_import=False),
        ],
        rows=selectors.dividends,
        policy="dividends.view",
        write_policy="dividends.edit",
        order="-due_on",
        filters=("year", "due_on", "status", "amount_due", "share__rule", "share__rule__project", "share__collective"),
        search=("share__rule__code", "share__rule__project__name", "share__collective__name"),
        key=("share_rule_code", "year", "share_collective_name", "share_household_code"),
        find=_find_dividend,
        write=_write_dividend,
        page="dividend",
        totals=("amount_due", "amount_paid"),
        about=_("每年应付给每个村集体或农户多少、实付多少、逾期多少。付款更正用冲正。"),
        empty=_("还没有分红。登记联农带农规则后自动生成每年的应付分红。"),
        room="projects",
        sheet_aliases=("分红", "收益分配"),
    )
)  # fmt: skip
