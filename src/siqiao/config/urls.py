"""Addresses: the furniture's own, then each room's under its name."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from siqiao.core.scope import PUBLIC, allow

# At the root, in order
FURNITURE = ["web.urls", "core.system_urls", "accounts.urls", "cockpit.urls"]
ROOMS = ["registry", "funds", "projects", "intake", "api"]


def _include(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    """The addresses of a module, none where its room is not installed."""
    room = f"siqiao.{module.split('.')[0]}"
    if room not in settings.INSTALLED_APPS or find_spec(f"siqiao.{module}") is None:
        return []
    return [path(prefix, include(f"siqiao.{module}"))]


handler400 = "siqiao.web.views.bad_request"
handler403 = "siqiao.web.views.forbidden"
handler404 = "siqiao.web.views.not_found"
handler500 = "siqiao.web.views.server_error"

urlpatterns = [
    path("language", allow(PUBLIC)(set_language), name="set-language"),
    *[address for module in FURNITURE for address in _include("", module)],
    *[address for room in ROOMS for address in _include(f"{room}/", f"{room}.urls")],
]
