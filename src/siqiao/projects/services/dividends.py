"""Dividends paid by operators, and what collectives do with them: always as transfers between purses."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.money import ZERO
from siqiao.funds.models import Purse, Transfer, Voucher, unreversed
from siqiao.funds.models.purses import River
from siqiao.funds.services import payments, transfers
from siqiao.funds.services.purses import open_purse, payee_purse, source_purse
from siqiao.projects.models import BenefitShare, Distribution, DistributionShare, Dividend, DividendPayment
from siqiao.projects.services import records
from siqiao.registry.models import Household, Organisation

POSTED = Transfer.State.POSTED


def record_income(
    organisation: Organisation, *, amount: Decimal, on: datetime.date, actor: Any, note: str = ""
) -> Transfer:
    """Money an operator has earned enters its purse (经营收入); only what it pays on needs to be recorded."""
    return transfers.move(
        kind=Transfer.Kind.INCOME,
        source=source_purse(organisation, river=River.OWN, actor=actor),
        target=payee_purse(organisation, actor=actor),
        amount=amount,
        on=on,
        maker=actor,
        note=note,
    )


def purse_of(share: BenefitShare, *, actor: Any) -> Purse:
    """Where a payee's dividends arrive: the collective's purse, or one under the household's code."""
    if share.collective is not None:
        return payee_purse(share.collective, actor=actor)
    assert share.household is not None
    return household_purse(share.household, actor=actor)


def household_purse(household: Household, *, actor: Any) -> Purse:
    """The purse of a household, under its code: no name enters the accounts."""
    code = f"H-{household.pk:08d}"  # the household's own code is not for people of the east
    found = Purse.objects.filter(code=code).first()
    return found or open_purse(
        county=household.county,
        code=code,
        name=str(_("农户（{code}）")).format(code=code),
        kind=Purse.Kind.PAYEE,
        region=household.village,
        actor=actor,
    )


def amount_paid(dividend: Dividend) -> Decimal:
    live = dividend.payments.filter(unreversed("transfer"), transfer__state=POSTED)
    return live.aggregate(total=Sum("transfer__amount"))["total"] or ZERO


def pay_dividend(
    dividend: Dividend,
    *,
    amount: Decimal,
    on: datetime.date,
    actor: Any,
    voucher_number: str = "",
    note: str = "",
    from_income: bool = True,
) -> DividendPayment:
    """The payer pays a dividend, in part or whole, never above what is due.

    With `from_income` the same amount enters the payer's purse first as its earnings; without it the purse
    must hold the money already (Overdraft).
    """
    rule = dividend.share.rule
    with transaction.atomic():
        audit.lock()  # two payments at once see each other
        owed = dividend.amount_due - amount_paid(dividend)
        if amount > owed:
            text = _("本次 {amount} 元超过未付的 {owed} 元。").format(amount=f"{amount:,.2f}", owed=f"{owed:,.2f}")
            raise DomainError(text, code="above_due", fields={"amount": text})
        if from_income:
            record_income(rule.payer, amount=amount, on=on, actor=actor, note=str(dividend))
        transfer = transfers.move(
            kind=Transfer.Kind.DIVIDEND,
            source=payee_purse(rule.payer, actor=actor),
            target=purse_of(dividend.share, actor=actor),
            amount=amount,
            on=on,
            maker=actor,
            voucher=_voucher(dividend.county, voucher_number, on, actor),
            document_number=rule.agreement,
            note=note or f"{rule.code} {dividend.year}",
        )
        payment = DividendPayment(county=dividend.county, dividend=dividend, transfer=transfer)
        return records.add(payment, {}, actor=actor, action="dividend.paid")


def reverse_payment(payment: DividendPayment, *, on: datetime.date, actor: Any, reason: str) -> Transfer:
    """A dividend entered by mistake goes back to the payer; the tie stays and counts no more."""
    with transaction.atomic():
        back = transfers.reverse(payment.transfer, maker=actor, on=on, reason=reason)
        return transfers.settle(back, actor=actor)


def _voucher(county: str, number: str, on: datetime.date, actor: Any) -> Voucher | None:
    if not number:
        return None
    return payments.get_voucher(county=county, number=number, kind=Voucher.Kind.SLIP, on=on, actor=actor)


def distribute(
    collective: Organisation,
    *,
    number: str,
    use: str,
    year: int,
    rule_text: str,
    on: datetime.date,
    actor: Any,
    amount: Decimal | None = None,
    households: Mapping[Household, Decimal] | None = None,
    target: Purse | None = None,
) -> Distribution:
    """What a collective does with its dividends. To households: each household's amount, whose sum is paid.

    `target` is the purse that receives it; one purse a collective and use is opened where none is named.
    """
    shares = dict(households or {})
    if use == Distribution.Use.HOUSEHOLDS and not shares:
        raise DomainError(_("分配到户要有每户的金额。"), code="households", fields={"use": _("请列出农户和金额。")})
    total = sum(shares.values(), ZERO) if shares else (amount or ZERO)
    if amount is not None and amount != total:
        text = _("各户合计 {total} 元，与分配金额 {amount} 元不符。").format(
            total=f"{total:,.2f}", amount=f"{amount:,.2f}"
        )
        raise DomainError(text, code="sum", fields={"amount": text})
    taken = _("分配编号“{number}”已经有了。").format(number=number)
    records.require_free(Distribution.objects.filter(number=number), taken, "number")
    with transaction.atomic():
        transfer = transfers.move(
            kind=Transfer.Kind.DISTRIBUTION,
            source=payee_purse(collective, actor=actor),
            target=target or _use_purse(collective, use, actor=actor),
            amount=total,
            on=on,
            maker=actor,
            note=rule_text,
        )
        row = Distribution(county=collective.county, collective=collective, transfer=transfer)
        values = {"number": number, "use": use, "year": year, "rule_text": rule_text}
        records.add(row, values, actor=actor, action="distribution.made")
        for household, part in shares.items():
            share = DistributionShare(county=row.county, distribution=row, household=household)
            records.add(share, {"amount": part}, actor=actor, action="distribution.shared")
    return row


def _use_purse(collective: Organisation, use: str, *, actor: Any) -> Purse:
    code = f"D-{collective.pk:06d}-{use}"
    found = Purse.objects.filter(code=code).first()
    return found or open_purse(
        county=collective.county,
        code=code,
        name=f"{collective.name}·{Distribution.Use(use).label}"[:120],
        kind=Purse.Kind.PAYEE,
        region=collective.region,
        actor=actor,
    )


def change_dividend(dividend: Dividend, *, actor: Any, note: str = "", **values: Any) -> Dividend:
    """Another day or amount for one dividend by agreement; never below what was paid."""
    if values.get("amount_due", dividend.amount_due) < amount_paid(dividend):
        text = _("应付金额不能低于已付的 {paid} 元。").format(paid=f"{amount_paid(dividend):,.2f}")
        raise DomainError(text, code="below_paid", fields={"amount_due": text})
    return records.change(dividend, values, actor=actor, action="dividend.changed", note=note)
