"""The frame's own pages: what went wrong, the sheet of parts, the empty page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from siqiao.core.scope import SIGNED_IN, Request, allow
from siqiao.web import samples


@allow("pages.styleguide")
def styleguide(request: Request) -> HttpResponse:
    """Every component of the frame, each in its states."""
    return render(request, "web/styleguide.html", samples.everything(request))


@allow(SIGNED_IN)
def empty_page(request: Request) -> HttpResponse:
    """The frame with nothing in it: what every page costs before it does anything."""
    return render(request, "web/empty.html")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent what no page of ours sends."""
    return _error_page(request, 400, "")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page exists, the role does not allow it."""
    return _error_page(request, 403, "")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, with the sentence that a view gave, if it gave one."""
    return _error_page(request, 404, _sentence_of(exception))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without request and database, which may be what has failed."""
    return HttpResponse(loader.get_template("500.html").render({}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is old: the page stood open too long, or cookies are off."""
    message = _("这一页开得太久，或浏览器没有保存 Cookie，刚才填的没有提交。请返回上一页，刷新后再提交一次。")
    return _error_page(request, 403, message)


def _error_page(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """Inside the frame for whoever is signed in, else on a blank page."""
    layout = "base.html" if hasattr(request, "scope") else "blank.html"
    context: dict[str, Any] = {"layout": layout, "message": message}
    return render(request, f"{status}.html", context, status=status)


def _sentence_of(exception: Exception | None) -> str:
    """What a view said with Http404; nothing where Django itself raised it, in English and about models."""
    said = exception.args[0] if exception and exception.args else ""
    if not isinstance(said, str | Promise) or str(said).startswith("No "):
        return ""
    return str(said)
