"""Where the frame's search looks in the registry."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from siqiao.core.personal import mask_name
from siqiao.core.scope import Scope
from siqiao.core.search import Finder, Hit, register
from siqiao.registry.models import Document, Organisation
from siqiao.registry.selectors.people import find_households


def look_for_households(scope: Scope, words: str, limit: int) -> Iterable[Hit]:
    """Households, the head masked."""
    for household in find_households(scope, words, limit):
        place = f"{household.village.parent} {household.village} · {household.get_type_display()}"
        yield Hit(
            f"{mask_name(household.head_name)} {household.code}",
            place,
            reverse("household", args=[household.pk]),
        )


def look_for_organisations(scope: Scope, words: str, limit: int) -> Iterable[Hit]:
    """Organisations by name, code or credit code."""
    wanted = Q(name__icontains=words) | Q(code=words) | Q(credit_code=words)
    for organisation in Organisation.objects.filter(wanted).select_related("region")[:limit]:
        detail = f"{organisation.get_kind_display()} · {organisation.region}"
        yield Hit(organisation.name, detail, reverse("organisation", args=[organisation.pk]))


def look_for_documents(scope: Scope, words: str, limit: int) -> Iterable[Hit]:
    """Documents by title or number."""
    for document in Document.objects.filter(Q(title__icontains=words) | Q(number__icontains=words))[:limit]:
        detail = f"{document.number} · {document.issuer} · {document.issued_on}"
        yield Hit(document.title, detail, reverse("document", args=[document.pk]))


register(Finder("households", _("农户"), look_for_households, policy="registry.view", order=40))
register(Finder("organisations", _("单位"), look_for_organisations, policy="organisations.view", order=50))
register(Finder("documents", _("文件"), look_for_documents, policy="documents.view", order=60))
