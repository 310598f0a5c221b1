"""The form of a household's year."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from siqiao.registry.forms.columns import ColumnForm
from siqiao.registry.models import HouseholdYear
from siqiao.registry.services.years import NOT_NEGATIVE

CHECKS = ("food_and_clothing", "schooling", "medical", "housing", "water")


class YearForm(ColumnForm):
    """Income by source, rigid spending and checks. Amounts in yuan."""

    model = HouseholdYear
    columns = ("year", "members", *NOT_NEGATIVE, *CHECKS, "checked_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NOT_NEGATIVE:
            self.fields[name].help_text = _("元")
        self.fields["business_cost"].help_text = _("元；亏损时支出大于收入，净收入可以小于 0。")
        if self.record is not None:
            self.fields["year"].disabled = True
