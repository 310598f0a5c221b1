"""Search over all rooms, and the list of what waits for me."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from siqiao.core.alert import alerts
from siqiao.core.scope import SIGNED_IN, Request, allow
from siqiao.core.search import search as search_everywhere

WORD_LENGTH_MAX = 60


@allow(SIGNED_IN)
def search(request: Request) -> HttpResponse:
    """Hits by place; the fragment alone when the search box asks while one types."""
    words = request.GET.get("q", "").strip()[:WORD_LENGTH_MAX]
    limit = 5 if request.htmx else 30
    places = search_everywhere(request.scope, words, limit=limit)
    template = "core/system/search_hits.html" if request.htmx else "core/system/search.html"
    return render(request, template, {"words": words, "places": places})


@allow(SIGNED_IN)
def todo(request: Request) -> HttpResponse:
    """What waits for me, the gravest first; what else the rooms have found below."""
    scope = request.scope
    context = {"mine": alerts(scope, todo=True), "others": alerts(scope), "today": timezone.localdate()}
    return render(request, "core/system/todo.html", context)
