"""Evidence: files stored once by SHA-256 and attached to any record."""

import hashlib
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.models import Attachment, StoredFile

KINDS = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain",
}
SHOWN_IN_PAGE = {"application/pdf", "image/jpeg", "image/png"}
SIGNATURES = {"application/pdf": b"%PDF", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG"}


def path_of(stored: StoredFile) -> Path:
    """Where a stored file lies: two levels of folders by its digest."""
    return Path(settings.MEDIA_ROOT) / stored.digest[:2] / stored.digest


def store(file: File | Any, name: str) -> StoredFile:
    """Keep a file's bytes once. Raises DomainError for an empty one or a kind that cannot be evidence."""
    media_type = KINDS.get(Path(name).suffix.lower())
    if media_type is None:
        raise DomainError(
            _("“{name}”不是可以存的文件。可以存：{kinds}。").format(name=name, kinds=" ".join(KINDS)), code="file_kind"
        )
    digest, size, temporary, head = _write_aside(file)
    try:
        _require_content(name, media_type, size, head)
        stored, made = StoredFile.objects.get_or_create(
            digest=digest, defaults={"size_bytes": size, "media_type": media_type}
        )
        target = path_of(stored)
        if made or not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(temporary).replace(target)
        return stored
    finally:
        Path(temporary).unlink(missing_ok=True)


def _write_aside(file: Any) -> tuple[str, int, str, bytes]:
    """Copy to a temporary file on the same disk, so that a full disk leaves nothing half-written."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    digest, size, head = hashlib.sha256(), 0, b""
    with tempfile.NamedTemporaryFile(dir=root, delete=False) as out:
        while part := file.read(1 << 20):
            head = head or part[:8]
            digest.update(part)
            size += len(part)
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size, out.name, head


def _require_content(name: str, media_type: str, size: int, head: bytes) -> None:
    if size == 0:
        raise DomainError(_("“{name}”是空文件。").format(name=name), code="file_empty")
    signature = SIGNATURES.get(media_type)
    if signature and not head.startswith(signature):
        raise DomainError(
            _("“{name}”的内容与扩展名不符，可能改过扩展名或没有传完。").format(name=name), code="file_content"
        )


def attach(
    file: Any,
    *,
    name: str,
    subject: models.Model,
    actor: Any,
    title: str = "",
    kind: str = "",
    taken_on: date | None = None,
) -> Attachment:
    """Store a file as evidence of a record; the same file twice on one record is one attachment."""
    table, key = audit.subject_of(subject)
    with transaction.atomic():
        stored = store(file, name)
        attachment, made = Attachment.objects.get_or_create(
            file=stored,
            subject=table,
            subject_key=key,
            county=subject.county,  # type: ignore[attr-defined]
            defaults={"title": title or Path(name).stem, "kind": kind, "taken_on": taken_on, "added_by": str(actor)},
        )
        if made:
            audit.record(actor, "evidence.attached", attachment)
    return attachment


def evidence_of(subject: models.Model) -> "models.QuerySet[Attachment]":
    """The files of a record, the newest first."""
    table, key = audit.subject_of(subject)
    return Attachment.objects.filter(subject=table, subject_key=key).select_related("file")
