"""Tags of the frame: icons, and the page's title said twice."""

import datetime
from typing import Any

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the sprite (frontend/icons.txt); it adds nothing for those who listen."""
    address = static("vendor/icons.svg")
    drawing = '<svg class="icon" width="20" height="20" aria-hidden="true"><use href="{}#{}"></use></svg>'
    return format_html(drawing, address, name)


class PageTitle(template.Node):
    """The words of block `title` once more: they stand in <title> and in the page's h1."""

    def render(self, context: template.Context) -> str:
        blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
        block = blocks.get_block("title") if blocks else None
        if block is None:
            return ""
        with context.push():
            return " ".join(strip_tags(block.nodelist.render(context)).split())


@register.tag
def page_title(parser: Any, token: Any) -> PageTitle:
    return PageTitle()


@register.filter
def fact(value: Any) -> Any:
    """A value of a record's facts: days as 2023-03-31, yes or no in words, a dash for what is missing."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, datetime.date) else value
