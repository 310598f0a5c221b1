"""A county with money in a programme, a contractor, an operator, three collectives, and projects on their way."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from siqiao.core.scope import Scope
from siqiao.funds.models import Purse, Transfer
from siqiao.funds.models.purses import River
from siqiao.funds.services import programmes
from siqiao.funds.services.purses import open_purse, source_purse
from siqiao.projects.models import Project
from siqiao.projects.services.contracts import sign_contract
from siqiao.projects.services.projects import change_project, move_project, propose_project
from siqiao.registry.models import Organisation
from siqiao.registry.services import add_organisation

DAY = datetime.date


@dataclass
class House:
    """What the tests of this room stand on."""

    world: Any
    people: Any
    programme: Purse
    builder: Organisation
    operator: Organisation
    collectives: list[Organisation]

    @property
    def west(self) -> Any:
        return self.people.west_office

    def propose(self, code: str = "2022-P01", **values: Any) -> Project:
        columns = {
            "year": 2022,
            "purpose": "industry",
            "kind": "engineering",
            "estimate": Decimal("3000000.00"),
            "proposer": "恭门镇人民政府",
            "summary": "新建牛舍两栋",
        } | values
        return propose_project(
            county=self.world.county,
            code=code,
            name=f"肉牛养殖场{code}",
            region=self.world.village,
            proposed_on=DAY(2022, 1, 10),
            actor=self.west,
            **columns,
        )

    def approved(self, code: str = "2022-P01", **values: Any) -> Project:
        project = self.propose(code, **values)
        project = move_project(project, "pool", actor=self.west, on=DAY(2022, 2, 1))
        project = change_project(
            project, actor=self.west, budget=Decimal("3000000.00"), approval_number="张发〔2022〕1号"
        )
        return move_project(project, "approve", actor=self.west, on=DAY(2022, 3, 1))

    def funded(self, code: str = "2022-P01", amount: str = "2000000.00", **values: Any) -> Project:
        project = self.approved(code, **values)
        self.allocate(project, amount)
        return move_project(project, "fund", actor=self.west, on=DAY(2022, 4, 1))

    def allocate(self, project: Project, amount: str) -> Transfer:
        return programmes.allocate(
            programme=self.programme,
            project=project.purse,
            amount=Decimal(amount),
            on=DAY(2022, 4, 1),
            maker=self.west,
            document_number="张财〔2022〕8号",
        )

    def contracted(self, code: str = "2022-P01", amount: str = "1500000.00", **values: Any) -> Project:
        project = self.funded(code, **values)
        self.sign(project, f"HT-{code}", amount)
        return move_project(project, "tender", actor=self.west, on=DAY(2022, 5, 1))

    def sign(self, project: Project, number: str, amount: str, **values: Any) -> Any:
        columns = {"method": "consultation", "signed_on": DAY(2022, 4, 20), "contractor": self.builder} | values
        return sign_contract(project, number=number, amount=Decimal(amount), actor=self.west, **columns)


@pytest.fixture
def west_scope(county: str, people: Any) -> Scope:
    return Scope.of(people.west_office, county)


@pytest.fixture
def house(world: Any, people: Any, west_scope: Scope) -> House:
    def organisation(name: str, kind: str, side: str = "west") -> Organisation:
        region = world.village if kind == "village_collective" else world.west
        return add_organisation(west_scope, name=name, kind=kind, side=side, region=region)

    west = people.west_office
    giver = organisation("滨海新区财政局", "department", "east")
    source = source_purse(giver, river=River.FISCAL, actor=west)
    programme = open_purse(
        county=world.county,
        code="ZX-2022",
        name="2022年东西部协作资金",
        kind=Purse.Kind.PROGRAMME,
        region=world.west,
        actor=west,
        river=River.FISCAL,
        year=2022,
    )
    programmes.receive(
        source=source,
        target=programme,
        amount=Decimal("22000000.00"),
        on=DAY(2022, 3, 1),
        maker=west,
        voucher_number="DZ-001",
    )
    return House(
        world,
        people,
        programme,
        organisation("陇原建筑有限公司", "enterprise"),
        organisation("关山牧业有限公司", "enterprise"),
        [organisation(f"天河村股份经济合作社{n}", "village_collective") for n in (1, 2, 3)],
    )
