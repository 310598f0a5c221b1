"""One class of error for what a person can mend: raised by services, shown by pages, API and command line."""

from collections.abc import Mapping
from typing import Any


class DomainError(Exception):
    """A rule of the field was broken; says what, where and how to mend it.

    `code` is for programs, `message` is a (lazily translated) sentence for people,
    `fields` names the inputs concerned, each with its own sentence.
    """

    code = "refused"

    def __init__(self, message: Any, *, code: str | None = None, fields: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.fields = dict(fields or {})

    def __str__(self) -> str:
        return str(self.message)


class Forbidden(DomainError):
    """The person may not do this; an attempt worth a line in the log."""

    code = "forbidden"
