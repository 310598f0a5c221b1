"""Values as JSON carries them: money as a string with two decimals, days as ISO, everything else as it stands."""

import datetime
from decimal import Decimal
from typing import Any


def plain(value: Any, kind: str = "") -> Any:
    """A column's value. A share stays a fraction: 6 % is "0.06"; a month is "2023-09"."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return f"{value:.2f}" if kind == "money" else f"{value:f}"
    if kind == "month" and isinstance(value, datetime.date):
        return f"{value:%Y-%m}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in value.items()}
    return str(value)


def figure(value: Any, unit: Any) -> Any:
    """An indicator's value: a share stays a fraction, other exact numbers are money."""
    return plain(value, "" if str(unit) == "%" else "money")
