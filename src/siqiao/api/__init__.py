"""The house for programs: what the ledgers and indicators say, as JSON, to the account that is signed in."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from siqiao.api.endpoint import Endpoint


def endpoints() -> "list[Endpoint]":
    """Every endpoint of the API with the policy it carries."""
    from siqiao.api.operations import declared  # not before the models stand

    return list(declared)
