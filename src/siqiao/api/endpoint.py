"""The one way to declare an endpoint: method, address, and the policy of `accounts/access.py` that it carries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.security import SessionAuth

from siqiao.accounts.access import POLICIES
from siqiao.core.scope import PUBLIC, SIGNED_IN, refuse_unless

Words = str | Promise
Answer = Callable[..., Any]


class SignedIn(SessionAuth):
    """The account of the browser's session; what writes must bring the CSRF token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        user = request.user
        return user if user.is_authenticated and user.is_active else None


api = NinjaAPI(title="Siqiao", version="1", urls_namespace="api", auth=SignedIn(), docs_url=None, openapi_url=None)


@dataclass(frozen=True)
class Endpoint:
    """One endpoint as a test and the page of the API see it."""

    method: str
    path: str
    name: str
    policy: str


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query string, explained."""

    name: str
    about: Words
    type: str = "string"

    def as_openapi(self) -> dict[str, Any]:
        schema = {"type": self.type}
        return {"in": "query", "name": self.name, "required": False, "schema": schema, "description": self.about}


declared: list[Endpoint] = []


def endpoint(
    method: str,
    path: str,
    *,
    name: str,
    policy: str,
    title: Words,
    about: Words = "",
    parameters: Sequence[Parameter] = (),
    response: Any = None,
    in_schema: bool = True,
) -> Callable[[Answer], Answer]:
    """Declare a function as an endpoint; without the policy it answers 403. An unknown policy is refused here."""
    if policy not in (PUBLIC, SIGNED_IN, *POLICIES):
        raise ValueError(f"{path}: no policy {policy}")

    def mark(view: Answer) -> Answer:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            refuse_unless(request, policy)
            return view(request, *args, **kwargs)

        extra = {"x-policy": policy, "parameters": [each.as_openapi() for each in parameters]}
        api.api_operation(
            [method],
            path,
            url_name=name,
            operation_id=name,
            summary=title,  # type: ignore[arg-type]
            description=about or title,  # type: ignore[arg-type]
            response=dict[str, Any] if response is None else response,
            include_in_schema=in_schema,
            openapi_extra=extra,
        )(guarded)
        declared.append(Endpoint(method, path, name, policy))
        return guarded

    return mark


YEAR = Parameter("year", _("年度，四位数字；不写则为最近有资金的年度。"), "integer")
AFTER = Parameter("after", _("从哪里接着看；直接用上一页给出的 next 地址即可。"))
