"""The API: what the pages show, as JSON, for the same accounts under the same policies."""

from typing import Any


def endpoints() -> list[Any]:
    """Every operation with its policy, for the test that walks them."""
    from siqiao.api.guard import declared

    return declared()
