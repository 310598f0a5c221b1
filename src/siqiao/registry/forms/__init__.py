"""Forms of the registry's pages, by subject; the rules themselves are in the services."""

from siqiao.registry.forms.documents import DocumentForm
from siqiao.registry.forms.finding import PersonSearchForm
from siqiao.registry.forms.households import HouseholdForm, MoveForm, RegisterForm
from siqiao.registry.forms.organisations import OrganisationForm
from siqiao.registry.forms.persons import HeadForm, LeavingForm, PersonForm
from siqiao.registry.forms.reveals import HouseholdRevealForm, OrganisationRevealForm
from siqiao.registry.forms.years import YearForm

__all__ = [
    "DocumentForm",
    "HeadForm",
    "HouseholdForm",
    "HouseholdRevealForm",
    "LeavingForm",
    "MoveForm",
    "OrganisationForm",
    "OrganisationRevealForm",
    "PersonForm",
    "PersonSearchForm",
    "RegisterForm",
    "YearForm",
]
