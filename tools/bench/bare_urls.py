"""One view, for whoever is signed in; its middleware stands in `bare_settings`."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def bare(request: HttpRequest) -> HttpResponse:
    """Two bytes; a refusal for whoever is not signed in."""
    return HttpResponse(b"ok") if request.user.is_authenticated else HttpResponse(status=403)


urlpatterns = [path("bare", bare)]
