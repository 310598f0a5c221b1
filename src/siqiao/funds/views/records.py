"""A transfer, a purse, and the journey of a transfer's money in both directions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siqiao.core import evidence
from siqiao.core.chart import Drawing
from siqiao.core.form_page import act_once
from siqiao.core.history import history_of
from siqiao.core.scope import Request, allow, may
from siqiao.funds import journeys, selectors, trace
from siqiao.funds.models import Purse, Transfer, TransferPart

LINES = 25


def _transfer(pk: int) -> Transfer:
    rows = Transfer.objects.select_related("source", "target", "voucher", "maker", "checker", "reverses")
    return get_object_or_404(rows, pk=pk)


@allow("funds.view")
def transfer(request: Request, pk: int) -> HttpResponse:
    """One movement: from where to where, its papers, two persons, what it came from and went to."""
    found = _transfer(pk)
    parts = TransferPart.objects.select_related("lot__source", "out__target")
    context = {
        "transfer": found,
        "facts": _facts(found),
        "came": parts.filter(out=found).order_by("out_from")[:LINES],
        "went": parts.filter(lot=found).order_by("lot_from")[:LINES],
        "reversed_by": Transfer.objects.filter(reverses=found).exclude(state=Transfer.State.VOID).first(),
        "attachments": evidence.evidence_of(found),
        "lines": history_of([found]),
        "moves": _moves(request, found),
        "room": "funds",
    }
    return render(request, "funds/transfer.html", context)


def _facts(found: Transfer) -> list[tuple[Any, Any]]:
    link = '<a href="{}">{}</a>'
    voucher = found.voucher
    return [
        (_("付款方"), format_html(link, reverse("purse", args=[found.source_id]), found.source.name)),
        (_("收款方"), format_html(link, reverse("purse", args=[found.target_id]), found.target.name)),
        (_("类别"), found.get_kind_display()),
        (_("日期"), found.on),
        (_("付款阶段"), found.get_stage_display()),
        (_("凭证"), f"{voucher.get_kind_display()} {voucher.number}" if voucher else ""),
        (_("发票号码"), voucher.invoice_number if voucher else ""),
        (_("文号"), found.document_number),
        (_("摘要"), found.note),
        (_("制单"), found.maker.post or found.maker.username),
        (_("复核"), (found.checker.post or found.checker.username) if found.checker else ""),
        (_("作废原因"), found.void_reason),
    ]


def _moves(request: Request, found: Transfer) -> dict[str, bool]:
    """What this person may do with this transfer now."""
    is_pending, is_posted = found.state == Transfer.State.PENDING, found.state == Transfer.State.POSTED
    may_make = may(request.user, "funds.make_payment")
    is_reversed = Transfer.objects.filter(reverses=found).exclude(state=Transfer.State.VOID).exists()
    is_whole = not found.spent and not is_reversed
    return {
        "check": is_pending and found.maker_id != request.user.pk and may(request.user, "funds.check_payment"),
        "refuse": is_pending and may_make,
        "reverse": is_posted and may_make and is_whole and found.kind != Transfer.Kind.REVERSAL,
        "refund": is_posted and may_make and found.kind == Transfer.Kind.PAYMENT and not is_reversed,
        "attach": may_make or may(request.user, "funds.allocate"),
    }


@allow("funds.view", write="funds.make_payment")
@require_POST
def transfer_attach(request: Request, pk: int) -> HttpResponse:
    """A scan or slip as evidence of a transfer."""
    found, file = _transfer(pk), request.FILES.get("file")
    back = reverse("transfer", args=[pk])
    if file is None:
        return redirect(back)
    title = request.POST.get("title", "").strip()
    return act_once(
        request,
        lambda: evidence.attach(file, name=file.name or "", subject=found, actor=request.user, title=title),
        said=_("材料已上传。"),
        back=back,
    )


@allow("funds.view")
def purse(request: Request, pk: int) -> HttpResponse:
    """Where money lies: balance, what is promised, what came and went."""
    mine = request.scope.narrow(Purse.objects.select_related("region", "organisation"))
    found = get_object_or_404(mine, pk=pk)
    rows = list(selectors.transfers_of(found)[: LINES + 1])
    context = {
        "purse": found,
        "rows": rows[:LINES],
        "most": LINES,
        "is_cut": len(rows) > LINES,
        "lines": history_of([found]),
        "links": {
            "in": reverse("transfers") + f"?target={found.pk}&state=posted",
            "out": reverse("transfers") + f"?source={found.pk}&state=posted",
            "pending": reverse("transfers") + f"?source={found.pk}&state=pending",
        },
        "room": "funds",
    }
    return render(request, "funds/purse.html", context)


@allow("funds.view")
def journey(request: Request, pk: int) -> HttpResponse:
    """A yuan's journey: where the money of a transfer went, or where it came from, to the fen."""
    start = _transfer(pk)
    if start.state != Transfer.State.POSTED:
        return redirect("transfer", pk)
    is_back = request.GET.get("direction") == "backward"
    walked = trace.backward(start) if is_back else trace.forward(start)
    levels = journeys.levels_of(walked)
    context = {
        "start": start,
        "walked": walked,
        "is_back": is_back,
        "levels": levels,
        "ends": walked.ends[: journeys.SHOWN_LEGS],
        "more_ends": max(len(walked.ends) - journeys.SHOWN_LEGS, 0),
        "drawing": _drawing(walked),
        "became": [] if is_back else journeys.became(request.scope, walked),
        "room": "funds",
    }
    return render(request, "funds/journey.html", context)


def _drawing(walked: trace.Journey) -> Drawing:
    """The journey as picture and table; a name leads to its purse."""
    legs = sorted(walked.legs, key=lambda leg: -leg.amount)[: journeys.DRAWN_LEGS]
    rows = [[leg.transfer.source.name, leg.transfer.target.name, leg.transfer.on, leg.amount] for leg in legs]
    purses = {p.name: p.pk for leg in legs for p in (leg.transfer.source, leg.transfer.target)}
    links = {name: reverse("purse", args=[key]) for name, key in purses.items()}
    return Drawing([_("从"), _("到"), _("日期"), _("金额（元）")], rows, journeys.drawing(walked), links)
