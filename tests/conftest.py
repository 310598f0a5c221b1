"""The world that every room's tests share: two pairings, eleven accounts, the real list of regions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from django_scopes import scope

from siqiao.accounts.models import Role, User
from siqiao.core import append_only
from siqiao.core.models import CountyPair, Region
from siqiao.core.regions import load_regions

PASSWORD = "四桥-test-2023"
COUNTY = "620525"
OTHER_COUNTY = "620523"


@dataclass(frozen=True)
class World:
    """Binhai (120116) and Zhangjiachuan (620525), a township, a village; a strange pairing beside them."""

    east: Region
    west: Region
    township: Region
    village: Region
    pair: CountyPair
    other_pair: CountyPair
    county: str = COUNTY
    other_county: str = OTHER_COUNTY


@dataclass
class People:
    """One account for each role, and some more: `people.west_office`, `people["west_office"]`."""

    by_name: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["by_name"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> User:
        return self.by_name[name]


PLACES = {
    "east_office": (Role.EAST_OFFICE, "120116000000", "滨海新区合作办项目岗"),
    "west_office": (Role.WEST_OFFICE, "620525000000", "张家川县协作办资金岗"),
    "west_office_2": (Role.WEST_OFFICE, "620525000000", "张家川县协作办项目岗"),
    "frontline": (Role.FRONTLINE, "620525000000", "前方工作组综合岗"),
    "township": (Role.TOWNSHIP, "620525102000", "恭门镇乡村振兴岗"),
    "village": (Role.VILLAGE, "620525102202", "天河村网格岗"),
    "finance": (Role.FINANCE, "620525000000", "张家川县财政局制单岗"),
    "finance_2": (Role.FINANCE, "620525000000", "张家川县财政局复核岗"),
    "organisation": (Role.ORGANISATION, "120116000000", "捐赠企业联络岗"),
    "admin": (Role.ADMIN, "620525000000", "张家川县系统管理岗"),
    "stranger_west": (Role.WEST_OFFICE, "620523000000", "甘谷县协作办资金岗"),
}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The real list of regions, loaded once: 4,158 rows in an eighth of a second."""
    _let_tests_flush()
    with django_db_blocker.unblock():
        load_regions()


def _let_tests_flush() -> None:
    """A transactional test ends with DELETE on every table, which the audit log's triggers would refuse."""
    flush = connection.ops.execute_sql_flush

    def flush_without_triggers(statements: list[str]) -> None:
        tables = append_only.protected_tables(connection)
        for table in tables:
            append_only.release(connection, table)
        flush(statements)
        for table in tables:
            append_only.protect(connection, table)

    connection.ops.execute_sql_flush = flush_without_triggers


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in Chinese: a request in English leaves its language behind in the process."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def world(db: None) -> World:
    """Two pairings. That 120116 and 620525 have been paired since 2017 is a teaching value [t]."""
    if not Region.objects.exists():  # a transactional test has emptied the tables
        load_regions()
    east, west = Region.objects.get(code="120116000000"), Region.objects.get(code="620525000000")
    stranger = Region.objects.get(code="620523000000")
    return World(
        east=east,
        west=west,
        township=Region.objects.get(code="620525102000"),
        village=Region.objects.get(code="620525102202"),
        pair=CountyPair.objects.create(east=east, west=west, since_year=2017),
        other_pair=CountyPair.objects.create(
            east=Region.objects.get(code="120118000000"), west=stranger, since_year=2017
        ),
    )


@pytest.fixture
def people(world: World) -> People:
    """Every role's account, with the password `四桥-test-2023`."""
    return People(
        {
            name: User.objects.create_user(name, password=PASSWORD, role=role, region_code=code, post=post)
            for name, (role, code, post) in PLACES.items()
        }
    )


@pytest.fixture
def client_of(people: People) -> Callable[[str], Client]:
    """A signed-in browser of one of the people: `client_of("finance").get("/")`."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(people[name], backend="siqiao.accounts.backends.PasswordBackend")
        return client

    return sign_in


@pytest.fixture
def county(world: World) -> Iterator[str]:
    """An open scope of the western county."""
    with scope(county=world.county):
        yield world.county
