"""Writing one row: columns filled and checked, the row written, a link in the audit chain, in one transaction."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.registry.validation import fill, require_fields

Row = TypeVar("Row", bound=models.Model)


def add(record: Row, values: Mapping[str, Any], *, actor: Any, action: str) -> Row:
    """A new row. Raises DomainError at the fields that do not fit."""
    with transaction.atomic():
        fill(record, values)
        _require(record)
        record.save(force_insert=True)
        audit.record(actor, action, record)
    return record


def change(record: Row, values: Mapping[str, Any], *, actor: Any, action: str, note: str = "") -> Row:
    """Other columns for a row that stands; what it was stays in the audit chain."""
    with transaction.atomic():
        locked = type(record)._base_manager.select_for_update().get(pk=record.pk)
        with audit.change(actor, action, locked, note=note):
            fill(locked, values)
            _require(locked)
            locked.save()
    return locked


def remove(record: models.Model, *, actor: Any, action: str) -> None:
    """Take away a row that nothing hangs on. Raises DomainError where something does."""
    with transaction.atomic():
        audit.record(actor, action, record, before=audit.snapshot(record), removed=True)
        try:
            record.delete()
        except ProtectedError as error:
            text = _("“{record}”已有后续记录，不能删除。").format(record=record)
            raise DomainError(text, code="in_use") from error


def restore(record: Row, before: Mapping[str, Any], *, actor: Any, action: str) -> Row:
    """Put editable columns back as a snapshot of the audit chain tells them: the undo of an import."""
    fields = [field for field in record._meta.concrete_fields if field.editable and not field.primary_key]
    with transaction.atomic():
        locked = type(record)._base_manager.select_for_update().get(pk=record.pk)
        with audit.change(actor, action, locked, note=str(_("撤销导入"))):
            for field in fields:
                if field.attname in before:
                    setattr(locked, field.attname, field.to_python(before[field.attname]))
            locked.save()
    return locked


def _require(record: models.Model) -> None:
    require_fields(record)
    try:
        record.validate_constraints()
    except ValidationError as error:
        text = _("{title}“{record}”已有记录，或数据不合规则：{reason}").format(
            title=record._meta.verbose_name, record=record, reason=" ".join(error.messages)
        )
        raise DomainError(text, code="constraint") from error


def require_free(rows: "models.QuerySet[Any]", text: Any, *fields: str) -> None:
    """Refuse with a sentence at the fields where a row of that name already stands."""
    if rows.exists():
        raise DomainError(text, code="taken", fields=dict.fromkeys(fields, text))


def require_positive(amount: Decimal, field: str) -> None:
    if amount <= 0:
        raise DomainError(_("金额必须大于 0。"), code="amount", fields={field: _("金额必须大于 0。")})


def require_order(first: datetime.date | None, last: datetime.date | None, text: Any, field: str) -> None:
    """Refuse where the later of two days lies before the earlier."""
    if first and last and last < first:
        raise DomainError(text, code="date", fields={field: text})
