"""Whoever edits, removes, reorders or cuts the audit log, or a record behind its back, is found and named."""

from collections.abc import Callable

import pytest
from django.db import connection

from siqiao.accounts.services import users
from siqiao.core import append_only, audit
from tests.conftest import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(people: People) -> Callable[[str], None]:
    """Six links, and a way to run SQL past the triggers."""
    for number in range(5):
        audit.record_event("张家川县协作办", "test.event", f"第 {number + 1} 件事")
    users.change_scope(people.village, actor=people.admin, role="village", region="620525102202", post="新岗位")

    def intrude(sql: str) -> None:
        append_only.release(connection, "core_auditentry")
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return intrude


def found() -> str:
    return "\n".join(f"{finding.place} {finding.message}" for finding in audit.verify())


def test_an_untouched_chain_fits(chain: Callable) -> None:
    assert audit.verify() == []


def test_it_finds_an_edited_entry(chain: Callable) -> None:
    chain("UPDATE core_auditentry SET actor = '别人' WHERE number = 3")
    assert "审计第 3 条" in found()
    assert "内容被改动" in found()


def test_it_finds_a_removed_entry(chain: Callable) -> None:
    chain("DELETE FROM core_auditentry WHERE number = 3")
    assert "缺少第 3 至 3 条" in found()


def test_it_finds_reordered_entries(chain: Callable) -> None:
    chain("UPDATE core_auditentry SET number = 99 WHERE number = 2")
    chain("UPDATE core_auditentry SET number = 2 WHERE number = 3")
    chain("UPDATE core_auditentry SET number = 3 WHERE number = 99")
    assert "审计第 2 条" in found()
    assert "审计第 3 条" in found()


def test_it_finds_a_cut_tail(chain: Callable) -> None:
    chain("DELETE FROM core_auditentry WHERE number > 4")
    assert "链尾应为第 6 条，现为第 4 条" in found()


def test_it_finds_a_cut_tail_with_the_head_set_back(chain: Callable) -> None:
    chain("DELETE FROM core_auditentry WHERE number > 4")
    chain("UPDATE core_audithead SET number = 4, digest = (SELECT digest FROM core_auditentry WHERE number = 4)")
    assert "审计链尾" in found()


def test_it_finds_a_record_edited_by_hand(chain: Callable, people: People) -> None:
    chain(f"UPDATE accounts_user SET role = 'admin' WHERE id = {people.village.pk}")
    assert "“role”在程序之外被改动：应为 village，现为 admin" in found()


def test_it_finds_a_record_removed_by_hand(chain: Callable, people: People) -> None:
    chain(f"DELETE FROM accounts_user WHERE id = {people.village.pk}")
    assert "在程序之外被删除" in found()


def test_a_password_is_not_in_the_log(chain: Callable) -> None:
    from siqiao.core.models import AuditEntry

    assert not any("password" in (entry.after or {}) for entry in AuditEntry.objects.all())
