"""A piece of evidence: shown in the page or handed over, to whoever may see the record that it proves."""

from pathlib import Path

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from siqiao.core import evidence, ledger
from siqiao.core.models import Attachment
from siqiao.core.scope import SIGNED_IN, Request, Scope, allow

FRAMED = "frame-ancestors 'self'"  # a sandbox would keep the browser's own PDF viewer from opening
SEALED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
SUFFIX = {media_type: suffix for suffix, media_type in reversed(evidence.KINDS.items())}


@allow(SIGNED_IN)
def evidence_file(request: Request, pk: int) -> HttpResponseBase:
    """The file. PDF, JPEG and PNG open in the page; `?download=1` and every other kind is a download."""
    attachment = get_object_or_404(Attachment.objects.select_related("file"), pk=pk)
    if not may_see(request.scope, attachment):
        raise Http404(_("没有这份材料。"))
    path = evidence.path_of(attachment.file)
    if not path.exists():
        raise Http404(_("材料的文件不在了，请从备份恢复。"))
    media_type = attachment.file.media_type
    is_shown = media_type in evidence.SHOWN_IN_PAGE and "download" not in request.GET
    name = Path(attachment.title).stem[:100] + SUFFIX.get(media_type, "")
    response = FileResponse(path.open("rb"), as_attachment=not is_shown, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FRAMED if media_type == "application/pdf" else SEALED
    response["X-Frame-Options"] = "SAMEORIGIN"  # a record's page shows its evidence in a frame
    response["Cache-Control"] = "private, no-store"
    return response


def may_see(scope: Scope, attachment: Attachment) -> bool:
    """Whether the record that a file proves is among the rows of a ledger that this person may open.

    Of a record that stands in no ledger, only the whole county's people with its documents see the files.
    """
    about = [each for each in ledger.ledgers() if each.model._meta.label_lower == attachment.subject]
    if not about:
        return scope.is_whole_county and scope.may("documents.view")
    return any(scope.may(each.policy) and each.rows(scope).filter(pk=attachment.subject_key).exists() for each in about)
