"""What a document's page shows."""

from typing import Any

from django.utils.translation import gettext as _

from siqiao.registry.models import Document


def document_facts(document: Document) -> list[tuple[Any, Any]]:
    """Titles and values of a document's register entry."""
    return [
        (_("登记号"), document.code),
        (_("文号"), document.number),
        (_("文种"), document.get_kind_display()),
        (_("成文日期"), document.issued_on),
        (_("发文机关"), document.issuer),
        (_("适用地区"), document.region),
        (_("内容摘要"), document.summary),
    ]
