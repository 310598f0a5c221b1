"""A county's money on a small scale: a giver, a treasury, a programme, two project purses, two payees."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from siqiao.core.scope import Scope
from siqiao.funds.models import Purse, Transfer
from siqiao.funds.models.purses import River
from siqiao.funds.services import programmes, purses
from siqiao.registry.models import Organisation
from siqiao.registry.services import add_organisation

DAY = datetime.date(2022, 3, 1)


@dataclass
class Money:
    """The purses of the tests and the way to fill them."""

    scope: Scope
    giver: Organisation
    payee_organisation: Organisation
    source: Purse
    treasury: Purse
    programme: Purse
    project: Purse
    other_project: Purse
    payee: Purse
    maker: Any
    checker: Any

    def receive(self, amount: str, number: str = "ZX-1") -> Transfer:
        return programmes.receive(
            source=self.source,
            target=self.treasury,
            amount=Decimal(amount),
            on=DAY,
            maker=self.maker,
            voucher_number=number,
        )

    def fund(self, amount: str, project: Purse | None = None, number: str = "ZX-1") -> Transfer:
        """Money all the way into a project's purse."""
        receipt = self.receive(amount, number)
        value = Decimal(amount)
        programmes.appropriate(treasury=self.treasury, programme=self.programme, amount=value, on=DAY, maker=self.maker)
        programmes.allocate(
            programme=self.programme,
            project=project or self.project,
            amount=value,
            on=DAY,
            maker=self.maker,
            document_number="张协办〔2022〕1号",
        )
        return receipt


@pytest.fixture
def money(county: str, people: Any, world: Any) -> Iterator[Money]:
    scope = Scope.of(people.west_office, county)
    actor = people.west_office

    def purse(code: str, name: str, kind: str, **more: Any) -> Purse:
        return purses.open_purse(county=county, code=code, name=name, kind=kind, region=world.west, actor=actor, **more)

    giver = add_organisation(scope, name="滨海新区财政局", kind="department", side="east", region=world.east)
    payee = add_organisation(scope, name="示例建筑公司", kind="enterprise", side="west", region=world.west)
    yield Money(
        scope=scope,
        giver=giver,
        payee_organisation=payee,
        source=purses.source_purse(giver, river=River.FISCAL, actor=actor),
        treasury=purse("GK", "县国库东西部协作专户", Purse.Kind.TREASURY),
        programme=purse("ZX2022", "2022年协作专项", Purse.Kind.PROGRAMME, year=2022),
        project=purse("XM-1", "肉牛产业园资金", Purse.Kind.PROJECT),
        other_project=purse("XM-2", "培训基地资金", Purse.Kind.PROJECT),
        payee=purses.payee_purse(payee, actor=actor),
        maker=people.finance,
        checker=people.finance_2,
    )
