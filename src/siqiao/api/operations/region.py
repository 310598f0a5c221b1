"""Regions: the public list of codes and names, a subtree at a time."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from siqiao.api.asked import unreadable
from siqiao.api.endpoint import AFTER, Parameter, endpoint
from siqiao.core.ledger_query import PAGE_ROWS, parameters
from siqiao.core.region_codes import normalise
from siqiao.core.regions import within
from siqiao.core.scope import SIGNED_IN, Request


class RegionShape(Schema):
    """A region by its twelve-digit code; `parent` is null for a province."""

    code: str
    name: str
    level: str
    parent: str | None


class Regions(Schema):
    """One page of a subtree; `next` is the address of the following one, null at the end."""

    within: str
    page_rows: int
    regions: list[RegionShape]
    next: str | None


@endpoint(
    "GET",
    "/regions",
    name="regions",
    policy=SIGNED_IN,
    title=_("行政区划"),
    about=_("一个地方和它下面的区划，按代码排列。"),
    parameters=(
        Parameter("within", _("区划代码，2、4、6、9 或 12 位；不写则为当前账号所看的地方。")),
        AFTER,
    ),
    response=Regions,
)
def region_list(request: Request) -> dict[str, Any]:
    code = _code(request, "within") or request.scope.prefix.ljust(12, "0")
    after = _code(request, "after")
    rows = within(code).order_by("code")
    found = list((rows.filter(code__gt=after) if after else rows)[: PAGE_ROWS + 1])
    shown = found[:PAGE_ROWS]
    following = parameters({"within": code, "after": shown[-1].code}) if len(found) > PAGE_ROWS else None
    return {
        "within": code,
        "page_rows": PAGE_ROWS,
        "regions": [{"code": r.code, "name": r.name, "level": r.level, "parent": r.parent_id} for r in shown],
        "next": f"{request.path}?{following.urlencode()}" if following else None,
    }


def _code(request: Request, name: str) -> str:
    """A code of the query string in twelve digits; empty where it is not given."""
    text = request.GET.get(name, "").strip()
    try:
        return normalise(text) if text else ""
    except ValueError as error:
        raise unreadable({name: gettext("区划代码是 2、4、6、9 或 12 位数字。")}) from error
