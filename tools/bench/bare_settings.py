"""The house's own settings with nothing left but session and account: what Django itself needs for a signed-in view."""

from siqiao.config.settings import *  # noqa: F403

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "tools.bench.bare_urls"
LOGGING = {}  # Django's own: a refused visitor, asked whether the server is up, is no news
