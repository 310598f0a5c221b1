"""The page that lists the API's operations, and the schema for programs."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from siqiao.api.guard import api, declared
from siqiao.core.scope import Request, allow


@allow("system.dictionary")
def operations_page(request: Request) -> HttpResponse:
    """Every operation: address, policy, what it gives."""
    return render(request, "api/operations.html", {"operations": declared(), "room": "system"})


@allow("system.dictionary")
def schema(request: Request) -> HttpResponse:
    """The OpenAPI schema."""
    declared()
    return JsonResponse(api.get_openapi_schema(path_prefix="/api/"))
