"""What the reading floor says, in the reader's language."""

from django.utils.translation import gettext

from siqiao.reading.sentences import Unreadable


def said(error: Unreadable) -> str:
    """The sentence of an error, translated, with its values."""
    return gettext(error.sentence).format(**error.values)
