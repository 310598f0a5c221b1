"""The page of access (`docs/access.md`), printed from the table of policies and the addresses themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from siqiao.accounts.access import POLICIES
from siqiao.accounts.models import Role
from siqiao.core.scope import PUBLIC, SIGNED_IN

API = "ninja"  # what the API's own addresses are called
EVERYBODY = {PUBLIC: "everybody", SIGNED_IN: "any account"}


@dataclass(frozen=True)
class Address:
    """One page: its address as declared, its name, its parameters, and the policies it carries."""

    path: str
    name: str
    parameters: tuple[str, ...]
    policy: str | None
    write_policy: str | None


def addresses() -> list[Address]:
    """Every page of the house; the API's operations are named by the API itself."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], before: str) -> Iterator[Address]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and pattern.app_name != API:
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield _address(pattern, path)


def _address(pattern: URLPattern, path: str) -> Address:
    view = pattern.callback
    parameters = tuple(part.split(">")[0].split(":")[-1] for part in path.split("<")[1:])
    policy, write = getattr(view, "policy", None), getattr(view, "write_policy", None)
    return Address("/" + path, pattern.name or "", parameters, policy, write)


def roles_of(policy: str) -> set[Role]:
    """The roles that hold a policy. KeyError for one that the table does not know."""
    return set(Role) if policy in EVERYBODY else POLICIES[policy]


def render() -> str:
    """The page: policies by role, then addresses by policy."""
    roles = list(Role)
    lines = [
        "# Who may do what",
        "",
        "Printed by `python -m tools.print_docs` from `accounts/access.py` and the addresses; do not edit.",
        "",
        "## Policies",
        "| policy | " + " | ".join(role.value for role in roles) + " |",
        "|---|" + "---|" * len(roles),
    ]
    for policy, holders in POLICIES.items():
        lines.append(f"| `{policy}` | " + " | ".join("✓" if role in holders else "" for role in roles) + " |")
    lines += ["", "## Pages", "| address | name | to see | to change |", "|---|---|---|---|"]
    for address in sorted(addresses(), key=lambda each: each.path):
        see = EVERYBODY.get(address.policy or "", f"`{address.policy}`")
        change = f"`{address.write_policy}`" if address.write_policy else ""
        lines.append(f"| `{address.path}` | `{address.name}` | {see} | {change} |")
    return "\n".join(lines) + "\n"
