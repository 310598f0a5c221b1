"""What went wrong, as `{code, message, fields}` in the person's language, with the status that fits."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

from siqiao.api.endpoint import api
from siqiao.core.errors import DomainError, Forbidden


def _refusal(request: HttpRequest, status: int, code: str, message: Any, fields: Any = ()) -> HttpResponse:
    said = {name: str(sentence) for name, sentence in dict(fields).items()}
    return api.create_response(request, {"code": code, "message": str(message), "fields": said}, status=status)


@api.exception_handler(DomainError)
def broken_rule(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A rule was broken, or a parameter cannot be read."""
    return _refusal(request, 403 if isinstance(error, Forbidden) else 400, error.code, error.message, error.fields)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody is signed in: 401 and no page to sign in at, since a program is asking."""
    return _refusal(request, 401, "sign_in", _("请先登录。"))


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """The address exists, the role does not allow it."""
    return _refusal(request, 403, "forbidden", _("您的账号没有查看这项内容的权限。"))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """There is no such thing, with the sentence of the endpoint where it gave one."""
    said = error.args[0] if error.args and isinstance(error.args[0], str | Promise) else _("没有找到。")
    return _refusal(request, 404, "not_found", said)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Parameters or a body that are not of the declared shape."""
    fields = {str(each["loc"][-1]): _("这一项写得不对。") for each in error.errors if each.get("loc")}
    return _refusal(request, 400, "unreadable", _("请求里有看不懂的内容。"), fields)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library itself refuses: a write without its CSRF token, a body that is no JSON."""
    if error.status_code == 403:
        return _refusal(request, 403, "csrf", _("写入的请求要带上 CSRF 令牌。"))
    return _refusal(request, error.status_code, "unreadable", _("请求里有看不懂的内容。"))
