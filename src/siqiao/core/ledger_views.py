"""The pages of every ledger, made from its declaration: list, template, export, import and undo, saved views."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siqiao.core import audit, evidence, import_work, jobs, ledger_annotate, ledger_import, ledger_sheets
from siqiao.core.errors import DomainError
from siqiao.core.ledger import Column, Ledger, find
from siqiao.core.ledger_query import COUNTED_MOST, LedgerQuery
from siqiao.core.ledger_rows import body_of
from siqiao.core.models import ImportBatch, Job, Region, SavedView
from siqiao.core.regions import within
from siqiao.core.scope import Request, allow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INLINE_BYTES = 60_000  # larger files are read by the worker, with progress
INLINE_ROWS = 5_000


def ledger_urls(name: str, *, at: str = "") -> list[URLPattern]:
    """The addresses of a ledger's pages, under its name (or `at`); each with the ledger's own policy."""
    ledger = find(name)
    if ledger is None:
        raise LookupError(f"no ledger {name}")
    stem = at or name.replace("_", "-")
    pages: list[tuple[str, str, Callable[..., HttpResponse], bool]] = [
        (stem, name, list_page, False),
        (f"{stem}/export", f"{name}-export", export, False),
        (f"{stem}/export/<int:pk>", f"{name}-export-file", export_file, False),
        (f"{stem}/view", f"{name}-save-view", save_view, False),
    ]
    if ledger.write is not None:
        pages += [
            (f"{stem}/template", f"{name}-template", template, True),
            (f"{stem}/import", f"{name}-import", import_file, True),
            (f"{stem}/import/<int:pk>", f"{name}-import-preview", import_preview, True),
            (f"{stem}/import/<int:pk>/confirm", f"{name}-import-confirm", import_confirm, True),
            (f"{stem}/import/<int:pk>/undo", f"{name}-import-undo", import_undo, True),
            (f"{stem}/import/<int:pk>/annotated", f"{name}-import-annotated", import_annotated, True),
        ]
    return [path(address, _bound(ledger, view, writes), name=url) for address, url, view, writes in pages]


def _bound(ledger: Ledger, view: Callable[..., HttpResponse], writes: bool) -> Callable[..., Any]:
    policy = ledger.write_policy if writes else ledger.policy

    def bound(request: Request, **kwargs: Any) -> HttpResponse:
        return view(request, ledger, **kwargs)

    bound.__name__ = bound.__qualname__ = f"{ledger.name}_{view.__name__}"
    return allow(policy)(bound)


def list_page(request: Request, ledger: Ledger) -> HttpResponse:
    """The list: words, filters, order, columns, page, totals; what each row links to."""
    asked = LedgerQuery(ledger, request.scope, request.GET)
    page = asked.page()
    # Lists are masked for everybody; a reveal or an export is logged.
    body = body_of(ledger, asked.columns, page.rows)
    if asked.ignored:
        messages.warning(request, _("这些筛选条件看不懂，没有用上：{what}").format(what="、".join(asked.ignored)))
    context = {
        "ledger": ledger,
        "notice": ledger.notice(request.scope) if ledger.notice else "",
        "asked": asked,
        "page": page,
        "body": body,
        "chosen": {column.name for column in asked.columns},
        "headings": [_heading(ledger, asked, column) for column in asked.columns],
        "totals": _totals(asked),
        "most": COUNTED_MOST,
        "may_write": ledger.write is not None and request.scope.may(ledger.write_policy),
        "views": SavedView.objects.filter(user=request.user, ledger=ledger.name),
        "regions": within(request.scope.prefix.ljust(12, "0")).filter(level=Region.Level.TOWNSHIP)
        if any(each.kind == "region" for each, _asked in asked.filters)
        else (),
        "room": ledger.room,
    }
    return render(request, "core/ledger/list.html", context | {"urls": _urls(ledger)})


def _urls(ledger: Ledger) -> dict[str, str]:
    found = {"list": reverse(ledger.name)}
    for action in ("export", "save-view", "template", "import"):
        try:
            found[action.replace("-", "_")] = reverse(f"{ledger.name}-{action}")
        except NoReverseMatch:
            found[action.replace("-", "_")] = ""
    return found


def _heading(ledger: Ledger, asked: LedgerQuery, column: Column) -> dict[str, Any]:
    """A column's heading with the address that sorts by it."""
    current = asked.order.removeprefix("-") == column.query_path
    descending = asked.order.startswith("-")
    target = column.query_path or ""
    return {
        "title": ledger.heading(column),
        "is_number": ledger.kind_of(column) in ("money", "integer", "percent"),
        "sort": asked.address(order=target if current and descending else f"-{target}") if target else "",
        "state": ("descending" if descending else "ascending") if current else "",
    }


def _totals(asked: LedgerQuery) -> list[Any]:
    """One entry a column: the sum or None; an empty list where nothing is summed."""
    sums = asked.totals()
    return [sums.get(column.query_path or "") for column in asked.columns] if sums else []


def template(request: Request, ledger: Ledger) -> HttpResponse:
    """The empty workbook."""
    return _workbook(ledger_sheets.template(ledger), _("{title}（模板）").format(title=ledger.title))


def _workbook(content: bytes, title: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx") or ""
    return response


def export(request: Request, ledger: Ledger) -> HttpResponse:
    """What is on the screen, as Excel; many rows become a job."""
    asked = LedgerQuery(ledger, request.scope, request.GET)
    # What was searched for may be a person's name: the log says only that something was.
    note = asked.address(without=["q"]) + ("（带查找词）" if asked.words else "")
    audit.record_event(request.user, "ledger.exported", str(ledger.title), county=request.scope.county, note=note)
    if asked.rows.order_by()[: INLINE_ROWS + 1].count() > INLINE_ROWS:
        title = _("导出 {title}").format(title=ledger.title)
        job = jobs.start(
            "ledger-export",
            title=title,
            owner=request.user,
            county=request.scope.county,
            ledger=ledger.name,
            query=asked.address(),
        )
        return redirect("job", job.pk)
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115  the response closes it
    ledger_sheets.write_rows(file, ledger, request.scope, asked.ordered, asked.columns)  # type: ignore[arg-type]
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{ledger.title}.xlsx", content_type=XLSX)  # type: ignore[return-value]


def export_file(request: Request, ledger: Ledger, pk: int) -> HttpResponse:
    """The workbook that an export job of this person has written."""
    job = get_object_or_404(Job, pk=pk, owner=request.user, name="ledger-export", state=Job.State.DONE)
    path_ = import_work.export_path(job.pk)
    if job.arguments.get("ledger") != ledger.name or not path_.exists():
        raise Http404
    return FileResponse(path_.open("rb"), as_attachment=True, filename=f"{ledger.title}.xlsx", content_type=XLSX)  # type: ignore[return-value]


@require_POST
def save_view(request: Request, ledger: Ledger) -> HttpResponse:
    """Keep the list's address under a name, or drop a kept one."""
    name, drop = request.POST.get("name", "").strip()[:60], request.POST.get("drop", "")
    if drop:
        SavedView.objects.filter(user=request.user, ledger=ledger.name, pk=drop if drop.isdigit() else 0).delete()
    elif name:
        query = request.POST.get("query", "")[:2000]
        SavedView.objects.update_or_create(user=request.user, ledger=ledger.name, name=name, defaults={"query": query})
        messages.success(request, _("已存为“{name}”。").format(name=name))
    return redirect(f"{reverse(ledger.name)}?{request.POST.get('query', '')}")


def import_file(request: Request, ledger: Ledger) -> HttpResponse:
    """Choose a file; its preview follows."""
    error = ""
    if request.method == "POST":
        try:
            return _take_upload(request, ledger)
        except DomainError as refused:
            error = str(refused.message)
    batches = _batches(request, ledger).exclude(state=ImportBatch.State.PREVIEW)[:20]
    context = {"ledger": ledger, "error": error, "batches": batches, "urls": _urls(ledger), "room": ledger.room}
    return render(request, "core/ledger/import.html", context, status=400 if error else 200)


def _take_upload(request: Request, ledger: Ledger) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        raise DomainError(_("请选择要导入的文件。"), code="file")
    with transaction.atomic(), tempfile.NamedTemporaryFile(suffix=Path(upload.name or "").suffix) as kept:
        for part in upload.chunks():
            kept.write(part)
        kept.flush()
        batch = ledger_import.keep_file(ledger, request.scope, Path(kept.name), upload.name or "", actor=request.user)
        if (upload.size or 0) <= INLINE_BYTES:
            import_work.keep_preview(batch, request.scope, report=lambda share, step: None)
    if (upload.size or 0) > INLINE_BYTES:
        return _as_job(request, "ledger-preview", _("读取 {file}").format(file=batch.file_name), batch)
    return redirect(f"{ledger.name}-import-preview", pk=batch.pk)


def _as_job(request: Request, name: str, title: str, batch: ImportBatch) -> HttpResponse:
    job = jobs.start(name, title=title, owner=request.user, county=request.scope.county, batch=batch.pk)
    return redirect("job", job.pk)


def _batches(request: Request, ledger: Ledger) -> Any:
    """Imports that this person may see: a file holds rows in clear, so a township's person sees only the own ones."""
    rows = ImportBatch.objects.filter(ledger=ledger.name).select_related("file")
    return rows if request.scope.is_whole_county else rows.filter(actor=str(request.user))


def _batch(request: Request, ledger: Ledger, pk: int) -> ImportBatch:
    return get_object_or_404(_batches(request, ledger), pk=pk)


def import_preview(request: Request, ledger: Ledger, pk: int) -> HttpResponse:
    """What the file would do (or has done): counts, faults at their cells, differences."""
    batch = _batch(request, ledger, pk)
    titles = {
        ledger_import.NEW: _("新增"),
        ledger_import.CHANGED: _("修改"),
        ledger_import.SAME: _("不变"),
        ledger_import.FAULTY: _("有误"),
    }
    context = {
        "ledger": ledger,
        "batch": batch,
        "preview": batch.preview,
        "counts": [(titles[state], state, batch.counts.get(state, 0)) for state in ledger_import.ROW_STATES],
        "titles": titles,
        "is_ready": batch.state == ImportBatch.State.PREVIEW and batch.preview and not batch.preview.get("faults"),
        "can_undo": batch.state == ImportBatch.State.DONE and ledger.undo is not None,
        "urls": _urls(ledger),
        "room": ledger.room,
    }
    return render(request, "core/ledger/preview.html", context)


@require_POST
def import_confirm(request: Request, ledger: Ledger, pk: int) -> HttpResponse:
    """The person's yes."""
    batch = _batch(request, ledger, pk)
    if batch.file.size_bytes > INLINE_BYTES:
        return _as_job(request, "ledger-import", _("导入 {file}").format(file=batch.file_name), batch)
    try:
        done = import_work.take(batch, request.scope, report=lambda share, step: None)
        changed = done.counts["new"] + done.counts["changed"]
        messages.success(request, _("已导入：写入 {n} 行，{same} 行不变。").format(n=changed, same=done.counts["same"]))
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect(f"{ledger.name}-import-preview", pk=pk)


@require_POST
def import_undo(request: Request, ledger: Ledger, pk: int) -> HttpResponse:
    """Take the whole import back."""
    batch = _batch(request, ledger, pk)
    if batch.file.size_bytes > INLINE_BYTES:
        return _as_job(request, "ledger-undo", _("撤销导入 {file}").format(file=batch.file_name), batch)
    try:
        ledger_import.undo(batch, request.scope)
        messages.success(request, _("已撤销这次导入。"))
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect(f"{ledger.name}-import-preview", pk=pk)


def import_annotated(request: Request, ledger: Ledger, pk: int) -> HttpResponse:
    """The person's own file with a mark and a sentence at every cell that is at fault."""
    batch = _batch(request, ledger, pk)
    seen = ledger_import.preview(ledger, request.scope, evidence.path_of(batch.file), batch.file_name)
    audit.record_event(request.user, "import.fetched", batch.file_name, county=batch.county, note=str(ledger.title))
    content = ledger_annotate.annotate(evidence.path_of(batch.file), batch.file_name, seen.faults)
    return _workbook(content, _("{name}（标出问题）").format(name=Path(batch.file_name).stem))
