"""A page that is one form: shown, checked, handed to one service; a service's refusal stands at its field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from siqiao.core.errors import DomainError


def refuse(form: forms.BaseForm, error: DomainError) -> None:
    """Put a service's refusal at the fields it names; the sentence itself on top where none is in the form."""
    known = {name: text for name, text in error.fields.items() if name in form.fields}
    for name, text in known.items():
        form.add_error(name, str(text))
    if not known:
        form.add_error(None, str(error.message))


def attempt(form: forms.BaseForm, act: Callable[[], Any]) -> Any:
    """The service's answer, or None after its refusal has been put into the form."""
    try:
        return act()
    except DomainError as error:
        refuse(form, error)
        return None


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: Any,
    submit: Any,
    done: Callable[[Any], str] | str,
    said: Any,
    cancel: str = "",
    room: str = "",
    lead: Any = "",
) -> HttpResponse:
    """Show a form, or take it: `act(cleaned_data)` is the service, `done` the address to go to, `said` what is said."""
    if request.method == "POST" and form.is_valid():
        answer = attempt(form, lambda: act(form.cleaned_data) or True)
        if answer is not None:
            messages.success(request, str(said))
            return redirect(done if isinstance(done, str) else done(answer))
    context = {"form": form, "title": title, "submit": submit, "cancel": cancel, "room": room, "lead": lead}
    return render(request, "core/form_page.html", context, status=400 if form.errors else 200)


def act_once(request: HttpRequest, act: Callable[[], Any], *, said: Any, back: str) -> HttpResponse:
    """A button's POST: do it, say so, go back; a refusal is said instead."""
    try:
        act()
        messages.success(request, str(said))
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect(back)
