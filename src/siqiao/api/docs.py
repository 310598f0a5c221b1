"""The page of the API: every endpoint, made of the OpenAPI document; nothing is loaded from elsewhere."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from siqiao.accounts.access import POLICIES
from siqiao.accounts.models import Role
from siqiao.api.operations.schema import described
from siqiao.core.scope import Request, allow


@allow("system.dictionary")
def docs_page(request: Request) -> HttpResponse:
    """Each endpoint with its parameters, the shape of its answer, and who may ask."""
    return render(request, "api/docs.html", {"operations": list(_operations(described())), "room": "system"})


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    shapes = document["components"].get("schemas", {})
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            yield {
                "method": method.upper(),
                "address": address,
                "title": operation["summary"],
                "about": operation.get("description", ""),
                "parameters": [_parameter(each) for each in operation["parameters"]],
                "answer": _answer(operation, shapes),
                "roles": _roles(operation["x-policy"]),
            }


def _parameter(each: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": each["name"],
        "is_in_path": each["in"] == "path",
        "type": each["schema"].get("type", ""),
        "about": each.get("description", ""),
    }


def _answer(operation: dict[str, Any], shapes: dict[str, Any]) -> list[str]:
    """The names at the top of the answer."""
    content = operation["responses"].get(200, {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
    return list(shapes.get(name, {}).get("properties", {}))


def _roles(policy: str) -> list[Any]:
    """Titles of the roles that hold a policy; empty where every account does."""
    holders = POLICIES.get(policy, set(Role))
    return [] if holders == set(Role) else [role.label for role in Role if role in holders]
