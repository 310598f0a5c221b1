"""A figure's trend as a small drawing beside it."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()
WIDTH, HEIGHT, GAP = 96, 28, 3


@register.simple_tag
def trend_bars(trend: Sequence[tuple[int, float]]) -> SafeString:
    """Upright bars, the last one strong; nothing for fewer than two years. Each says its year to those who listen."""
    if len(trend) < 2:
        return SafeString("")
    most = max(abs(value) for _year, value in trend) or 1
    width = (WIDTH - GAP * (len(trend) - 1)) / len(trend)
    bars = [
        (
            "trend-last" if at == len(trend) - 1 else "trend-bar",
            round(at * (width + GAP), 1),
            round(HEIGHT - max(abs(value) / most * HEIGHT, 1), 1),
            round(width, 1),
            round(max(abs(value) / most * HEIGHT, 1), 1),
        )
        for at, (_year, value) in enumerate(trend)
    ]
    drawn = format_html_join("", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"></rect>', bars)
    label = _("{first} 至 {last} 年的走势").format(first=trend[0][0], last=trend[-1][0])
    box = f"0 0 {WIDTH} {HEIGHT}"
    return format_html('<svg class="trend" viewBox="{}" role="img" aria-label="{}">{}</svg>', box, label, drawn)
