"""Taking a file into a ledger: a preview of every difference, all rows or none, and the way back.

The preview is not a guess: it writes every row through the room's own services and rolls back, so that what a
service would refuse is shown before anything is kept.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core import audit, evidence, personal
from siqiao.core.errors import DomainError
from siqiao.core.ledger import Column, Ledger, find
from siqiao.core.ledger_reading import Fault, ReadFile, ReadRow, read_for
from siqiao.core.models import ImportBatch, ImportedRow
from siqiao.core.money import MoneyField
from siqiao.core.scope import Scope

NEW, CHANGED, SAME, FAULTY = "new", "changed", "same", "faulty"
ROW_STATES = (NEW, CHANGED, SAME, FAULTY)
Report = Callable[[float, str], None]


@dataclass(frozen=True)
class Difference:
    """One column of a record that the file changes."""

    title: str
    before: Any
    after: Any


@dataclass
class SeenRow:
    """What one row of the file would do: its values, state, and the differences to what is there."""

    read: ReadRow
    state: str
    differences: list[Difference] = field(default_factory=list)


@dataclass
class Preview:
    """What a file would do to a ledger, row by row."""

    ledger: Ledger
    scope: Scope
    path: Path
    name: str
    file: ReadFile
    rows: list[SeenRow]

    @property
    def faults(self) -> list[Fault]:
        return [fault for row in self.rows for fault in row.read.faults]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.state for row in self.rows)
        return {state: found[state] for state in ROW_STATES}

    def summary(self) -> dict[str, Any]:
        """For the command line and the batch: counts, every row's account, every fault."""
        faults = [{"sheet": f.sheet, "row": f.row_number, "column": f.title, "message": f.message} for f in self.faults]
        return {
            "ledger": self.ledger.name,
            "counts": self.counts,
            "accounted": self.file.accounted,
            "matched": self.file.matched,
            "unmatched": self.file.unmatched,
            "skipped_sheets": self.file.skipped_sheets,
            "faults": faults,
        }


class _Undone(Exception):
    """Raised to roll a preview back."""


def _quiet(share: float, step: str) -> None:
    """Nobody waits for progress."""


def preview(ledger: Ledger, scope: Scope, path: Path, name: str = "", *, report: Report = _quiet) -> Preview:
    """What a file would do. Raises DomainError for a file or headings that cannot be read at all."""
    _require_importable(ledger)
    found = read_for(ledger, scope, path, name)
    seen = Preview(ledger, scope, path, name or path.name, found, [])
    try:
        with transaction.atomic():
            for at, row in enumerate(found.rows):
                seen.rows.append(_try(ledger, scope, row))
                report(at / max(len(found.rows), 1), _("第 {n} 行").format(n=row.row_number))
            raise _Undone
    except _Undone:
        return seen


def _require_importable(ledger: Ledger) -> None:
    if ledger.write is None:
        raise DomainError(_("“{title}”不能导入，请在页面上登记。").format(title=ledger.title), code="not_importable")


def _try(ledger: Ledger, scope: Scope, row: ReadRow) -> SeenRow:
    """One row written inside the preview's transaction, its faults noted instead of raised."""
    if row.faults:
        return SeenRow(row, FAULTY)
    try:
        with transaction.atomic():
            existing = _existing(ledger, scope, row)
            differences = _differences(ledger, existing, row.values) if existing is not None else []
            if existing is not None and not differences:
                return SeenRow(row, SAME)
            _write(ledger, scope, row, existing)
            return SeenRow(row, NEW if existing is None else CHANGED, differences)
    except (DomainError, IntegrityError) as error:
        _note(ledger, row, error)
        return SeenRow(row, FAULTY)


def _existing(ledger: Ledger, scope: Scope, row: ReadRow) -> models.Model | None:
    if ledger.find is not None:
        return ledger.find(scope, row.values)
    if not ledger.key:
        return None
    wanted = {key.replace(".", "__"): row.values.get(key.replace(".", "_").replace("__", "_")) for key in ledger.key}
    return ledger.rows(scope).filter(**wanted).first()


def _write(ledger: Ledger, scope: Scope, row: ReadRow, existing: models.Model | None) -> models.Model:
    assert ledger.write is not None
    values = row.values if existing is not None else {k: v for k, v in row.values.items() if v is not None}
    return ledger.write(scope, values, existing, timezone.localdate())


def _differences(ledger: Ledger, existing: models.Model, values: Mapping[str, Any]) -> list[Difference]:
    """Columns whose value in the file is another than the record's; an empty cell changes nothing it cannot say."""
    found = []
    for name, after in values.items():
        column = ledger.by_name[name]
        before = _held(column, existing)
        if after is None and before in (None, "", 0, []):
            continue
        if (before or None) != (after or None) and str(before) != str(after):
            found.append(_difference(column, before, after))
    return found


def _held(column: Column, existing: models.Model) -> Any:
    try:
        return column.value(existing)
    except AttributeError:
        return None


def _difference(column: Column, before: Any, after: Any) -> Difference:
    if column.mask is not None:
        before, after = (column.mask(str(value)) if value else value for value in (before, after))
    return Difference(str(column.title), before, after)


def _note(ledger: Ledger, row: ReadRow, error: Exception) -> None:
    if not isinstance(error, DomainError):
        row.fault(ledger, "", _("与已有记录冲突（编号重复，或余额不够）：{error}").format(error=error))
        return
    known = {name: text for name, text in error.fields.items() if _column_named(ledger, name)}
    for name, text in known.items():
        row.fault(ledger, _column_named(ledger, name), str(text))
    if not known:
        row.fault(ledger, "", str(error.message))


def _column_named(ledger: Ledger, name: str) -> str:
    """The ledger's column for a service's input: itself, or a column that begins with its name."""
    if name in ledger.by_name:
        return name
    return next((column for column in ledger.by_name if column.startswith(name + "_")), "")


def apply(
    ledger: Ledger,
    scope: Scope,
    path: Path,
    name: str,
    *,
    batch: ImportBatch | None = None,
    report: Report = _quiet,
) -> ImportBatch:
    """Write every row of a file, or none, as the person of the scope. Nothing of a preview is trusted.

    `batch` is the row that an uploaded file has had since its preview.

    Raises DomainError with the first fault where any row has one.
    """
    _require_importable(ledger)
    found = read_for(ledger, scope, path, name)
    with transaction.atomic():
        batch = _open_batch(batch or keep_file(ledger, scope, path, name, actor=scope.user), found, scope.user)
        digest, counts = hashlib.sha256(), Counter()
        for at, row in enumerate(found.rows):
            state = _take(ledger, scope, batch, row)
            counts[state] += 1
            digest.update(json.dumps(row.values, ensure_ascii=False, default=str, sort_keys=True).encode())
            report(at / max(len(found.rows), 1), _("第 {n} 行").format(n=row.row_number))
        batch.counts = {state: counts[state] for state in ROW_STATES}
        batch.digest = digest.hexdigest()
        batch.save()
        audit.record(scope.user, "import.done", batch)
    return batch


def _open_batch(batch: ImportBatch, found: ReadFile, actor: Any) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != ImportBatch.State.PREVIEW:
        raise DomainError(_("这个文件已经导入过。"), code="wrong_state")
    batch.state, batch.accounted, batch.actor = ImportBatch.State.DONE, found.accounted, str(actor)
    batch.preview = {}
    return batch


def keep_file(ledger: Ledger, scope: Scope, path: Path, name: str, *, actor: Any) -> ImportBatch:
    """Store an uploaded file, waiting for its preview and a person's yes."""
    _require_importable(ledger)
    with path.open("rb") as file:
        stored = evidence.store(File(file), name)
    return ImportBatch.objects.create(
        county=scope.county, ledger=ledger.name, file=stored, file_name=name, actor=str(actor)
    )


def _take(ledger: Ledger, scope: Scope, batch: ImportBatch, row: ReadRow) -> str:
    """Write one row for good; DomainError names the sheet, the row and the cell."""
    existing = None
    if not row.faults:
        try:
            existing = _existing(ledger, scope, row)
            if existing is not None and not _differences(ledger, existing, row.values):
                return SAME
            before = _sealed(existing) if existing is not None else None
            record = _write(ledger, scope, row, existing)
        except (DomainError, IntegrityError) as error:
            _note(ledger, row, error)
    if row.faults:
        fault = row.faults[0]
        text = _("{sheet} 第 {row} 行 {column}：{message}").format(
            sheet=fault.sheet, row=fault.row_number, column=fault.title, message=fault.message
        )
        raise DomainError(text, code="import_fault")
    ImportedRow.objects.create(
        batch=batch,
        row_number=row.row_number,
        subject_key=str(record.pk),
        before={"sealed": before, "after": _digest(record), "label": record._meta.label_lower},
    )
    return NEW if existing is None else CHANGED


def _sealed(record: models.Model) -> str:
    """How a record stood, personal columns readable to the undo only: encrypted as a whole."""
    return personal.encrypt(json.dumps(_columns(record), ensure_ascii=False))


def _columns(record: models.Model) -> dict[str, Any]:
    found = {}
    for model_field in record._meta.concrete_fields:
        value = getattr(record, model_field.attname)
        is_plain = value is None or isinstance(value, bool | int | list | dict)
        found[model_field.attname] = value if is_plain and not isinstance(model_field, MoneyField) else str(value)
        if value is None:
            found[model_field.attname] = None
    return found


def _digest(record: models.Model) -> str:
    fresh = type(record)._base_manager.get(pk=record.pk)
    return hashlib.sha256(json.dumps(audit.snapshot(fresh), sort_keys=True, default=str).encode()).hexdigest()


def undo(batch: ImportBatch, scope: Scope, *, report: Report = _quiet) -> ImportBatch:
    """Take a whole import back, last row first. Raises DomainError where a record has been changed since."""
    ledger = find(batch.ledger)
    if ledger is None or ledger.undo is None:
        raise DomainError(_("这个台账的导入不能整批撤销，请逐条更正。"), code="no_undo")
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != ImportBatch.State.DONE:
            raise DomainError(_("这次导入已经撤销过。"), code="wrong_state")
        rows = list(ImportedRow.objects.filter(batch=locked).order_by("-id"))
        with audit.change(scope.user, "import.undone", locked):
            for at, row in enumerate(rows):
                _undo_row(ledger, scope, row)
                report(at / max(len(rows), 1), _("第 {n} 行").format(n=row.row_number))
            locked.state = ImportBatch.State.UNDONE
            locked.save()
    return locked


def _undo_row(ledger: Ledger, scope: Scope, row: ImportedRow) -> None:
    assert ledger.undo is not None
    record = ledger.model._base_manager.filter(pk=row.subject_key).first()
    if record is None:
        raise DomainError(_("第 {n} 行的记录已经不在了，不能整批撤销。").format(n=row.row_number), code="changed_since")
    kept = row.before or {}
    if _digest(record) != kept.get("after"):
        text = _("第 {n} 行的记录（{title}）在导入之后又被改过，不能整批撤销。").format(n=row.row_number, title=record)
        raise DomainError(text, code="changed_since")
    sealed = kept.get("sealed")
    ledger.undo(scope, record, json.loads(personal.decrypt(sealed)) if sealed else None)
