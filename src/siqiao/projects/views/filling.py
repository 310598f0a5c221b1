"""What every page with one form does: show it, act on it, say what went wrong at the fields, or go back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from siqiao.core.errors import DomainError
from siqiao.core.scope import Request
from siqiao.projects import selectors
from siqiao.projects.forms import show_error
from siqiao.projects.models import Asset, Project


def fill_in(
    request: Request,
    form: forms.BaseForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    lead: str,
    submit: str,
    done: str,
    back: str,
) -> HttpResponse:
    """A page with one form. `act` takes the cleaned values; a DomainError is shown at its fields."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
            messages.success(request, done)
            return redirect(made if isinstance(made, str) else back)
        except DomainError as error:
            show_error(form, error)
    status = 422 if form.errors else 200
    context = {"form": form, "title": title, "lead": lead, "submit": submit, "back": back, "room": "projects"}
    return render(request, "projects/form.html", context, status=status)


def project_in_sight(request: Request, pk: int) -> Project:
    """A project that this person sees; 404 for any other."""
    return get_object_or_404(selectors.projects(request.scope), pk=pk)


def asset_in_sight(request: Request, pk: int) -> Asset:
    return get_object_or_404(selectors.assets(request.scope), pk=pk)
