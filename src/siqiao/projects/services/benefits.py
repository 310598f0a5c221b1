"""Benefit rules and their schedule: who is to get how much of which rule in which year, to the fen."""

import calendar
import datetime
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.money import FEN, split
from siqiao.projects.models import Asset, BenefitRule, BenefitShare, Dividend, DividendPayment, Project
from siqiao.projects.services import records
from siqiao.registry.models import Household, Organisation


def add_benefit_rule(
    project: Project,
    *,
    code: str,
    payer: Organisation,
    kind: str,
    principal: Decimal,
    yearly_rate: Decimal,
    first_year: int,
    last_year: int,
    actor: Any,
    shares: Iterable[Mapping[str, Any]] = (),
    asset: Asset | None = None,
    **values: Any,
) -> BenefitRule:
    """A rule with its payees and the dividends that follow from it.

    Each share is {"collective": Organisation} or {"household": Household}, with a whole-number "weight" (1).
    `values`: due_month, due_day, agreement. Raises DomainError at the field.
    """
    records.require_positive(principal, "principal")
    _require_sense(yearly_rate, first_year, last_year)
    taken = _("规则编号“{code}”已经有了。").format(code=code)
    records.require_free(BenefitRule.objects.filter(code=code), taken, "code")
    with transaction.atomic():
        rule = BenefitRule(county=project.county, project=project, payer=payer, asset=asset)
        columns = {
            "code": code,
            "kind": kind,
            "principal": principal,
            "yearly_rate": yearly_rate,
            "first_year": first_year,
            "last_year": last_year,
        }
        records.add(rule, values | columns, actor=actor, action="benefit.rule_added")
        for share in shares:
            _add_share(rule, actor=actor, **share)
        schedule(rule, actor=actor)
    return rule


def _require_sense(rate: Decimal, first_year: int, last_year: int) -> None:
    if not 0 < rate <= 1:
        text = _("年收益率写成小数或百分数，大于 0、不超过 100%，如 0.06 或 6%。")
        raise DomainError(text, code="rate", fields={"yearly_rate": text})
    if not 2000 <= first_year <= last_year <= first_year + 50:
        text = _("起始、截止年度不合理。")
        raise DomainError(text, code="years", fields={"last_year": text})


def add_share(
    rule: BenefitRule,
    *,
    actor: Any,
    collective: Organisation | None = None,
    household: Household | None = None,
    weight: int = 1,
) -> BenefitShare:
    """One more payee of a rule; what is due is parted anew. Raises DomainError once a dividend was paid."""
    with transaction.atomic():
        share = _add_share(rule, actor=actor, collective=collective, household=household, weight=weight)
        schedule(rule, actor=actor)
    return share


def _add_share(
    rule: BenefitRule,
    *,
    actor: Any,
    collective: Organisation | None = None,
    household: Household | None = None,
    weight: int = 1,
) -> BenefitShare:
    if (collective is None) == (household is None):
        text = _("收款方是村集体或农户中的一个。")
        raise DomainError(text, code="payee", fields={"collective": text})
    same = rule.shares.filter(collective=collective, household=household)
    records.require_free(same, _("这个收款方已在规则中。"), "collective")
    share = BenefitShare(county=rule.county, rule=rule, collective=collective, household=household)
    return records.add(share, {"weight": weight}, actor=actor, action="benefit.share_added")


def change_share(share: BenefitShare, *, weight: int, actor: Any) -> BenefitShare:
    """Another weight for a payee; what is due is parted anew."""
    if weight == share.weight:
        return share
    with transaction.atomic():
        changed = records.change(share, {"weight": weight}, actor=actor, action="benefit.share_changed")
        schedule(changed.rule, actor=actor)
    return changed


def remove_share(share: BenefitShare, *, actor: Any) -> None:
    """Take a payee out of a rule, and the rule with its last one: the undo of an import."""
    rule = share.rule
    with transaction.atomic():
        _clear_schedule(rule, actor=actor)
        records.remove(share, actor=actor, action="benefit.share_removed")
        if rule.shares.exists():
            schedule(rule, actor=actor)
        else:
            records.remove(rule, actor=actor, action="benefit.rule_removed")


def change_benefit_rule(rule: BenefitRule, *, actor: Any, note: str = "", **values: Any) -> BenefitRule:
    """Other terms of a rule of which nothing was paid yet; the dividends follow."""
    changed_terms = any(getattr(rule, name) != value for name, value in values.items())
    if not changed_terms:
        return rule
    now = {name: values.get(name, getattr(rule, name)) for name in ("yearly_rate", "first_year", "last_year")}
    _require_sense(now["yearly_rate"], now["first_year"], now["last_year"])
    with transaction.atomic():
        changed = records.change(rule, values, actor=actor, action="benefit.rule_changed", note=note)
        schedule(changed, actor=actor)
    return changed


def yearly_amount(rule: BenefitRule) -> Decimal:
    """Principal × rate, rounded to the fen."""
    return (rule.principal * rule.yearly_rate).quantize(FEN, rounding=ROUND_HALF_UP)


def due_day(rule: BenefitRule, year: int) -> datetime.date:
    """The day of a year on which a rule's dividend is due; the last of the month where it is shorter."""
    last = calendar.monthrange(year, rule.due_month)[1]
    return datetime.date(year, rule.due_month, min(rule.due_day, last))


def schedule(rule: BenefitRule, *, actor: Any) -> list[Dividend]:
    """Write anew what every payee is to get in every year; each year adds up to `yearly_amount` to the fen."""
    with transaction.atomic():
        _clear_schedule(rule, actor=actor)
        shares = list(rule.shares.order_by("pk"))
        if not shares:
            return []
        amounts = split(yearly_amount(rule), [share.weight for share in shares])
        made = [
            Dividend(county=rule.county, share=share, year=year, due_on=due_day(rule, year), amount_due=amount)
            for year in range(rule.first_year, rule.last_year + 1)
            for share, amount in zip(shares, amounts, strict=True)
            if amount
        ]
        rows = Dividend.objects.bulk_create(made)
        audit.record_bulk(actor, "dividend.scheduled", Dividend, rows, county=rule.county, title=str(rule))
    return rows


def _clear_schedule(rule: BenefitRule, *, actor: Any) -> None:
    if DividendPayment.objects.filter(dividend__share__rule=rule).exists():
        text = _("规则 {code} 已有分红付款，不能再改金额、年度或收款方；请另立一条规则。").format(code=rule.code)
        raise DomainError(text, code="paid")
    old = Dividend.objects.filter(share__rule=rule)
    if old.exists():
        audit.record_bulk(
            actor, "dividend.unscheduled", Dividend, old.order_by("pk"), county=rule.county, title=str(rule)
        )
        old.delete()
