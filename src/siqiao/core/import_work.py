"""Imports, undos and exports as jobs: what the pages start and the worker runs."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from siqiao.core import evidence, ledger_import, ledger_sheets
from siqiao.core.errors import DomainError
from siqiao.core.jobs import Progress, work
from siqiao.core.ledger import Ledger, find
from siqiao.core.ledger_query import LedgerQuery, QueryDict
from siqiao.core.models import ImportBatch, Job
from siqiao.core.pairing import counties_of
from siqiao.core.scope import Scope

SHOWN_ROWS, SHOWN_FAULTS = 200, 500
KEPT_SECONDS = 24 * 3600


def ledger_of(batch: ImportBatch) -> Ledger:
    """The ledger of a batch; DomainError where its room is gone."""
    ledger = find(batch.ledger)
    if ledger is None:
        raise DomainError(_("没有名为“{name}”的台账。").format(name=batch.ledger), code="unknown_ledger")
    return ledger


def keep_preview(batch: ImportBatch, scope: Scope, *, report: ledger_import.Report) -> ImportBatch:
    """Make the preview of a stored file and keep what the page shows of it."""
    path = evidence.path_of(batch.file)
    seen = ledger_import.preview(ledger_of(batch), scope, path, batch.file_name, report=report)
    batch.preview = shown(seen)
    batch.counts = seen.counts
    batch.accounted = seen.file.accounted
    batch.save()
    return batch


def shown(seen: ledger_import.Preview) -> dict[str, Any]:
    """A preview as the page shows it: counts, faults, the first rows with their differences; values masked."""
    rows = [row for row in seen.rows if row.state != ledger_import.SAME][:SHOWN_ROWS]
    return {
        **seen.summary(),
        "faults": seen.summary()["faults"][:SHOWN_FAULTS],
        "fault_count": len(seen.faults),
        "headings": [str(seen.ledger.by_name[name].title) for name in _shown_columns(seen)],
        "rows": [_shown_row(seen, row) for row in rows],
    }


def _shown_columns(seen: ledger_import.Preview) -> list[str]:
    present = {name for row in seen.rows[:1] for name in row.read.places}
    return [column.name for column in seen.ledger.importable if column.name in present][:8]


def _shown_row(seen: ledger_import.Preview, row: ledger_import.SeenRow) -> dict[str, Any]:
    return {
        "sheet": row.read.sheet,
        "number": row.read.row_number,
        "state": row.state,
        "cells": [_shown_cell(seen.ledger, name, row.read.values.get(name)) for name in _shown_columns(seen)],
        "differences": [[d.title, _text(d.before), _text(d.after)] for d in row.differences],
    }


def _shown_cell(ledger: Ledger, name: str, value: Any) -> str:
    column = ledger.by_name[name]
    if value and column.mask is not None:
        return column.mask(str(value))
    choices = ledger.choices_of(column) if ledger.kind_of(column) == "choice" else {}
    return _text(choices.get(value, value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    return (_("是") if value else _("否")) if isinstance(value, bool) else str(value)


def _scope_of(job: Job, policy: str) -> Scope:
    """The sight of a job's owner as it is now: a job does not outlive the right to do it."""
    if job.county not in counties_of(job.owner) or not Scope.of(job.owner, job.county).may(policy):
        raise DomainError(_("您现在没有做这件事的权限。"), code="forbidden")
    return Scope.of(job.owner, job.county)


def _batch_of(job: Job, key: int) -> tuple[ImportBatch, Scope]:
    batch = ImportBatch.objects.get(pk=key)
    return batch, _scope_of(job, ledger_of(batch).write_policy)


@work("ledger-preview")
def preview_job(progress: Progress, job: Job, *, batch: int) -> dict[str, Any]:
    """Read an uploaded file and note what it would do."""
    found, scope = _batch_of(job, batch)
    kept = keep_preview(found, scope, report=progress)
    return {"url": reverse(f"{kept.ledger}-import-preview", args=[kept.pk])}


@work("ledger-import")
def import_job(progress: Progress, job: Job, *, batch: int) -> dict[str, Any]:
    """Write an uploaded file into its ledger."""
    kept, scope = _batch_of(job, batch)
    take(kept, scope, report=progress)
    return {"url": reverse(f"{kept.ledger}-import-preview", args=[kept.pk])}


def take(batch: ImportBatch, scope: Scope, *, report: ledger_import.Report) -> ImportBatch:
    """Write a stored file's rows."""
    path = evidence.path_of(batch.file)
    return ledger_import.apply(ledger_of(batch), scope, path, batch.file_name, batch=batch, report=report)


@work("ledger-undo")
def undo_job(progress: Progress, job: Job, *, batch: int) -> dict[str, Any]:
    """Take an import back."""
    found, scope = _batch_of(job, batch)
    kept = ledger_import.undo(found, scope, report=progress)
    return {"url": reverse(f"{kept.ledger}-import-preview", args=[kept.pk])}


def export_path(job_key: int) -> Path:
    """Where the workbook of an export job lies."""
    return Path(settings.MEDIA_ROOT).parent / "exports" / f"{job_key}.xlsx"


def _forget_old(folder: Path) -> None:
    """Exports may hold values in clear: they are kept for a day only."""
    for old in folder.glob("*.xlsx"):
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            old.unlink(missing_ok=True)


@work("ledger-export")
def export_job(progress: Progress, job: Job, *, ledger: str, query: str) -> dict[str, Any]:
    """Write the rows of a list as a workbook."""
    found = find(ledger)
    if found is None:
        raise DomainError(_("没有名为“{name}”的台账。").format(name=ledger), code="unknown_ledger")
    scope = _scope_of(job, found.policy)
    asked = LedgerQuery(found, scope, QueryDict(query))
    path = export_path(job.pk)
    path.parent.mkdir(parents=True, exist_ok=True)
    _forget_old(path.parent)
    total = max(asked.rows.order_by().count(), 1)
    done = ledger_sheets.write_rows(
        path,
        found,
        scope,
        asked.ordered,
        asked.columns,
        report=lambda n: progress(n / total, _("已写 {n} 行").format(n=n)),
    )
    return {"url": reverse(f"{ledger}-export-file", args=[job.pk]), "message": _("共 {n} 行").format(n=done)}
