"""The audit log: who did what, the difference it made, and whether the chain holds."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from siqiao.core import jobs
from siqiao.core.audit_names import title_of
from siqiao.core.models import AuditEntry, AuditHead, CountyPair, Job
from siqiao.core.scope import Request, allow

PAGE_ROWS = 50
CHAIN_WORK = "audit.verify"


class AuditFilter(forms.Form):
    """What the log is narrowed by."""

    who = forms.CharField(label=gettext_lazy("经办"), required=False)
    action = forms.CharField(label=gettext_lazy("操作"), required=False)
    record = forms.CharField(label=gettext_lazy("记录"), required=False)
    since = forms.DateField(label=gettext_lazy("从"), required=False)
    until = forms.DateField(label=gettext_lazy("到"), required=False)

    def narrow(self, entries: "QuerySet[AuditEntry]") -> "QuerySet[AuditEntry]":
        """Entries that fit; a field at fault narrows nothing and says so on the page."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("who"):
            entries = entries.filter(actor__contains=chosen["who"])
        if chosen.get("action"):
            entries = entries.filter(action__in=_codes_of(chosen["action"]))
        if chosen.get("record"):
            entries = entries.filter(_record_q(chosen["record"]))
        if chosen.get("since"):
            entries = entries.filter(at__gte=_midnight(chosen["since"]))
        if chosen.get("until"):
            entries = entries.filter(at__lt=_midnight(chosen["until"] + datetime.timedelta(days=1)))
        return entries


def _codes_of(word: str) -> list[str]:
    """Action codes in the log whose code or name holds a word."""
    codes = AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct()
    return [code for code in codes if word.lower() in code or word in title_of(code)]


def _record_q(text: str) -> Q:
    """`app.model`, `app.model/key`, or a part of a record's title."""
    table, _slash, key = text.partition("/")
    exact = Q(subject=table, subject_key=key) if key else Q(subject=table)
    return exact | Q(title__contains=text)


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def entries_of(request: Request) -> "QuerySet[AuditEntry]":
    """Entries about the counties of this person, the districts paired with them, and the house itself."""
    counties = list(request.counties)
    pairs = CountyPair.objects.filter(west_id__in=[code.ljust(12, "0") for code in counties])
    easts = [code[:6] for code in pairs.values_list("east_id", flat=True)]
    return AuditEntry.objects.filter(county__in=["", *counties, *easts])


@dataclass(frozen=True)
class Difference:
    """One column before and after."""

    title: str
    before: Any
    after: Any


def differences(entry: AuditEntry) -> list[Difference]:
    """The columns that an entry changed; all of them for a record made or removed."""
    before, after = entry.before or {}, entry.after or {}
    columns = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [Difference(_title(entry, name), before.get(name), after.get(name)) for name in columns]


def _title(entry: AuditEntry, column: str) -> str:
    try:
        field = apps.get_model(entry.subject)._meta.get_field(column.removesuffix("_id"))
    except (LookupError, ValueError, FieldDoesNotExist):
        return column
    return str(getattr(field, "verbose_name", column))


@allow("system.audit")
def audit_log(request: Request) -> HttpResponse:
    """The log, the newest first, a page of fifty at a time by number."""
    chosen = AuditFilter(request.GET)
    entries = chosen.narrow(entries_of(request))
    before = request.GET.get("before", "")
    if before.isdigit():
        entries = entries.filter(number__lt=int(before))
    found = list(entries[: PAGE_ROWS + 1])
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "filter": chosen,
        "rows": [(entry, title_of(entry.action)) for entry in found[:PAGE_ROWS]],
        "older": found[PAGE_ROWS - 1].number if len(found) > PAGE_ROWS else None,
        "is_first": not before,
        "query": query.urlencode(),
        "room": "system",
        **_chain_state(),
    }
    return render(request, "core/system/audit.html", context)


def _chain_state() -> dict[str, Any]:
    head = AuditHead.objects.filter(id=1).first()
    runs = Job.objects.filter(name=CHAIN_WORK)
    return {
        "links": head.number if head else 0,
        "verified": runs.filter(state=Job.State.DONE).order_by("-ended_at").first(),
        "running": runs.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).first(),
    }


@allow("system.audit")
def audit_entry(request: Request, number: int) -> HttpResponse:
    """One entry with what it changed, and the other entries of its record."""
    entry = get_object_or_404(entries_of(request), number=number)
    same = entries_of(request).filter(subject=entry.subject, subject_key=entry.subject_key)
    others = same.exclude(number=number)[:20] if entry.subject_key else []
    context = {
        "entry": entry,
        "title": title_of(entry.action),
        "differences": differences(entry),
        "others": [(other, title_of(other.action)) for other in others],
        "room": "system",
    }
    return render(request, "core/system/audit_entry.html", context)


@allow("system.audit")
@require_POST
def audit_verify(request: Request) -> HttpResponse:
    """Have the chain walked now, as a job."""
    job = jobs.start(CHAIN_WORK, title=_("核对审计链"), owner=request.user)
    return redirect("job", pk=job.pk)
