"""What an imported row's cells mean to the services: masks passed over, empty cells as the column's own empty."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from siqiao.core.models import Region
from siqiao.core.regions import find_region
from siqiao.core.scope import Scope
from siqiao.registry.models import Household
from siqiao.registry.validation import refusal

Values = Mapping[str, Any]
MASK = "*"


def columns_of(model: type[models.Model], values: Values) -> dict[str, Any]:
    """The model's own editable columns among the values; a masked value of an export means "as it was"."""
    fields = {field.name: field for field in model._meta.fields if field.editable and not field.is_relation}
    return {
        name: _empty_of(fields[name]) if value is None else value
        for name, value in values.items()
        if name in fields and not is_masked(value)
    }


def is_masked(value: Any) -> bool:
    """Whether a cell holds what a masked export wrote."""
    return isinstance(value, str) and MASK in value


def region_of(scope: Scope, value: Any) -> Region:
    """The region that a cell means: a Region, a code, or a name."""
    return value if isinstance(value, Region) else find_region(str(value), county=scope.county)


def household_of(scope: Scope, values: Values) -> Household | None:
    """The household of a row's household code, where it lies in this sight."""
    code = str(values.get("household_code") or "").strip()
    return scope.narrow(Household.objects.filter(code=code), "village_id").first()


def require_household_of(scope: Scope, values: Values) -> Household:
    """The household of a row's household code. DomainError where the registry has none."""
    household = household_of(scope, values)
    if household is None:
        message = _("台账中没有户编号“{code}”，请先导入农户。").format(code=values.get("household_code") or "")
        raise refusal(message, "household_unknown", "household_code")
    return household


def _empty_of(field: models.Field) -> Any:
    """What an empty cell writes: the column's default, "" for a text, None where that is allowed."""
    if field.null:
        return None
    return field.get_default()
