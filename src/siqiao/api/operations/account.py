"""Who is asking: the account, its sight, what it may do."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from siqiao.accounts.access import POLICIES
from siqiao.api.endpoint import endpoint
from siqiao.core.models import Region
from siqiao.core.scope import SIGNED_IN, Request


class Place(Schema):
    """A region by code and name."""

    code: str
    name: str


class Account(Schema):
    """The signed-in account; `county` is the one it works in, `prefix` the part of it that it sees."""

    username: str
    post: str
    role: str
    role_title: str
    region: Place
    county: Place
    prefix: str
    counties: list[Place]
    policies: list[str]
    language: str


@endpoint(
    "GET",
    "/me",
    name="me",
    policy=SIGNED_IN,
    title=_("我的账号"),
    about=_("当前账号的角色、所在地、可用的县和权限。"),
    response=Account,
)
def me(request: Request) -> dict[str, Any]:
    user, scope = request.user, request.scope
    codes = [county.ljust(12, "0") for county in request.counties]
    names = dict(Region.objects.filter(code__in=[*codes, user.region_code]).values_list("code", "name"))

    def place(code: str) -> dict[str, str]:
        return {"code": code, "name": names.get(code, "")}

    return {
        "username": user.username,
        "post": user.post,
        "role": user.role,
        "role_title": str(user.get_role_display()),
        "region": place(user.region_code),
        "county": place(scope.county.ljust(12, "0") if codes else ""),
        "prefix": scope.prefix if codes else "",
        "counties": [place(code) for code in codes],
        "policies": [policy for policy in POLICIES if scope.may(policy)],
        "language": get_language() or "",
    }
