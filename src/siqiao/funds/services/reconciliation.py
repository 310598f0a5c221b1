"""The treasury's statement laid beside our transfers: what agrees, what differs, and what was decided of it.

Lines are matched by voucher number first, then by amount and direction within DAYS_APART days. Nothing of ours is
changed here: an accepted difference is explained, a queried one goes back to the treasury.
"""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.models import StoredFile
from siqiao.core.money import ZERO
from siqiao.funds.models import Purse, Statement, StatementLine, Transfer

DAYS_APART = 5
Finding = StatementLine.Finding


@dataclass(frozen=True)
class TreasuryRow:
    """One line of the treasury's file: amounts in yuan, exactly one of income and outgo above zero."""

    row_number: int
    on: datetime.date
    income: Decimal
    outgo: Decimal
    counterparty: str = ""
    voucher_number: str = ""
    note: str = ""

    @property
    def amount(self) -> Decimal:
        return self.income or self.outgo

    @property
    def is_income(self) -> bool:
        return self.income > 0


def open_statement(
    *,
    purse: Purse,
    rows: Sequence[TreasuryRow],
    file: StoredFile,
    file_name: str,
    actor: Any,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> Statement:
    """Compare a file with the purse's posted transfers of its span; returns the statement with its lines.

    Without a span it is the whole months that the rows lie in, so that a line missing at an end is seen.
    Raises DomainError (no row, a row outside the span, a file that was compared before).
    """
    if not rows:
        raise DomainError(_("这个文件里没有一行收支。"), code="statement_empty")
    first, last = min(row.on for row in rows), max(row.on for row in rows)
    since = since or first.replace(day=1)
    until = until or last.replace(day=calendar.monthrange(last.year, last.month)[1])
    if first < since or last > until:
        text = _("文件里有 {first} 至 {last} 的收支，超出所选的期间。").format(first=first, last=last)
        raise DomainError(text, code="span", fields={"since": text})
    _refuse_same_file(purse, file)
    with transaction.atomic():
        statement = Statement.objects.create(
            county=purse.county,
            purse=purse,
            file=file,
            file_name=file_name,
            since=since,
            until=until,
            opened_by=str(actor),
        )
        StatementLine.objects.bulk_create(compare(statement, rows, _ours(purse, since, until)))
        audit.record(actor, "statement.opened", statement)
    return statement


def _refuse_same_file(purse: Purse, file: StoredFile) -> None:
    same = Statement.objects.filter(purse=purse, file=file).exclude(state=Statement.State.VOID).first()
    if same is not None:
        text = _("这个文件已经对过（{span}，{state}）。要重新对，请先把那一次作废。").format(
            span=f"{same.since} — {same.until}", state=same.get_state_display()
        )
        raise DomainError(text, code="same_file", fields={"file": text})


def void_statement(statement: Statement, *, reason: str, actor: Any) -> Statement:
    """Put aside a reconciliation that was opened wrongly; its lines stay to be read."""
    if statement.state != Statement.State.OPEN:
        raise DomainError(_("这次对账已经结束。"), code="closed")
    with transaction.atomic(), audit.change(actor, "statement.voided", statement, note=reason):
        statement.state = Statement.State.VOID
        statement.save()
    return statement


def _ours(purse: Purse, since: datetime.date, until: datetime.date) -> list[Transfer]:
    near = datetime.timedelta(days=DAYS_APART)
    both = Transfer.objects.filter(source=purse) | Transfer.objects.filter(target=purse)
    posted = both.filter(state=Transfer.State.POSTED, on__gte=since - near, on__lte=until + near)
    return list(posted.select_related("source", "target", "voucher").order_by("on", "id"))


def compare(statement: Statement, rows: Sequence[TreasuryRow], ours: Sequence[Transfer]) -> list[StatementLine]:
    """One line for each row of theirs, and one for each transfer of ours in the same days that they do not have."""
    left = {transfer.pk: transfer for transfer in ours}
    by_row: dict[int, Transfer | None] = {}
    for match in (_same_voucher, _same_amount_and_day, _same_amount_near):
        for row in rows:
            if by_row.get(row.row_number) is None:
                found = next((t for t in left.values() if match(row, t, statement.purse_id)), None)
                by_row[row.row_number] = left.pop(found.pk) if found else None
    lines = [_their_line(statement, row, by_row[row.row_number]) for row in rows]
    inside = [t for t in left.values() if statement.since <= t.on <= statement.until]
    return lines + [_our_line(statement, transfer) for transfer in inside]


def _is_same_way(row: TreasuryRow, transfer: Transfer, purse_id: int) -> bool:
    return row.is_income == (transfer.target_id == purse_id)


def _same_voucher(row: TreasuryRow, transfer: Transfer, purse_id: int) -> bool:
    number = transfer.voucher.number if transfer.voucher else transfer.document_number
    return bool(row.voucher_number) and row.voucher_number == number and _is_same_way(row, transfer, purse_id)


def _same_amount_and_day(row: TreasuryRow, transfer: Transfer, purse_id: int) -> bool:
    return row.on == transfer.on and _same_amount_near(row, transfer, purse_id)


def _same_amount_near(row: TreasuryRow, transfer: Transfer, purse_id: int) -> bool:
    near = abs((row.on - transfer.on).days) <= DAYS_APART
    return near and row.amount == transfer.amount and _is_same_way(row, transfer, purse_id)


def _their_line(statement: Statement, row: TreasuryRow, transfer: Transfer | None) -> StatementLine:
    return StatementLine(
        statement=statement,
        row_number=row.row_number,
        on=row.on,
        is_income=row.is_income,
        theirs=row.amount,
        ours=transfer.amount if transfer else ZERO,
        counterparty=row.counterparty,
        voucher_number=row.voucher_number,
        note=row.note,
        transfer=transfer,
        finding=_finding(row, transfer),
    )


def _finding(row: TreasuryRow, transfer: Transfer | None) -> str:
    if transfer is None:
        return Finding.ONLY_THEIRS
    if row.amount != transfer.amount:
        return Finding.AMOUNT
    return Finding.MATCHED if row.on == transfer.on else Finding.DATE


def _our_line(statement: Statement, transfer: Transfer) -> StatementLine:
    is_income = transfer.target_id == statement.purse_id
    return StatementLine(
        statement=statement,
        on=transfer.on,
        is_income=is_income,
        ours=transfer.amount,
        counterparty=(transfer.source if is_income else transfer.target).name,
        voucher_number=transfer.voucher.number if transfer.voucher else transfer.document_number,
        note=transfer.note,
        transfer=transfer,
        finding=Finding.ONLY_OURS,
    )


def decide(line: StatementLine, *, decision: str, note: str, actor: Any) -> StatementLine:
    """Accept or query one difference, with a word of explanation. Raises DomainError without one, or when closed."""
    if line.finding == Finding.MATCHED:
        raise DomainError(_("这一行一致，不需要处理。"), code="matched")
    if line.statement.state != Statement.State.OPEN:
        raise DomainError(_("这次对账已经结束。"), code="closed")
    if decision not in (StatementLine.Decision.ACCEPTED, StatementLine.Decision.QUERIED):
        raise DomainError(_("请选择“认可”或“退回查询”。"), fields={"decision": _("请选择“认可”或“退回查询”。")})
    if not note.strip():
        raise DomainError(_("请写明处理说明。"), fields={"note": _("请写明处理说明。")})
    with transaction.atomic(), audit.change(actor, f"statement.{decision}", line, note=note):
        line.decision, line.decision_note, line.decided_by = decision, note, str(actor)
        line.save()
    return line


def close_statement(statement: Statement, *, actor: Any) -> Statement:
    """End a reconciliation. Raises DomainError while a difference is undecided."""
    open_lines = statement.lines.exclude(finding=Finding.MATCHED).filter(decision="").count()
    if open_lines:
        raise DomainError(_("还有 {count} 处差异没有处理。").format(count=open_lines), code="undecided")
    with transaction.atomic(), audit.change(actor, "statement.closed", statement):
        statement.state = Statement.State.CLOSED
        statement.save()
    return statement
