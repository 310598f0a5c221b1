"""The API's own description, for programs that write programs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from siqiao.api.endpoint import api, endpoint
from siqiao.core.scope import Request

NAME = "openapi.json"


@endpoint(
    "GET",
    f"/{NAME}",
    name="schema",
    policy="system.dictionary",
    title=_("OpenAPI 描述"),
    about=_("所有接口的参数和返回内容，供工具读取。"),
)
def openapi(request: Request) -> dict[str, Any]:
    return described()


def described() -> dict[str, Any]:
    """The OpenAPI document, its sentences in the language of the request."""
    found: dict[str, Any] = api.get_openapi_schema(path_prefix=reverse("api:schema").removesuffix(NAME))
    return found
