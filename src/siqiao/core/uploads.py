"""An upload over the bound is refused before a byte of it is stored."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


class BoundedUploads:
    """Middleware: answers 413 with a sentence where a request announces more than UPLOAD_BYTES_MAX.

    Django never reads past the announced length, so the announcement is enough.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) <= settings.UPLOAD_BYTES_MAX:
            return self.get_response(request)
        message = _(
            "文件太大：上传的内容有 %(size)d MB，上限是 %(limit)d MB。请删去不用的工作表、图片，或分成几个文件。"
        )
        sizes = {"size": int(length) // 2**20, "limit": settings.UPLOAD_BYTES_MAX // 2**20}
        return render(request, "refused.html", {"message": message % sizes}, status=413)
