"""The plan of the money written into the tables, in bulk, a batch in a transaction. Django is loaded by the caller."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone

from siqiao.core.models import Region
from siqiao.core.money import from_fen
from siqiao.funds.models import PlanLine, Purse, Transfer, TransferPart, Voucher
from siqiao.registry.models import Organisation
from tools.bench.money import KINDS, PAYMENT, Money

BATCH = 20_000
PAYMENTS_A_VOUCHER = 10
Say = Callable[[str], None]


class Office(NamedTuple):
    """Who writes the transfers, and where the purses lie."""

    county: str
    east: Region
    west: Region
    villages: list[str]
    maker: Any
    checker: Any


def write_money(money: Money, office: Office, say: Say = lambda text: None) -> list[Purse]:
    """Every purse, voucher, transfer and part of a plan; returns the purses in the plan's order."""
    purses = _write_purses(money, office)
    _write_plan_lines(money, office, purses)
    vouchers = _write_vouchers(money, office)
    first = (Transfer.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    _in_batches(Transfer, _transfers(money, office, purses, vouchers, first), len(money), say)
    _in_batches(TransferPart, _parts(money, first), len(money.parts), say)
    Transfer.objects.bulk_create(_promises(money, office, purses, first + len(money)))
    return purses


def _write_purses(money: Money, office: Office) -> list[Purse]:
    organisations = _write_organisations(money, office)
    rows = []
    for place, planned in enumerate(money.purses):
        is_ours = planned.kind not in ("project", "payee")
        rows.append(
            Purse(
                county=office.county,
                code=planned.code,
                name=planned.name,
                kind=planned.kind,
                year=planned.year,
                river="fiscal" if planned.kind == "source" else "",
                region_id=office.west.pk if is_ours else office.villages[place % len(office.villages)],
                organisation=organisations.get(planned.code),
                balance=from_fen(money.balance[place]),
                reserved=from_fen(money.reserved[place]),
                lots_received=money.lots_received[place],
            )
        )
    return Purse.objects.bulk_create(rows)


def _write_organisations(money: Money, office: Office) -> dict[str, Organisation]:
    sides = {"source": ("department", "east", office.east), "payee": ("cooperative", "west", office.west)}
    rows = []
    for planned in money.purses:
        if planned.kind in sides:
            kind, side, region = sides[planned.kind]
            columns = {"code": planned.code, "name": planned.name, "kind": kind, "side": side, "region": region}
            rows.append(Organisation(county=office.county, is_synthetic=True, **columns))
    return {row.code: row for row in Organisation.objects.bulk_create(rows)}


def _write_plan_lines(money: Money, office: Office, purses: list[Purse]) -> None:
    """One line for each giver and year, of 50 million yuan."""
    givers = [purse for purse in purses if purse.kind == Purse.Kind.SOURCE]
    years = sorted({planned.year for planned in money.purses if planned.year})
    PlanLine.objects.bulk_create(
        PlanLine(
            county=office.county,
            code=f"J{year}-{giver.code}",
            year=year,
            source=giver,
            amount=from_fen(5_000_000_000),
            purpose="villages",
            title=f"{year}年援助计划",
            month=12,
        )
        for year in years
        for giver in givers
    )


def _write_vouchers(money: Money, office: Office) -> list[Voucher]:
    """One for every ten payments, by the day of the first."""
    days = [money.day[place] for place in range(len(money)) if money.kind[place] == PAYMENT][::PAYMENTS_A_VOUCHER]
    return Voucher.objects.bulk_create(
        (
            Voucher(
                county=office.county,
                number=f"PZ{number:07d}",
                kind=Voucher.Kind.ORDER,
                on=datetime.date.fromordinal(day),
                invoice_number=f"FP{number:08d}",
            )
            for number, day in enumerate(days, start=1)
        ),
        batch_size=BATCH,
    )


def _transfers(
    money: Money, office: Office, purses: list[Purse], vouchers: list[Voucher], first: int
) -> Iterator[Transfer]:
    now, payments = timezone.now(), 0
    year, number = 0, 0
    for place in range(len(money)):
        on = datetime.date.fromordinal(money.day[place])
        year, number = (year, number + 1) if on.year == year else (on.year, 1)
        voucher = None
        if money.kind[place] == PAYMENT:
            voucher, payments = vouchers[payments // PAYMENTS_A_VOUCHER].pk, payments + 1
        yield Transfer(
            pk=first + place,
            county=office.county,
            number=f"{year}-{number:07d}",
            kind=KINDS[money.kind[place]],
            state=Transfer.State.POSTED,
            source_id=purses[money.source[place]].pk,
            target_id=purses[money.target[place]].pk,
            amount=from_fen(money.amount[place]),
            on=on,
            voucher_id=voucher,
            document_number=f"津援〔{year}〕{number % 97 + 1}号" if money.kind[place] < PAYMENT else "",
            note="" if money.kind[place] < PAYMENT else "工程进度款",
            maker=office.maker,
            checker=office.checker,
            posted_at=now,
            lot_number=money.lot_number[place],
            spent=from_fen(money.spent[place]),
        )


def _promises(money: Money, office: Office, purses: list[Purse], first: int) -> Iterator[Transfer]:
    for place, promise in enumerate(money.promises):
        on = datetime.date.fromordinal(promise.day)
        yield Transfer(
            pk=first + place,
            county=office.county,
            number=f"{on.year}-9{place:06d}",
            kind=KINDS[PAYMENT],
            source_id=purses[promise.source].pk,
            target_id=purses[promise.target].pk,
            amount=from_fen(promise.amount),
            on=on,
            maker=office.maker,
        )


def _parts(money: Money, first: int) -> Iterator[TransferPart]:
    for lot, out, lot_from, out_from, amount in zip(*money.parts.columns, strict=True):
        yield TransferPart(
            lot_id=first + lot,
            out_id=first + out,
            lot_from=from_fen(lot_from),
            out_from=from_fen(out_from),
            amount=from_fen(amount),
        )


def _in_batches(model: type[Model], rows: Iterator[Any], total: int, say: Say) -> None:
    """A transaction for every BATCH rows, with a word about how far it is."""
    for start in range(0, total, BATCH):
        count = min(BATCH, total - start)
        with transaction.atomic():
            model._default_manager.bulk_create([next(rows) for _row in range(count)])
        if (start // BATCH) % 10 == 9 or start + count == total:
            say(f"{model._meta.verbose_name} {start + count:,}/{total:,}")
