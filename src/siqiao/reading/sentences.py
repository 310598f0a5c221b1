"""Sentences about what cannot be read: kept apart from their values, so that a floor above can say them in English."""

from typing import Any


def _(text: str) -> str:
    """Marks a sentence for translation; this floor knows no languages itself."""
    return text


class Unreadable(ValueError):
    """A sentence with {places} and the values for them; `str` is the Chinese."""

    def __init__(self, sentence: str, **values: Any) -> None:
        super().__init__(sentence.format(**values))
        self.sentence, self.values = sentence, values
