"""Many clerks at once over one purse: never below zero, whoever comes first. Real processes, a house of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
import datetime
from decimal import Decimal
from django_scopes import scope
from siqiao.accounts.models import User
from siqiao.core.pairing import add_pair
from siqiao.core.regions import load_regions
from siqiao.core.models import Region
from siqiao.core.scope import Scope
from siqiao.funds.models import Purse
from siqiao.funds.services import purses, programmes
from siqiao.registry.services import add_organisation
load_regions()
add_pair("120116", "620525", since_year=2017, actor="test")
maker = User.objects.create_user("maker", password="x", role="finance", region_code="620525000000", post="a")
west = Region.objects.get(code="620525000000")
with scope(county="620525"):
    giver = add_organisation(Scope.whole(maker, "620525"), name="g", kind="department", side="east", region=west)
    payee = add_organisation(Scope.whole(maker, "620525"), name="p", kind="enterprise", side="west", region=west)
    def purse(code, kind, **more):
        return purses.open_purse(county="620525", code=code, name=code, kind=kind, region=west, actor=maker, **more)
    source = purses.source_purse(giver, river="fiscal", actor=maker)
    programme, project = purse("Z", Purse.Kind.PROGRAMME, year=2022), purse("X", Purse.Kind.PROJECT)
    purses.payee_purse(payee, actor=maker)
    day, amount = datetime.date(2022, 3, 1), Decimal("100.00")
    programmes.receive(source=source, target=programme, amount=amount, on=day, maker=maker, voucher_number="R")
    programmes.allocate(programme=programme, project=project, amount=amount, on=day, maker=maker, document_number="D")
"""
PAY = """
import django; django.setup()
import datetime, json, sys
from decimal import Decimal
from django_scopes import scope
from siqiao.accounts.models import User
from siqiao.funds.errors import Overdraft
from siqiao.funds.models import Purse
from siqiao.funds.services import payments
maker = User.objects.get(username="maker")
paid = 0
with scope(county="620525"):
    project, payee = Purse.objects.get(code="X"), Purse.objects.get(kind="payee")
    for at in range(10):
        try:
            payments.draft_payment(project, payee, Decimal("7.00"), datetime.date(2022, 4, 1), maker,
                                   voucher_number=f"V-{sys.argv[1]}-{at}", invoice_number=f"{sys.argv[1]}-{at}")
            paid += 1
        except Overdraft:
            break
print(json.dumps(paid))
"""
LOOK = """
import django; django.setup()
import json
from django_scopes import scope
from siqiao.core import audit
from siqiao.funds.models import Purse
with scope(county="620525"):
    purse = Purse.objects.get(code="X")
    print(json.dumps([str(purse.balance), str(purse.reserved), len(audit.verify())]))
"""
WRITERS = 5


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "SIQIAO_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "siqiao.config.settings"}


def start(code: str, environment: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def answer(process: "subprocess.Popen[str]") -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


def test_writers_at_once_never_overdraw(environment: dict[str, str]) -> None:
    answer(start(PREPARE, environment))
    writers = [start(PAY, environment, str(number)) for number in range(WRITERS)]
    paid = sum(json.loads(answer(writer)) for writer in writers)
    assert paid == 14  # 14 × 7.00 = 98.00 of 100.00
    assert json.loads(answer(start(LOOK, environment))) == ["100.00", "98.00", 0]
