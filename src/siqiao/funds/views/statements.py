"""Reconciliation with the treasury's Excel: differences accepted or queried one by one."""

import tempfile
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siqiao.core import evidence
from siqiao.core.form_page import act_once, attempt, form_page
from siqiao.core.history import history_of
from siqiao.core.scope import Request, allow
from siqiao.funds import forms, selectors, treasury
from siqiao.funds.models import Statement, StatementLine
from siqiao.funds.services import reconciliation


@allow("funds.reconcile")
def statements(request: Request) -> HttpResponse:
    """The statements taken in, and the way to take another."""
    rows = [(each, selectors.statement_figures(each)) for each in Statement.objects.select_related("purse")[:50]]
    form = forms.StatementForm(request.scope, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _open(request, form))
        if made is not None:
            return redirect("statement", made.pk)
    context = {"rows": rows, "form": form, "room": "funds"}
    return render(request, "funds/statements.html", context, status=400 if form.errors else 200)


def _open(request: Request, form: forms.StatementForm) -> Statement:
    """Read the treasury's file and lay it beside our transfers."""
    upload = form.cleaned_data["file"]
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name).suffix) as kept:
        for part in upload.chunks():
            kept.write(part)
        kept.flush()
        rows = treasury.read_statement(Path(kept.name), upload.name)
    upload.seek(0)
    stored = evidence.store(upload, upload.name)
    span = {name: form.cleaned_data[name] for name in ("purse", "since", "until")}
    return reconciliation.open_statement(rows=rows, file=stored, file_name=upload.name, actor=request.user, **span)


@allow("funds.reconcile")
def statement(request: Request, pk: int) -> HttpResponse:
    """One statement: each difference with both amounts and what was decided."""
    found = get_object_or_404(Statement.objects.select_related("purse", "file"), pk=pk)
    lines = found.lines.select_related("transfer")
    context = {
        "statement": found,
        "figures": selectors.statement_figures(found),
        "differences": lines.exclude(finding=StatementLine.Finding.MATCHED),
        "matched": lines.filter(finding=StatementLine.Finding.MATCHED)[:200],
        "is_open": found.state == Statement.State.OPEN,
        "history": history_of([found], found.lines.exclude(decision="")),
        "room": "funds",
    }
    return render(request, "funds/statement.html", context)


@allow("funds.reconcile")
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """Accept one difference, or send it back."""
    line = get_object_or_404(StatementLine.objects.select_related("statement"), pk=pk)
    get_object_or_404(Statement, pk=line.statement_id)  # the line's own table knows no county; its statement does
    decision = request.POST.get("decision", "")
    note = request.POST.get("note", "")
    return act_once(
        request,
        lambda: reconciliation.decide(line, decision=decision, note=note, actor=request.user),
        said=_("已处理。"),
        back=reverse("statement", args=[line.statement_id]) + "#differences",
    )


@allow("funds.reconcile")
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    """End a reconciliation."""
    found = get_object_or_404(Statement, pk=pk)
    return act_once(
        request,
        lambda: reconciliation.close_statement(found, actor=request.user),
        said=_("这次对账已结束。"),
        back=reverse("statement", args=[pk]),
    )


@allow("funds.reconcile")
def void(request: Request, pk: int) -> HttpResponse:
    """Put aside a reconciliation that was opened wrongly."""
    found = get_object_or_404(Statement, pk=pk)
    return form_page(
        request,
        forms.ReasonForm(request.POST or None),
        lambda values: reconciliation.void_statement(found, actor=request.user, **values),
        title=_("作废这次对账"),
        submit=_("作废"),
        done=reverse("statements"),
        said=_("已作废。"),
        cancel=reverse("statement", args=[pk]),
        room="funds",
    )
