"""Tables of the registry, by subject."""

from siqiao.registry.models.documents import Document
from siqiao.registry.models.households import Household
from siqiao.registry.models.organisations import Organisation, OrganisationMember
from siqiao.registry.models.persons import Person
from siqiao.registry.models.years import HouseholdYear

__all__ = ["Document", "Household", "HouseholdYear", "Organisation", "OrganisationMember", "Person"]
