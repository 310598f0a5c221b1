"""The house as a program meets it: accounts that ask, rows to ask for."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse

from tests.funds.conftest import money
from tests.registry.conftest import household, register, scope_of, west

__all__ = ["household", "money", "register", "scope_of", "west"]
Ask = Callable[..., Any]


@pytest.fixture
def ask(client_of: Callable[[str], Any]) -> Ask:
    """`ask("finance", "/api/me")`: the answer's JSON, whose status must be the one named."""

    def answer(name: str, address: str, status: int = 200, **headers: Any) -> Any:
        given: HttpResponse = client_of(name).get(address, headers=headers or None)
        assert given.status_code == status, given.content.decode()[:500]
        assert given["Content-Type"].startswith("application/json")
        return given.json()  # type: ignore[attr-defined]

    return answer


@pytest.fixture
def every_row(ask: Ask) -> Callable[[str, str], list[dict[str, Any]]]:
    """All rows of an address, page after page."""

    def pages(name: str, address: str) -> Iterator[dict[str, Any]]:
        following: str | None = address
        while following:
            page = ask(name, following)
            yield from page["rows"]
            following = page["next"]

    return lambda name, address: list(pages(name, address))
