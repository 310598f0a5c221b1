"""What a row of a file means: the project, contract, organisation or household that it names."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.core.scope import Scope
from siqiao.projects import selectors
from siqiao.projects.models import Project
from siqiao.registry.models import Household, Organisation

Values = Mapping[str, Any]
Before = Mapping[str, Any] | None


def one_of(rows: Any, text: str, title: Any, field: str) -> Any:
    """The only row; DomainError at the field where there is none or several."""
    found = list(rows[:2])
    if len(found) == 1:
        return found[0]
    message = _("{title}“{text}”没有登记过，请先登记。") if not found else _("{title}“{text}”不止一个，请写明。")
    shown = message.format(title=title, text=text)
    raise DomainError(shown, code="unknown", fields={field: shown})


def project_of(scope: Scope, values: Values, field: str = "project_code") -> Project:
    """The project of a code, in this person's sight."""
    code = values[field]
    return one_of(selectors.projects(scope).filter(code=code), code, _("项目编号"), field)


def organisation_of(values: Values, field: str) -> Organisation | None:
    """The organisation of a name; None for an empty cell."""
    name = values.get(field)
    return one_of(Organisation.objects.filter(name=name), name, _("单位"), field) if name else None


def required_organisation(values: Values, field: str) -> Organisation:
    """The organisation of a name; DomainError for an empty cell too."""
    name = values.get(field) or ""
    return one_of(Organisation.objects.filter(name=name), name, _("单位"), field)


def household_of(values: Values, field: str) -> Household | None:
    code = values.get(field)
    return one_of(Household.objects.filter(code=code), code, _("户编号"), field) if code else None


def region_of(scope: Scope, values: Values, field: str = "region_code") -> Region:
    """The region of a code that the import has read; the county where the cell is empty."""
    return Region.objects.get(code=values.get(field) or scope.county.ljust(12, "0"))


def given(values: Values, *names: str) -> dict[str, Any]:
    """The named columns that the file had, without empty cells."""
    return {name: values[name] for name in names if values.get(name) not in (None, "")}
