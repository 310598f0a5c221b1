"""A household's year: recorded once, corrected by recording it again."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core import audit
from siqiao.core.money import FEN
from siqiao.core.scope import Scope
from siqiao.registry.models import Household, HouseholdYear
from siqiao.registry.services.households import locked_household
from siqiao.registry.validation import fill, refusal, require_fields, title_of

NOT_NEGATIVE = (
    "wages",
    "business_gross",
    "business_cost",
    "property_income",
    "transfer_income",
    "medical_spending",
    "schooling_spending",
    "disaster_loss",
)


def record_year(scope: Scope, household: Household, *, year: int, note: str = "", **values: Any) -> HouseholdYear:
    """Record or correct a household's income, spending and checks of a year.

    Amounts in yuan. `members` is the household's size unless told. Raises DomainError naming the column at fault.
    """
    with transaction.atomic():
        locked = locked_household(scope, household)
        found = HouseholdYear.objects.select_for_update().filter(household=locked, year=year).first()
        row = found or HouseholdYear(county=scope.county, household=locked, year=year, members=locked.size)
        before = audit.snapshot(row) if found else None
        row.household = locked
        fill(row, values)
        require_year(row)
        keep_income(row)
        row.save()
        audit.record(scope.user, f"household_year.{'changed' if found else 'recorded'}", row, before=before, note=note)
    return row


def keep_income(row: HouseholdYear) -> None:
    """Set the derived amounts: net income of all sources, and per person rounded to the fen."""
    row.income = row.wages + row.business + row.property_income + row.transfer_income
    row.income_per_person = per_person(row.income, row.members)


def per_person(income: Decimal, members: int) -> Decimal:
    """A household's income by head, to the fen, halves away from zero."""
    return (income / members).quantize(FEN, rounding=ROUND_HALF_UP)


def require_year(row: HouseholdYear) -> None:
    """A year that has begun, at least one member, no negative gross amount, checks with their day."""
    require_fields(row)
    if row.year > timezone.localdate().year:
        raise refusal(_("{year} 年还没有到。").format(year=row.year), "year", "year")
    for name in NOT_NEGATIVE:
        if getattr(row, name) < 0:
            title = title_of(row, name)
            raise refusal(_("{title}不能小于 0；亏损请写在“生产经营支出”。").format(title=title), "negative", name)
    if row.checked_on and row.checked_on > timezone.localdate():
        raise refusal(_("核查日期在今天之后。"), "date", "checked_on")
