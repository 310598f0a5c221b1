"""Addresses of the registry, under /registry/."""

from django.urls import path

from siqiao.core.ledger_views import ledger_urls
from siqiao.registry.views import documents, finding, households, organisations, persons, years

urlpatterns = [
    path("persons/find", finding.person_search, name="person-search"),
    path("counts", finding.registry_counts, name="registry-counts"),
    path("household/add", households.household_add, name="household-add"),
    path("household/<int:pk>", households.household, name="household"),
    path("household/<int:pk>/edit", households.household_edit, name="household-edit"),
    path("household/<int:pk>/move", households.household_move, name="household-move"),
    path("household/<int:pk>/reveal", households.household_reveal, name="household-reveal"),
    path("household/<int:pk>/evidence", households.household_evidence, name="household-evidence"),
    path("household/<int:household_pk>/persons/add", persons.person_add, name="person-add"),
    path("household/<int:household_pk>/years/add", years.year_record, name="year-record"),
    path("person/<int:pk>", persons.person, name="person"),
    path("person/<int:pk>/edit", persons.person_edit, name="person-edit"),
    path("person/<int:pk>/head", persons.person_head, name="person-head"),
    path("person/<int:pk>/remove", persons.person_remove, name="person-remove"),
    path("year/<int:pk>", years.household_year, name="household-year"),
    path("year/<int:pk>/edit", years.year_edit, name="year-edit"),
    path("organisation/add", organisations.organisation_add, name="organisation-add"),
    path("organisation/<int:pk>", organisations.organisation, name="organisation"),
    path("organisation/<int:pk>/edit", organisations.organisation_edit, name="organisation-edit"),
    path("organisation/<int:pk>/reveal", organisations.organisation_reveal, name="organisation-reveal"),
    path("organisation/<int:pk>/evidence", organisations.organisation_evidence, name="organisation-evidence"),
    path("document/add", documents.document_add, name="document-add"),
    path("document/<int:pk>", documents.document, name="document"),
    path("document/<int:pk>/edit", documents.document_edit, name="document-edit"),
    path("document/<int:pk>/evidence", documents.document_evidence, name="document-evidence"),
    *ledger_urls("households"),
    *ledger_urls("persons"),
    *ledger_urls("household_years"),
    *ledger_urls("organisations"),
    *ledger_urls("documents"),
]
