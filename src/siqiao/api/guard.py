"""One way to declare an operation: its policy is named beside its address, and errors are JSON in people's words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.security import SessionAuth

from siqiao.core.errors import DomainError
from siqiao.core.scope import may

api = NinjaAPI(
    title="Siqiao 四桥",
    version="1",
    docs_url=None,  # the page of operations is ours: no script from elsewhere
    openapi_url=None,
    urls_namespace="api",
    auth=SessionAuth(),
)


@dataclass(frozen=True)
class Endpoint:
    """One operation: method, address under /api/, policy, and what it gives."""

    method: str
    path: str
    policy: str
    about: str


_declared: list[Endpoint] = []


def declared() -> list[Endpoint]:
    """All operations, in the order of their addresses."""
    from siqiao.api import operations  # noqa: F401  importing it declares them

    return sorted(_declared, key=lambda each: each.path)


def get(path: str, policy: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a read for people with a policy."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        _declared.append(Endpoint("GET", path, policy, (view.__doc__ or "").split("\n")[0]))
        view.__dict__["policy"] = policy
        return api.get(path)(_guarded(view, policy))

    return mark


def _guarded(view: Callable[..., Any], policy: str) -> Callable[..., Any]:
    from functools import wraps

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require(request, policy)
        return view(request, *args, **kwargs)

    return answer


def require(request: HttpRequest, policy: str) -> None:
    """PermissionDenied where this person may not."""
    if not may(request.user, policy):
        raise PermissionDenied(policy)


def _error(request: HttpRequest, code: str, message: Any, status: int, fields: Any = None) -> HttpResponse:
    body = {"code": code, "message": str(message), "fields": {k: str(v) for k, v in (fields or {}).items()}}
    return api.create_response(request, body, status=status)


@api.exception_handler(DomainError)
def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    return _error(request, error.code, error.message, 400, error.fields)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _error(request, "forbidden", _("您的角色不能看这些内容。"), 403)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return _error(request, "not_found", _("没有这个地址或记录。"), 404)
