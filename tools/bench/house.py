"""The house that is measured: built once for its sizes and its tables, kept in `.cache/bench-house`.

A folder counts once its mark is written: what a stopped run left half built is thrown away.
"""

import argparse
import hashlib
import json
import re
import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import siqiao
from siqiao.commands.house import open_house, prepare
from tools.bench.money import plan
from tools.bench.sizes import Sizes

ROOT = Path(__file__).resolve().parents[2]
SHELF = ROOT / ".cache" / "bench-house"
MARK = "bench.json"
WORDS = re.compile(rb"verbose_name='[^']*'")
RECIPE = 1  # counted up when what is built changes
COUNTY, EAST, WEST = "620525", "120116000000", "620525000000"
Say = Callable[[str], None]


def key_of(sizes: Sizes) -> str:
    """A name for a house of these sizes and today's tables; the words that columns are called by do not count."""
    text = hashlib.sha256(json.dumps([RECIPE, asdict(sizes)]).encode())
    for path in sorted(Path(siqiao.__file__).parent.glob("*/migrations/*.py")):
        text.update(path.name.encode() + WORDS.sub(b"", path.read_bytes()))
    return f"{sizes.transfers}-{text.hexdigest()[:12]}"


def house_of(sizes: Sizes, say: Say) -> Path:
    """The folder of the house, built where there is none yet; Django is loaded over it."""
    folder = SHELF / key_of(sizes)
    if (folder / MARK).exists():
        open_house(argparse.Namespace(data=str(folder)))
        return folder
    for old in SHELF.glob(f"{sizes.transfers}-*"):
        shutil.rmtree(old)
    started = time.monotonic()
    open_house(argparse.Namespace(data=str(folder)))
    say(f"Building a house of {sizes.households:,} households and {sizes.transfers:,} transfers in {folder}")
    counts = _build(sizes, say)
    _settle(folder)
    counts["seconds"] = round(time.monotonic() - started)
    (folder / MARK).write_text(json.dumps(counts))
    say(f"Built in {counts['seconds']} s")
    return folder


def counts_of(folder: Path) -> dict[str, int]:
    """What stands in a house."""
    return json.loads((folder / MARK).read_text())


def _build(sizes: Sizes, say: Say) -> dict[str, int]:
    prepare()
    from django_scopes import scope as county_scope

    from siqiao.core.models import CountyPair
    from siqiao.demo.people import make_accounts
    from siqiao.funds.models import Transfer, TransferPart
    from siqiao.projects.models import Project
    from siqiao.registry.models import Household, HouseholdYear, Person
    from tools.bench.projects import write_projects
    from tools.bench.writing import write_money

    CountyPair.objects.create(east_id=EAST, west_id=WEST, since_year=2017)
    people = make_accounts()
    with county_scope(county=COUNTY):
        office = office_of(people["finance1"], people["finance2"])
        _write_registry(sizes, office, people["west"], say)
        money = plan(sizes)
        purses = write_money(money, office, say)
        write_projects(money, office, purses)
        prove(say)
        tables = (Household, Person, HouseholdYear, Transfer, TransferPart, Project)
        return {model.__name__: model.objects.count() for model in tables}


def office_of(maker: Any, checker: Any) -> Any:
    """The county's office with its two persons."""
    from siqiao.core.models import Region
    from siqiao.core.regions import within
    from tools.bench.writing import Office

    villages = within(WEST).filter(level=Region.Level.VILLAGE).exclude(name__contains="社区")
    places = Region.objects.in_bulk([EAST, WEST])
    return Office(COUNTY, places[EAST], places[WEST], list(villages.values_list("code", flat=True)), maker, checker)


def _write_registry(sizes: Sizes, office: Any, user: Any, say: Say) -> None:
    from siqiao.core.scope import Scope
    from siqiao.demo import population
    from siqiao.registry.services.bulk import load_households

    villages = [(code, "") for code in office.villages]
    rows = population.households(sizes.households, villages=villages)
    every, told = 10, iter(range(1, 1_000_000))
    load_households(Scope.whole(user, COUNTY), rows, say=lambda text: say(text) if next(told) % every == 0 else None)


def prove(say: Say = lambda text: None) -> None:
    """The product's own proofs over the house: a house whose money does not add up measures nothing."""
    from siqiao.funds import proof as funds_proof
    from siqiao.projects import proof as projects_proof

    for check in (
        funds_proof.balances_follow_from_transfers,
        funds_proof.parts_follow_from_transfers,
        funds_proof.nothing_overdrawn,
        projects_proof.reached_states_have_their_day,
    ):
        findings = list(check())
        if findings:
            raise RuntimeError(f"{len(findings)} findings, the first: {findings[0]}")
        say(f"proved: {check.__name__}")


def _settle(folder: Path) -> None:
    """Let the log of writes flow into the database, so that the first measured read does not pay for it."""
    from django.db import connections

    connections.close_all()
    with sqlite3.connect(folder / "siqiao.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
