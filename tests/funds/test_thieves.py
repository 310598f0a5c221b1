"""Ways to steal that an auditor tried: each must stay shut."""

from decimal import Decimal

import pytest
from django.db import connection

from siqiao.core import append_only, audit, jobs
from siqiao.core.errors import DomainError
from siqiao.core.ledger import find
from siqiao.core.models import AuditEntry, AuditHead, ImportBatch, StoredFile
from siqiao.funds.models import Gift, Transfer
from siqiao.funds.services import gifts, payments, transfers
from tests.funds.conftest import DAY, Money

pytestmark = pytest.mark.django_db


def paid(money: Money) -> Transfer:
    money.fund("100.00")
    waiting = payments.draft_payment(
        money.project, money.payee, Decimal(30), DAY, money.maker, voucher_number="A", invoice_number="1"
    )
    return payments.check_payment(waiting, money.checker)


def test_a_withdrawn_reversal_leaves_everything_as_it_was(money: Money) -> None:
    payment = paid(money)
    back = transfers.reverse(payment, maker=money.maker, on=DAY, reason="付错")
    transfers.void(back, checker=money.maker, reason="不退了")
    assert Transfer.objects.get(pk=back.pk).reverses_id is None
    again = transfers.reverse(payment, maker=money.maker, on=DAY, reason="还是付错")
    assert transfers.post(again, checker=money.checker).state == "posted"


def test_a_reversal_is_not_reversed(money: Money) -> None:
    back = transfers.reverse(paid(money), maker=money.maker, on=DAY, reason="付错", checker=money.checker)
    with pytest.raises(DomainError, match="不能再冲正"):
        transfers.reverse(back, maker=money.maker, on=DAY, reason="反悔")


def test_a_stale_gift_is_not_received_twice(money: Money) -> None:
    gift = gifts.pledge(
        county=money.scope.county,
        code="JZ-9",
        giver=money.giver,
        kind="money",
        value=Decimal(10),
        pledged_on=DAY,
        actor=money.maker,
    )
    stale = Gift.objects.get(pk=gift.pk)
    gifts.receive_gift(gift, actor=money.maker, on=DAY, receipt_number="S1", target=money.programme)
    with pytest.raises(DomainError, match="不是认捐状态"):
        gifts.receive_gift(stale, actor=money.maker, on=DAY, receipt_number="S2", target=money.programme)


@pytest.mark.parametrize("kind", ["payment", "refund", "dividend", "distribution", "income", "return"])
def test_the_transfers_import_books_only_plain_movements(money: Money, kind: str) -> None:
    ledger = find("transfers")
    assert ledger is not None and ledger.write is not None
    row = {"kind": kind, "on": DAY, "amount": Decimal(1), "source_name": "XM-1", "target_name": "GK"}
    with pytest.raises(DomainError, match="只能导入"):
        ledger.write(money.scope, row, None, DAY)


@pytest.mark.parametrize("kind", ["project", "payee"])
def test_no_purse_of_a_project_is_imported(money: Money, kind: str) -> None:
    ledger = find("purses")
    assert ledger is not None and ledger.write is not None
    with pytest.raises(DomainError, match="不能导入"):
        ledger.write(money.scope, {"code": "X-9", "name": "假项目", "kind": kind}, None, DAY)


def test_a_job_does_not_outlive_the_right(money: Money) -> None:
    file = StoredFile.objects.create(digest="0" * 64, size_bytes=1, media_type="text/csv")
    batch = ImportBatch.objects.create(
        county=money.scope.county, ledger="transfers", file=file, file_name="x.csv", actor="west"
    )
    user = money.scope.user
    user.role = "village"
    user.save()
    job = jobs.start("ledger-import", title="x", owner=user, county=money.scope.county, batch=batch.pk)
    ran = jobs.run_next()
    assert ran is not None
    job.refresh_from_db()
    assert job.state == "failed" and "权限" in job.reason


def test_an_emptied_chain_is_found(money: Money) -> None:
    paid(money)
    append_only.release(connection, "core_auditentry")
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    findings = [finding.message for finding in audit.verify()]
    assert any("触发器不见了" in message for message in findings)
    assert any("不是通过程序写入" in message for message in findings)
