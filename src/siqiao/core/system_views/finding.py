"""Search over all rooms, and the list of what waits for me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from siqiao.core.alert import alerts
from siqiao.core.scope import SIGNED_IN, allow
from siqiao.core.search import search as search_everywhere

WORD_LENGTH_MAX = 60


@allow(SIGNED_IN)
def search(request: HttpRequest) -> HttpResponse:
    """Hits by place; the fragment alone when the search box asks while one types."""
    words = request.GET.get("q", "").strip()[:WORD_LENGTH_MAX]
    limit = 5 if request.htmx else 30  # type: ignore[attr-defined]
    places = search_everywhere(request.scope, words, limit=limit)  # type: ignore[attr-defined]
    template = "core/system/search_hits.html" if request.htmx else "core/system/search.html"  # type: ignore[attr-defined]
    return render(request, template, {"words": words, "places": places})


@allow(SIGNED_IN)
def todo(request: HttpRequest) -> HttpResponse:
    """What waits for me, the gravest first; what else the rooms have found below."""
    scope = request.scope  # type: ignore[attr-defined]
    context = {"mine": alerts(scope, todo=True), "others": alerts(scope), "today": timezone.localdate()}
    return render(request, "core/system/todo.html", context)
