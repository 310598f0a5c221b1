"""Figures in templates: yuan, 万元, shares, masked names."""

from decimal import Decimal
from typing import Any

from django import template

from siqiao.core import money, personal

register = template.Library()


@register.filter
def yuan(value: Decimal | None) -> str:
    """1234567.8 → 1,234,567.80."""
    return "—" if value is None else f"{value:,.2f}"


@register.filter
def wan(value: Decimal | None) -> str:
    """22000000 → 2,200.00 (万元)."""
    return "—" if value is None else f"{money.wan(value):,.2f}"


@register.filter
def percent(value: Any) -> str:
    """0.6543 → 65.4%."""
    return "—" if value is None else f"{value:.1%}"


@register.filter
def masked_name(value: str) -> str:
    """金小花 → 金**."""
    return personal.mask_name(value or "")


@register.filter
def money_or_text(value: Any) -> Any:
    """An amount as yuan, anything else as it is: for tables whose columns a room above chooses."""
    return yuan(value) if isinstance(value, Decimal) else value
