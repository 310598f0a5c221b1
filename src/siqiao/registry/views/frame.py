"""What every page of the registry has in common: the notice of made-up data, a form answered, evidence taken in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from siqiao.core.errors import DomainError
from siqiao.core.scope import Request
from siqiao.registry.forms.columns import RegistryForm
from siqiao.registry.selectors.counts import is_synthetic
from siqiao.registry.services.documents import attach_file


def show(request: Request, template: str, **context: Any) -> HttpResponse:
    """A page of the registry, which says so where the county's registry is made up."""
    context |= {"room": "registry", "is_synthetic": is_synthetic(request.scope)}
    return render(request, f"registry/{template}.html", context)


def answer(
    request: Request,
    form: RegistryForm,
    act: Callable[[], Any],
    *,
    done: str,
    title: Any,
    submit: Any,
    cancel: str,
    record: Any = None,
    lead: Any = "",
) -> HttpResponse:
    """Show a form; where it is sent and sound, act, say it is done and go to the page that `act` returns."""
    if request.method == "POST" and form.is_valid():
        try:
            target = act()
            messages.success(request, done)
            return redirect(target)
        except DomainError as error:
            form.show(error)
    context = {"form": form, "title": title, "submit": submit, "cancel": cancel, "record": record, "lead": lead}
    return show(request, "form", **context)


def take_evidence(request: Request, record: Any, page: str) -> HttpResponse:
    """Attach the file of the evidence component to a record and come back to its page."""
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("请选择要上传的文件。"))
        return redirect(page)
    try:
        attach_file(request.scope, record, file=file, title=request.POST.get("title", "").strip())
        messages.success(request, _("材料已上传。"))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(page)
