"""The database itself refuses to change the audit log."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from siqiao.core import append_only, audit
from siqiao.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_it_refuses_an_edit() -> None:
    audit.record_event("审计", "test.event", "一件事")
    with pytest.raises((IntegrityError, DatabaseError), match="only grows"), transaction.atomic():
        AuditEntry.objects.update(note="改过")


def test_it_refuses_a_removal() -> None:
    audit.record_event("审计", "test.event", "一件事")
    with pytest.raises((IntegrityError, DatabaseError), match="only grows"), transaction.atomic():
        AuditEntry.objects.all().delete()


def test_it_names_the_tables_that_only_grow() -> None:
    assert "core_auditentry" in append_only.protected_tables(connection)
    append_only.release(connection, "core_auditentry")
    assert "core_auditentry" not in append_only.protected_tables(connection)


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_can_clean_up() -> None:
    audit.record_event("审计", "test.event", "一件事")
    assert AuditEntry.objects.count() == 1
