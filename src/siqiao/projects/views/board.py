"""The board of the projects by state, and the proposal of a new one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core.scope import Request, allow
from siqiao.projects import selectors
from siqiao.projects.forms import BoardFilter, ProposalForm
from siqiao.projects.lifecycle import PROJECT_LIFE
from siqiao.projects.services.projects import propose_project
from siqiao.projects.views.filling import fill_in

CARDS_MOST = 30


@allow("projects.view")
def board(request: Request) -> HttpResponse:
    """Columns by state; an empty column is left out unless the whole board is empty."""
    chosen = BoardFilter(selectors.years(request.scope), request.GET or None)
    values = chosen.chosen() if request.GET else {}
    by_state = selectors.board(request.scope, most=CARDS_MOST, **values)
    columns = [
        {"state": state, "cards": by_state[state.code].cards, "count": by_state[state.code].count}
        for state in PROJECT_LIFE.states
        if state.code in by_state
    ]
    context = {
        "filter": chosen,
        "columns": columns,
        "may_propose": request.scope.may("projects.propose"),
        "cards_most": CARDS_MOST,
        "room": "projects",
    }
    return render(request, "projects/board.html", context)


@allow("projects.view", write="projects.propose")
def propose(request: Request) -> HttpResponse:
    """A new project with its purse."""
    today = timezone.localdate()
    form = ProposalForm(request.scope, request.POST or None, initial={"proposed_on": today, "year": today.year})

    def act(values: dict) -> str:
        project = propose_project(county=request.scope.county, actor=request.user, **values)
        return reverse("project", args=[project.pk])

    return fill_in(
        request,
        form,
        act,
        title=_("申报项目"),
        lead=_("填好后进入“谋划申报”，由乡镇和县里审核入库。"),
        submit=_("申报"),
        done=_("项目已申报。"),
        back=reverse("projects-board"),
    )
