"""Moving money: receipts, appropriation, allocation, carry-over, payments by two persons, and their mending."""

import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siqiao.core.form_page import act_once, form_page
from siqiao.core.scope import Request, allow
from siqiao.funds import forms, selectors
from siqiao.funds.models import Purse, Transfer
from siqiao.funds.services import payments, programmes, transfers
from siqiao.funds.services.purses import payee_purse

SENT_BACK_FOR = datetime.timedelta(days=365)


def _to_transfer(made: Transfer) -> str:
    return reverse("transfer", args=[made.pk])


def _initial(request: Request, *names: str) -> dict[str, Any]:
    """Values handed over in the address by a button of another page."""
    return {name: request.GET[name] for name in names if request.GET.get(name)}


@allow("funds.allocate")
def receive(request: Request) -> HttpResponse:
    """Money of the east has arrived."""
    form = forms.ReceiptForm(request.scope, request.POST or None, initial=_initial(request, "source", "amount"))
    return form_page(
        request,
        form,
        lambda values: programmes.receive(maker=request.user, **values),
        title=_("登记到账"),
        submit=_("登记"),
        done=_to_transfer,
        said=_("已登记到账。"),
        cancel=reverse("funds"),
        room="funds",
    )


@allow("funds.allocate")
def appropriate(request: Request) -> HttpResponse:
    """From the treasury to a year's programme."""
    form = forms.AppropriationForm(request.scope, request.POST or None, initial=_initial(request, "treasury"))

    return form_page(
        request,
        form,
        lambda values: programmes.appropriate(maker=request.user, **values),
        title=_("下拨到专项"),
        submit=_("下拨"),
        done=_to_transfer,
        said=_("已下拨。"),
        cancel=reverse("allocation"),
        room="funds",
    )


@allow("funds.allocate")
def allocate(request: Request) -> HttpResponse:
    """From a programme to a project."""
    initial = _initial(request, "programme", "project", "amount")
    form = forms.AllocationForm(request.scope, request.POST or None, initial=initial)

    return form_page(
        request,
        form,
        lambda values: programmes.allocate(maker=request.user, **values),
        title=_("下达到项目"),
        submit=_("下达"),
        done=_to_transfer,
        said=_("已下达到项目。"),
        cancel=reverse("allocation"),
        room="funds",
    )


@allow("funds.allocate")
def carry_over(request: Request) -> HttpResponse:
    """What is left of a year goes into the next."""
    form = forms.CarryOverForm(request.scope, request.POST or None, initial=_initial(request, "programme"))

    def act(values: dict[str, Any]) -> Transfer:
        return programmes.carry_over(maker=request.user, reason=values.pop("note"), **values)

    return form_page(
        request,
        form,
        act,
        title=_("结转到下一年度"),
        submit=_("结转"),
        done=_to_transfer,
        said=_("已结转。"),
        cancel=reverse("allocation"),
        room="funds",
    )


@allow("funds.view")
def payment_list(request: Request) -> HttpResponse:
    """What waits for the second person, and the last that were paid."""
    waiting = list(selectors.pending(request.scope))
    paid = Transfer.objects.filter(kind=Transfer.Kind.PAYMENT, state=Transfer.State.POSTED)
    context = {
        "waiting": waiting,
        "total": sum((t.amount for t in waiting), start=0),
        "sent_back": selectors.sent_back(request.scope, timezone.localdate() - SENT_BACK_FOR)[:20],
        "paid": paid.select_related("source", "target", "voucher", "checker")[:20],
        "room": "funds",
    }
    return render(request, "funds/payments.html", context)


@allow("funds.make_payment")
def pay(request: Request) -> HttpResponse:
    """Make a payment: it reserves the money until another person has checked it."""
    form = forms.PaymentForm(
        request.scope, request.POST or None, initial=_initial(request, "project", "amount", "note")
    )

    def act(values: dict[str, Any]) -> Transfer:
        payee = payee_purse(values.pop("payee"), actor=request.user)
        return payments.draft_payment(values.pop("project"), payee, maker=request.user, **values)

    return form_page(
        request,
        form,
        act,
        title=_("制单付款"),
        submit=_("提交复核"),
        done=_to_transfer,
        said=_("已制单，款项已占用，等待另一人复核。"),
        cancel=reverse("payments"),
        room="funds",
        lead=_("制单以后由另一位财政人员复核才会付出；复核前款项先占用，不能重复使用。"),
    )


@allow("funds.check_payment")
@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    """The second person's yes."""
    transfer = get_object_or_404(Transfer, pk=pk)
    return act_once(
        request,
        lambda: transfers.post(transfer, checker=request.user),
        said=_("已复核，款项付出。"),
        back=reverse("payments"),
    )


@allow("funds.make_payment")
def refuse(request: Request, pk: int) -> HttpResponse:
    """The second person's no, or the maker's withdrawal."""
    transfer = get_object_or_404(Transfer, pk=pk)
    return form_page(
        request,
        forms.ReasonForm(request.POST or None),
        lambda values: payments.refuse_payment(transfer, request.user, reason=values["reason"]),
        title=_("退回 {number}").format(number=transfer.number),
        submit=_("退回"),
        done=reverse("payments"),
        said=_("已退回，占用的款项已放开。"),
        cancel=_to_transfer(transfer),
        room="funds",
    )


@allow("funds.make_payment")
def reverse_transfer(request: Request, pk: int) -> HttpResponse:
    """Ask for a posted transfer's money to go back; a second person posts it."""
    transfer = get_object_or_404(Transfer.objects.select_related("source", "target"), pk=pk)
    return form_page(
        request,
        forms.ReversalForm(request.POST or None),
        lambda values: transfers.reverse(transfer, maker=request.user, **values),
        title=_("冲正 {number}").format(number=transfer.number),
        submit=_("提交复核"),
        done=_to_transfer,
        said=_("已提交冲正，等待另一人复核。"),
        cancel=_to_transfer(transfer),
        room="funds",
        lead=_("入账的流水不改动，用一笔反向流水把钱退回去；已经用掉的钱不能冲正。"),
    )


@allow("funds.make_payment")
def refund(request: Request, pk: int) -> HttpResponse:
    """A payee gives part of a payment back."""
    payment = get_object_or_404(Transfer.objects.select_related("source", "target"), pk=pk)
    return form_page(
        request,
        forms.RefundForm(request.POST or None),
        lambda values: payments.refund(payment, maker=request.user, **values),
        title=_("{number} 的退款").format(number=payment.number),
        submit=_("提交复核"),
        done=_to_transfer,
        said=_("已登记退款，等待另一人复核。"),
        cancel=_to_transfer(payment),
        room="funds",
    )


@allow("funds.allocate")
def take_back(request: Request, pk: int) -> HttpResponse:
    """What a project did not need goes back into a programme."""
    project = get_object_or_404(Purse, pk=pk, kind=Purse.Kind.PROJECT)
    form = forms.TakeBackForm(request.scope, request.POST or None, initial={"amount": project.available})
    return form_page(
        request,
        form,
        lambda values: programmes.take_back(project=project, maker=request.user, **values),
        title=_("收回结余：{name}").format(name=project.name),
        submit=_("收回"),
        done=_to_transfer,
        said=_("结余已收回专项。"),
        cancel=reverse("purse", args=[project.pk]),
        room="funds",
    )
