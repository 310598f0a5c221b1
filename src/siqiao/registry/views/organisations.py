"""An organisation: its page, added, changed, its account shown in clear to whoever pays it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from siqiao.core.errors import DomainError
from siqiao.core.evidence import evidence_of
from siqiao.core.history import history_of
from siqiao.core.scope import Request, allow
from siqiao.registry import services
from siqiao.registry.forms import OrganisationForm, OrganisationRevealForm
from siqiao.registry.models import Organisation
from siqiao.registry.selectors.organisations import organisation_facts
from siqiao.registry.services.reveals import ORGANISATION_POLICY, Revealed
from siqiao.registry.views.frame import answer, show, take_evidence


@allow("organisations.view")
def organisation(request: Request, pk: int) -> HttpResponse:
    """What is known of a body, its files and its history."""
    return _page(request, _found(pk), OrganisationRevealForm(), None)


@allow("organisations.view", write=ORGANISATION_POLICY)
@never_cache
def organisation_reveal(request: Request, pk: int) -> HttpResponse:
    """The page once with the account or telephone in clear; logged with its reason."""
    found = _found(pk)
    if request.method != "POST":
        return redirect("organisation", pk=pk)
    form, revealed = OrganisationRevealForm(request.POST), None
    if form.is_valid():
        try:
            revealed = services.reveal_organisation(request.scope, found, **form.cleaned_data)
        except DomainError as error:
            form.show(error)
    return _page(request, found, form, revealed)


def _page(
    request: Request, found: Organisation, form: OrganisationRevealForm, revealed: Revealed | None
) -> HttpResponse:
    return show(
        request,
        "organisation",
        organisation=found,
        facts=organisation_facts(found, revealed),
        attachments=evidence_of(found),
        history=history_of([found]),
        members=found.members.select_related("user"),
        reveal_form=form,
        revealed=revealed,
        may_edit=request.scope.may("organisations.edit"),
        may_reveal=request.scope.may(ORGANISATION_POLICY) and bool(found.account or found.contact_phone),
    )


@allow("organisations.edit")
def organisation_add(request: Request) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(request.POST or None, initial={"region": request.scope.county, "is_active": True})

    def act() -> str:
        made = services.add_organisation(request.scope, **form.values())
        return reverse("organisation", args=[made.pk])

    title, done = _("登记单位"), _("单位已登记。")
    return answer(request, form, act, done=done, title=title, submit=_("登记"), cancel=reverse("organisations"))


@allow("organisations.edit")
def organisation_edit(request: Request, pk: int) -> HttpResponse:
    """Change an organisation."""
    found = _found(pk)
    form = OrganisationForm(request.POST or None, record=found)
    page = reverse("organisation", args=[pk])

    def act() -> str:
        services.change_organisation(request.scope, found, **form.values())
        return page

    title, done = _("修改单位信息"), _("单位信息已修改。")
    return answer(request, form, act, done=done, title=title, submit=_("保存"), cancel=page, record=found)


@allow("organisations.edit")
@require_POST
def organisation_evidence(request: Request, pk: int) -> HttpResponse:
    """A file about the organisation."""
    return take_evidence(request, _found(pk), reverse("organisation", args=[pk]))


def _found(pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.select_related("region"), pk=pk)
