"""Charts in templates: the option as JSON, and the same numbers as a table."""

from decimal import Decimal
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import json_script
from django.utils.safestring import SafeString

from siqiao.core.chart import Drawing

register = template.Library()
GROUPED_FROM = 10_000  # smaller whole numbers may be years


class _Plain(DjangoJSONEncoder):
    """Amounts as numbers: a chart's axis cannot read text."""

    def default(self, o: Any) -> Any:
        return float(o) if isinstance(o, Decimal) else super().default(o)


@register.simple_tag
def drawing_data(drawing: Drawing, element_id: str) -> SafeString:
    """The option and links of a drawing as JSON in a script element."""
    return json_script({"option": drawing.option, "links": drawing.links}, element_id, encoder=_Plain)


@register.filter
def as_table(drawing: Drawing) -> dict[str, Any]:
    """Headings and rows of a drawing: each cell with its text, its link, and whether it is a number."""
    rows = [[_cell(value, drawing.links) for value in row] for row in drawing.rows]
    first = rows[0] if rows else []
    numeric = [any(r[i]["is_number"] for r in rows if i < len(r)) for i in range(len(first))]
    headings = [{"text": h, "is_number": i < len(numeric) and numeric[i]} for i, h in enumerate(drawing.headings)]
    return {"headings": headings, "rows": rows}


def _cell(value: Any, links: dict[str, str]) -> dict[str, Any]:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return {"text": _shown(value), "is_number": is_number, "url": links.get(str(value), "")}


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, Decimal | float):
        return f"{value:,.2f}"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= GROUPED_FROM:
        return f"{value:,}"
    return str(value)
