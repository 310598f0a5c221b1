"""An official document: its page with files, added, changed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siqiao.core.evidence import evidence_of
from siqiao.core.history import history_of
from siqiao.core.scope import Request, allow
from siqiao.registry import services
from siqiao.registry.forms import DocumentForm
from siqiao.registry.models import Document
from siqiao.registry.selectors.documents import document_facts
from siqiao.registry.views.frame import answer, show, take_evidence


@allow("documents.view")
def document(request: Request, pk: int) -> HttpResponse:
    """What the register says of a document, and its files."""
    found = _found(pk)
    return show(
        request,
        "document",
        document=found,
        facts=document_facts(found),
        attachments=evidence_of(found),
        history=history_of([found]),
        may_edit=request.scope.may("documents.edit"),
    )


@allow("documents.edit")
def document_add(request: Request) -> HttpResponse:
    """Register a document, with its file where it is at hand."""
    form = DocumentForm(request.POST or None, request.FILES or None, scope=request.scope)

    def act() -> str:
        made = services.add_document(request.scope, **form.values())
        return reverse("document", args=[made.pk])

    title, done = _("登记文件"), _("文件已登记。")
    return answer(request, form, act, done=done, title=title, submit=_("登记"), cancel=reverse("documents"))


@allow("documents.edit")
def document_edit(request: Request, pk: int) -> HttpResponse:
    """Change a document's columns, or add a file."""
    found = _found(pk)
    form = DocumentForm(request.POST or None, request.FILES or None, scope=request.scope, record=found)
    page = reverse("document", args=[pk])

    def act() -> str:
        services.change_document(request.scope, found, **form.values())
        return page

    title, done = _("修改文件信息"), _("文件信息已修改。")
    return answer(request, form, act, done=done, title=title, submit=_("保存"), cancel=page, record=found)


@allow("documents.edit")
@require_POST
def document_evidence(request: Request, pk: int) -> HttpResponse:
    """A file of the document."""
    return take_evidence(request, _found(pk), reverse("document", args=[pk]))


def _found(pk: int) -> Document:
    return get_object_or_404(Document.objects.select_related("region"), pk=pk)
