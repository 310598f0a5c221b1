"""The data dictionary: every ledger with its columns, made of the declarations themselves."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from siqiao.core.ledger import Ledger, find, ledgers
from siqiao.core.ledger_sheets import KIND_NOTES
from siqiao.core.scope import Request, allow


@allow("system.dictionary")
def dictionary(request: Request) -> HttpResponse:
    """All ledgers, each with its sentence and its number of columns."""
    context = {"ledgers": [(each, reverse("dictionary-ledger", args=[each.name])) for each in ledgers()]}
    return render(request, "core/system/dictionary.html", context | {"room": "system"})


@allow("system.dictionary")
def dictionary_ledger(request: Request, name: str) -> HttpResponse:
    """One ledger's columns: heading, kind, whether required, choices, other headings understood."""
    ledger = find(name)
    if ledger is None:
        raise Http404
    context = {"ledger": ledger, "columns": [_described(ledger, column) for column in ledger.columns], "room": "system"}
    return render(request, "core/system/dictionary_ledger.html", context)


def _described(ledger: Ledger, column: Any) -> dict[str, Any]:
    kind = ledger.kind_of(column)
    return {
        "name": column.name,
        "title": ledger.heading(column),
        "kind": KIND_NOTES[kind],
        "required": column.required,
        "is_masked": column.mask is not None,
        "choices": list(ledger.choices_of(column).values()),
        "aliases": column.aliases,
        "note": column.note,
    }
