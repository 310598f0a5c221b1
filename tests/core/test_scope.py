"""A region's prefix stands for everything below it and for nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.core.region_codes import normalise, prefix_of
from siqiao.core.regions import find_region
from siqiao.core.scope import prefix_q

pytestmark = pytest.mark.django_db
CODES = st.sampled_from(["62", "6205", "620525", "620525102", "620525102202", "12", "120116", "99", ""])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CODES)
def test_it_finds_what_begins_with_the_prefix(world: object, prefix: str) -> None:
    found = set(Region.objects.filter(prefix_q("code", prefix)).values_list("code", flat=True))
    assert found == {code for code in Region.objects.values_list("code", flat=True) if code.startswith(prefix)}


@given(st.integers(10, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 999), st.integers(0, 999))
def test_a_code_is_its_own_prefix_filled_up(province: int, city: int, county: int, town: int, village: int) -> None:
    code = f"{province:02d}{city:02d}{county:02d}{town:03d}{village:03d}"
    prefix = prefix_of(code)
    assert code.startswith(prefix)
    assert not code[len(prefix) :].strip("0")


@pytest.mark.parametrize("text", ["62052", "62a525", "6205251022021"])
def test_it_refuses_a_code_of_another_length(text: str) -> None:
    with pytest.raises(ValueError, match="区划代码"):
        normalise(text)


@pytest.mark.parametrize("text", ["天河村", "恭门镇天河村", "恭门镇/天河村", "620525102202", "天河村村民委员会"])
def test_it_finds_a_village_as_offices_write_it(world: object, text: str) -> None:
    assert find_region(text, county="620525").code == "620525102202"


def test_it_knows_the_countys_own_spelling(world: object) -> None:
    assert find_region("闫家乡", county="620525").name == "阎家乡"


def test_it_says_which_of_several_is_meant(world: object) -> None:
    with pytest.raises(DomainError, match="不止一处"):
        find_region("西关村", county="620525")
    with pytest.raises(DomainError, match="没有"):
        find_region("无此村", county="620525")
