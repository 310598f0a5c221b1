"""Numbers of persons in templates, masked. Names have `masked_name` of the frame's own figures."""

from django import template

from siqiao.core import personal

register = template.Library()


@register.filter
def masked_identity(value: str) -> str:
    """620525199001011234 → 6205**********1234."""
    return personal.mask_identity(value or "")


@register.filter
def masked_phone(value: str) -> str:
    """13812345678 → 138****5678."""
    return personal.mask_phone(value or "")


@register.filter
def masked_account(value: str) -> str:
    """The last four digits of an account."""
    return personal.mask_account(value or "")
