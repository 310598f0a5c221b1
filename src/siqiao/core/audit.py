"""Audit: every write leaves who, when, what, and how the record stood, in a keyed hash chain.

A link's digest is an HMAC over the previous digest and the link's own text, under a key that lies outside
the database: whoever edits, removes or reorders a link cannot make the chain fit again. `verify` also holds
the live records against the last link that speaks of them, so an edit by hand in a table is found as well.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from siqiao.core import append_only
from siqiao.core.models import AuditEntry, AuditHead
from siqiao.core.money import MoneyField
from siqiao.core.personal import EncryptedField, NameField, blind_index

START = "0" * 64
BATCH = 2_000


def subject_of(record: models.Model) -> tuple[str, str]:
    """The name of a record's table and its key, as the chain, the life line and the evidence write them."""
    return record._meta.label_lower, str(record.pk)


def snapshot(record: models.Model) -> dict[str, Any]:
    """A record's columns as JSON values; personal ones as blind indexes, derived ones left out.

    A model names derived columns (kept by services, proven by their own checks) in `audit_skips`.
    """
    skipped = getattr(record, "audit_skips", ())
    fields = (field for field in record._meta.concrete_fields if field.attname not in skipped)
    return {field.attname: _plain(field, getattr(record, field.attname)) for field in fields}


def _plain(field: models.Field, value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(field, EncryptedField | NameField):
        return "blind:" + blind_index(value) if value else ""
    if isinstance(field, MoneyField):
        return f"{value:.2f}"
    if isinstance(field, models.JSONField):
        return value
    if hasattr(value, "astimezone"):
        return value.astimezone(timezone.get_default_timezone()).isoformat()
    return str(value)


def lock() -> AuditHead:
    """Take the chain's end until the transaction closes; writers that need to be serial take it first."""
    return AuditHead.objects.select_for_update().get_or_create(id=1, defaults={"digest": START})[0]


def record(
    actor: Any,
    action: str,
    subject: models.Model,
    *,
    before: dict[str, Any] | None = None,
    removed: bool = False,
    note: str = "",
) -> AuditEntry:
    """Add a link for a write that has just been made, in the same transaction."""
    table, key = subject_of(subject)
    after = None if removed else snapshot(subject)
    county = getattr(subject, "county", "")
    return _append(actor, action, table, key, str(subject)[:200], county, before, after, note)


@contextmanager
def change(actor: Any, action: str, subject: models.Model, *, note: str = "") -> Iterator[models.Model]:
    """Take the record's state before the block and add a link with the state after it."""
    before = snapshot(subject)
    yield subject
    record(actor, action, subject, before=before, note=note)


def record_event(actor: Any, action: str, title: str, *, county: str = "", note: str = "") -> AuditEntry:
    """A link about something that is no record: a sign-in, a reveal, a backup."""
    return _append(actor, action, "", "", title[:200], county, None, None, note)


def record_bulk(
    actor: Any, action: str, model: type[models.Model], rows: Iterable[models.Model], *, county: str, title: str
) -> AuditEntry:
    """One link for many rows made at once: their count and the digest of their columns, in order."""
    digest, count = hashlib.sha256(), 0
    for row in rows:
        digest.update(_canonical(snapshot(row)))
        count += 1
    after = {"rows": count, "sha256": digest.hexdigest()}
    return _append(actor, action, model._meta.label_lower, "", title, county, None, after, "")


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _text_of(entry: AuditEntry) -> bytes:
    columns = ["number", "actor", "action", "subject", "subject_key", "title", "county", "before", "after", "note"]
    return _canonical([entry.at.isoformat(), *[getattr(entry, column) for column in columns]])


def _sign(*parts: bytes) -> str:
    return hmac.new(settings.KEYS["audit"].encode(), b"\x00".join(parts), hashlib.sha256).hexdigest()


def _append(
    actor: Any, action: str, table: str, key: str, title: str, county: str, before: Any, after: Any, note: str
) -> AuditEntry:
    with transaction.atomic():
        head = lock()
        entry = AuditEntry(
            number=head.number + 1,
            at=timezone.now().astimezone(timezone.get_default_timezone()),
            actor=str(actor),
            action=action,
            subject=table,
            subject_key=key,
            title=title,
            county=county or "",
            before=before,
            after=after,
            note=note,
            previous=head.digest,
        )
        entry.digest = _sign(entry.previous.encode(), _text_of(entry))
        entry.save(force_insert=True)
        head.number, head.digest = entry.number, entry.digest
        head.seal = _sign(str(head.number).encode(), head.digest.encode())
        head.save()
    return entry


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit: the link or record it concerns, and a sentence."""

    place: str
    message: str


Proof = Callable[[], Iterable[Finding]]
_proofs: list[Proof] = []


def register_proof(proof: Proof) -> Proof:
    """A room's own check of what it derives (balances, lots), run by `verify` beside the chain."""
    _proofs.append(proof)
    return proof


def verify(report: Callable[[float], None] = lambda share: None) -> list[Finding]:
    """Walk the whole chain and hold the live records against it; an empty list means all fits.

    `report` is told the share of the chain that has been walked.
    """
    with scopes_disabled():  # the proof is about the whole house, whoever asks
        findings, latest = _verify_chain(report)
        derived = [finding for proof in _proofs for finding in proof()]
        return findings + list(_verify_guards()) + list(_verify_records(latest)) + derived


def _verify_guards() -> Iterator[Finding]:
    """The triggers that keep a table from being changed must stand; who drops one leaves this."""
    standing = append_only.protected_tables(connection)
    for table in append_only.GUARDED:
        if table not in standing:
            yield Finding(table, "只增不改的触发器不见了：有人在程序之外动过这张表。")


def linked_keys(table: str) -> set[str]:
    """Keys of a table's records that the chain speaks of, for proofs that every one has a link."""
    return set(AuditEntry.objects.filter(subject=table).order_by().values_list("subject_key", flat=True).distinct())


def _verify_chain(report: Callable[[float], None]) -> tuple[list[Finding], dict[tuple[str, str], AuditEntry]]:
    findings: list[Finding] = []
    latest: dict[tuple[str, str], AuditEntry] = {}
    digest, expected = START, 1
    links = AuditEntry.objects.count()
    for entry in AuditEntry.objects.order_by("number").iterator(BATCH):
        entry.at = entry.at.astimezone(timezone.get_default_timezone())
        place = f"审计第 {entry.number} 条（{entry.action}，{entry.title}）"
        if entry.number != expected:
            findings.append(Finding(place, f"之前缺少第 {expected} 至 {entry.number - 1} 条。"))
        elif entry.previous != digest:
            findings.append(Finding(place, "与前一条不相接：前一条被改动或顺序被调换。"))
        if entry.digest != _sign(entry.previous.encode(), _text_of(entry)):
            findings.append(Finding(place, "内容被改动：与写入时的校验值不符。"))
        digest, expected = entry.digest, entry.number + 1
        if entry.number % 100 == 0:
            report(min(entry.number / max(links, 1), 1) * 0.8)
        if entry.subject_key:
            latest[entry.subject, entry.subject_key] = entry
    return findings + _verify_head(digest, expected - 1), latest


def _verify_head(digest: str, number: int) -> list[Finding]:
    head = AuditHead.objects.filter(id=1).first()
    if head is None:
        return [] if number == 0 else [Finding("审计链尾", "链尾记录不见了。")]
    fits = (head.number, head.digest) == (number, digest)
    sealed = head.seal == _sign(str(head.number).encode(), head.digest.encode())
    return [] if fits and sealed else [Finding("审计链尾", f"链尾应为第 {head.number} 条，现为第 {number} 条。")]


def _verify_records(latest: dict[tuple[str, str], AuditEntry]) -> Iterator[Finding]:
    by_table: dict[str, dict[str, AuditEntry]] = {}
    for (table, key), entry in latest.items():
        by_table.setdefault(table, {})[key] = entry
    for table, entries in by_table.items():
        yield from _verify_table(apps.get_model(table), entries)


def _verify_table(model: type[models.Model], entries: dict[str, AuditEntry]) -> Iterator[Finding]:
    keys = list(entries)
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        found = {str(row.pk): row for row in model._base_manager.filter(pk__in=part)}
        for key in part:
            yield from _compare(model, entries[key], found.get(key))


def _compare(model: type[models.Model], entry: AuditEntry, row: models.Model | None) -> Iterator[Finding]:
    place = f"{model._meta.verbose_name} {entry.subject_key}（{entry.title}）"
    if row is None and entry.after is not None:
        yield Finding(place, f"在程序之外被删除；最后一次经手是审计第 {entry.number} 条。")
    elif row is not None and entry.after is None:
        yield Finding(place, f"审计第 {entry.number} 条已删除它，现在又出现了。")
    elif row is not None and entry.after is not None:
        now = snapshot(row)
        for column in sorted(set(now) & set(entry.after)):
            if now[column] != entry.after[column]:
                yield Finding(
                    place,
                    f"“{column}”在程序之外被改动：应为 {entry.after[column]}，现为 {now[column]}"
                    f"（最后一次经手是审计第 {entry.number} 条）。",
                )
