"""Gifts in money and in kind, and the ceremonies with their certificates."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from siqiao.core.form_page import attempt, form_page
from siqiao.core.history import history_of
from siqiao.core.money import ZERO
from siqiao.core.scope import Request, allow
from siqiao.funds import certificate, forms, selectors
from siqiao.funds.models import Gift, HandOver
from siqiao.funds.services import gifts
from siqiao.registry.models import OrganisationMember


@allow("funds.view")
def gift(request: Request, pk: int) -> HttpResponse:
    """One gift: who, what, for what, whether it has arrived."""
    found = get_object_or_404(Gift.objects.select_related("giver", "hand_over", "transfer"), pk=pk)
    context = {
        "gift": found,
        "items": found.items.all(),
        "is_pledged": found.state == Gift.State.PLEDGED,
        "lines": history_of([found]),
        "room": "funds",
    }
    return render(request, "funds/gift.html", context)


@allow("funds.give")
def gift_add(request: Request) -> HttpResponse:
    """A pledge; goods are listed a line each."""
    form = forms.GiftForm(request.scope, request.POST or None)
    items = forms.GiftItemFormSet(request.POST or None, prefix="items")
    if request.method == "POST" and form.is_valid() and items.is_valid():
        listed = [line.cleaned_data for line in items if line.cleaned_data.get("name")]
        made = attempt(
            form,
            lambda: gifts.pledge(county=request.scope.county, actor=request.user, items=listed, **form.cleaned_data),
        )
        if made is not None:
            return redirect("gift", made.pk)
    context = {"form": form, "items": items, "room": "funds"}
    return render(request, "funds/gift_add.html", context, status=400 if form.errors else 200)


@allow("funds.give")
def gift_receive(request: Request, pk: int) -> HttpResponse:
    """The gift has arrived."""
    found = get_object_or_404(Gift, pk=pk)
    return form_page(
        request,
        forms.GiftReceiptForm(request.scope, found, request.POST or None),
        lambda values: gifts.receive_gift(found, actor=request.user, **values),
        title=_("接收捐赠 {code}").format(code=found.code),
        submit=_("确认接收"),
        done=reverse("gift", args=[pk]),
        said=_("已接收。"),
        cancel=reverse("gift", args=[pk]),
        room="funds",
    )


@allow("funds.give")
def gift_withdraw(request: Request, pk: int) -> HttpResponse:
    """A pledge that will not come."""
    found = get_object_or_404(Gift, pk=pk)
    return form_page(
        request,
        forms.ReasonForm(request.POST or None),
        lambda values: gifts.withdraw_gift(found, actor=request.user, **values),
        title=_("撤回认捐 {code}").format(code=found.code),
        submit=_("撤回"),
        done=reverse("gift", args=[pk]),
        said=_("已撤回。"),
        cancel=reverse("gift", args=[pk]),
        room="funds",
    )


@allow("funds.own_gifts")
def own_gifts(request: Request) -> HttpResponse:
    """What the organisations of this account have given, and where the money went."""
    members = OrganisationMember.objects.filter(user=request.user).values("organisation")
    rows = list(Gift.objects.filter(giver__in=members).select_related("giver", "hand_over", "transfer"))
    total = sum((row.value for row in rows if row.state == Gift.State.RECEIVED), ZERO)
    return render(request, "funds/own_gifts.html", {"rows": rows, "total": total, "room": "funds"})


@allow("funds.view")
def hand_overs(request: Request) -> HttpResponse:
    """The ceremonies, the newest first."""
    return render(request, "funds/hand_overs.html", {"rows": HandOver.objects.all()[:200], "room": "funds"})


@allow("funds.give")
def hand_over_add(request: Request) -> HttpResponse:
    """A ceremony and the gifts handed over in it."""
    form = forms.HandOverForm(request.scope, request.POST or None)

    def act(values: dict[str, Any]) -> HandOver:
        return gifts.hold_hand_over(county=request.scope.county, actor=request.user, **values)

    return form_page(
        request,
        form,
        act,
        title=_("登记交接仪式"),
        submit=_("登记"),
        done=lambda made: reverse("hand-over", args=[made.pk]),
        said=_("已登记，可以打印证书。"),
        cancel=reverse("hand-overs"),
        room="funds",
    )


@allow("funds.view")
def hand_over(request: Request, pk: int) -> HttpResponse:
    """One ceremony: where, who, what was handed over."""
    found = get_object_or_404(HandOver, pk=pk)
    rows = list(selectors.hand_over_lines(found))
    context = {
        "ceremony": found,
        "rows": rows,
        "total": sum((row.value for row in rows), ZERO),
        "lines": history_of([found]),
        "room": "funds",
    }
    return render(request, "funds/hand_over.html", context)


@allow("funds.view")
def hand_over_certificate(request: Request, pk: int) -> HttpResponse:
    """The certificate as PDF, to be read or printed."""
    found = get_object_or_404(HandOver, pk=pk)
    response = HttpResponse(certificate.draw(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{found.pk}.pdf"'
    return response
