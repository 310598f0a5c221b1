"""Addresses of the furniture's pages; they stand at the root."""

from django.urls import path

from siqiao.core.system_views import audit, dictionary, evidence, finding, help, jobs

urlpatterns = [
    path("audit", audit.audit_log, name="audit"),
    path("audit/verify", audit.audit_verify, name="audit-verify"),
    path("audit/<int:number>", audit.audit_entry, name="audit-entry"),
    path("jobs", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>", jobs.job, name="job"),
    path("jobs/<int:pk>/cancel", jobs.job_cancel, name="job-cancel"),
    path("jobs/<int:pk>/again", jobs.job_again, name="job-again"),
    path("evidence/<int:pk>", evidence.evidence_file, name="evidence-file"),
    path("search", finding.search, name="search"),
    path("todo", finding.todo, name="todo"),
    path("dictionary", dictionary.dictionary, name="dictionary"),
    path("dictionary/<slug:name>", dictionary.dictionary_ledger, name="dictionary-ledger"),
    path("help", help.help_page, name="help"),
]
