"""Running numbers: a village's households, a household's persons, a county's organisations and documents."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from siqiao.core.scope import prefix_q
from siqiao.registry.validation import refusal


def next_code(rows: "models.QuerySet[Any]", stem: str, *, digits: int) -> str:
    """The stem and the number after the highest taken under it; codes of another shape are passed over."""
    width = len(stem) + digits
    taken = rows.filter(prefix_q("code", stem), code__regex=rf"^.{{{width}}}$").order_by("-code")
    last = taken.values_list("code", flat=True).first()
    number = int(last[len(stem) :]) + 1 if last and last[len(stem) :].isdigit() else 1
    return f"{stem}{number:0{digits}d}"


def require_free_code(model: Any, code: str) -> None:
    """A code stands for one record of the county."""
    if model.objects.filter(code=code).exists():
        raise refusal(
            _("{title}“{code}”已经登记过。").format(title=model._meta.get_field("code").verbose_name, code=code),
            "code_taken",
            "code",
        )
