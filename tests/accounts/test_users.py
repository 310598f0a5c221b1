"""The administrator's pages: accounts are made, changed and switched off within one's own regions."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from siqiao.accounts.models import Role, User
from siqiao.accounts.services import users
from siqiao.core import audit
from siqiao.core.errors import DomainError, Forbidden
from siqiao.core.models import AuditEntry
from tests.conftest import People

pytestmark = pytest.mark.django_db
NEW = {"username": "liubao-zhen", "post": "刘堡镇乡村振兴岗", "role": "township", "region": "620525103"}


def test_it_adds_an_account_and_shows_its_password_once(people: People, client_of: Callable) -> None:
    answer = client_of("admin").post(reverse("user-add"), NEW)
    user = User.objects.get(username="liubao-zhen")
    assert answer.context["password"] in answer.content.decode()
    assert user.check_password(answer.context["password"])
    assert (user.region_code, user.must_change_password) == ("620525103000", True)
    assert AuditEntry.objects.filter(action="user.added", subject_key=str(user.pk)).exists()
    assert audit.verify() == []


def test_it_finds_a_region_by_name(people: People) -> None:
    made = users.add_user("gm", actor=people.admin, role="township", region="恭门镇", post="岗")
    assert made.user.region_code == "620525102000"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "township"}, "username"),
        ({"region": "没有的地方"}, "region"),
        ({"region": "62052"}, "region"),
    ],
)
def test_it_says_what_is_wrong(people: People, client_of: Callable, change: dict, field: str) -> None:
    answer = client_of("admin").post(reverse("user-add"), {**NEW, **change})
    assert field in answer.context["form"].errors
    assert not User.objects.filter(post=NEW["post"]).exists()


def test_it_does_not_reach_beyond_its_pairing(people: People, client_of: Callable) -> None:
    admin = client_of("admin")
    assert admin.get(reverse("user-edit", args=[people.stranger_west.pk])).status_code == 404
    assert "stranger_west" not in admin.get(reverse("users")).content.decode()
    with pytest.raises(Forbidden):
        users.add_user("x", actor=people.admin, role="west_office", region="620523", post="岗")


def test_it_reaches_the_paired_district(people: People, client_of: Callable) -> None:
    assert client_of("admin").get(reverse("user-edit", args=[people.east_office.pk])).status_code == 200


def test_it_filters_the_list(people: People, client_of: Callable) -> None:
    answer = client_of("admin").get(reverse("users"), {"role": "finance", "q": "制单"})
    assert [user.username for user, _region in answer.context["rows"]] == ["finance"]


def test_it_changes_role_and_region(people: People, client_of: Callable) -> None:
    data = {"post": "马鹿镇岗", "role": "township", "region": "620525103"}
    client_of("admin").post(reverse("user-edit", args=[people.village.pk]), data)
    people.village.refresh_from_db()
    assert (people.village.role, people.village.region_code) == ("township", "620525103000")


def test_an_administrator_does_not_change_its_own_role(people: People) -> None:
    with pytest.raises(Forbidden, match="自己的角色"):
        users.change_scope(people.admin, actor=people.admin, role="finance", region="620525", post="岗")


def test_the_last_administrator_stays(people: People) -> None:
    with pytest.raises(DomainError, match="最后一位"):
        users.change_scope(people.admin, actor="命令行", role="finance", region="620525", post="岗")
    with pytest.raises(DomainError, match="最后一位"):
        users.deactivate(people.admin, actor="命令行")


def test_it_switches_off_and_on(people: People, client_of: Callable) -> None:
    village, admin = client_of("village"), client_of("admin")
    admin.post(reverse("user-deactivate", args=[people.village.pk]), {"note": "调离"})
    assert village.get(reverse("my-account")).status_code == 302
    admin.post(reverse("user-activate", args=[people.village.pk]))
    people.village.refresh_from_db()
    assert people.village.is_active
    actions = AuditEntry.objects.filter(subject="accounts.user").values_list("action", flat=True)
    assert list(actions) == ["user.activated", "user.deactivated"]


def test_it_suggests_regions_of_its_own(people: People, client_of: Callable) -> None:
    page = client_of("admin").get(reverse("region-suggestions"), {"region": "恭门"}).content.decode()
    assert "620525102000" in page


def test_every_role_is_explained() -> None:
    from siqiao.accounts.forms import ROLE_SIGHT

    assert set(ROLE_SIGHT) == set(Role)
