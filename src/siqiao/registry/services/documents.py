"""Official documents: registered by number, with their files as evidence."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core import audit, evidence
from siqiao.core.models import Region
from siqiao.core.scope import Scope
from siqiao.registry.models import Document
from siqiao.registry.services.numbering import next_code, require_free_code
from siqiao.registry.validation import fill, refusal, require_fields


def add_document(
    scope: Scope,
    *,
    title: str,
    kind: str,
    issued_on: datetime.date,
    issuer: str,
    region: Region,
    code: str = "",
    file: Any = None,
    **values: Any,
) -> Document:
    """Register a document, with its file where there is one. Raises DomainError (number taken, file, date)."""
    columns = {"title": title.strip(), "kind": kind, "issued_on": issued_on, "issuer": issuer, **values}
    with transaction.atomic():
        audit.lock()
        code = code or next_code(Document.objects.all(), f"WJ{issued_on.year}", digits=4)
        require_free_code(Document, code)
        document = Document(county=scope.county, code=code, region=region)
        fill(document, columns)
        require_document(document)
        document.save(force_insert=True)
        audit.record(scope.user, "document.added", document)
        if file is not None:
            attach_file(scope, document, file=file)
    return document


def change_document(scope: Scope, document: Document, *, file: Any = None, **values: Any) -> Document:
    """Change columns of a document; a file is added beside those it has."""
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        if values.get("code", locked.code) != locked.code:
            require_free_code(Document, values["code"])
        with audit.change(scope.user, "document.changed", locked):
            fill(locked, values)
            require_document(locked)
            locked.save()
        if file is not None:
            attach_file(scope, locked, file=file)
    return locked


def attach_file(scope: Scope, record: Any, *, file: Any, title: str = "") -> Any:
    """Add a file to a document, a household or an organisation as evidence."""
    return evidence.attach(file, name=file.name, subject=record, actor=scope.user, title=title)


def require_document(document: Document) -> None:
    """Columns, the day, and one document for one number."""
    require_fields(document)
    if document.issued_on > timezone.localdate():
        raise refusal(_("成文日期在今天之后。"), "date", "issued_on")
    same = Document.objects.filter(number=document.number).exclude(pk=document.pk) if document.number else None
    if same is not None and same.exists():
        raise refusal(_("文号“{number}”已经登记过。").format(number=document.number), "number_taken", "number")
