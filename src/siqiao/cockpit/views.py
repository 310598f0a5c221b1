"""The cockpit, the list of figures, and why each is what it is."""

import io

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from siqiao.cockpit import figures
from siqiao.core import chart, indicator
from siqiao.core.kept import kept
from siqiao.core.ledger_sheets import write_table
from siqiao.core.models import CountyPair
from siqiao.core.navigation import first_page
from siqiao.core.navigation import rooms as rooms_of_the_house
from siqiao.core.scope import SIGNED_IN, Request, allow, refuse_unless
from siqiao.funds.selectors import default_year
from siqiao.funds.selectors import years as money_years

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def year_of(request: Request) -> tuple[int, list[int]]:
    """The year asked for, else the newest with money; and the years to choose from."""
    years = kept(request.scope, "years", lambda: money_years(request.scope)) or [timezone.localdate().year]
    planned = kept(request.scope, "planned-year", lambda: default_year(request.scope))
    asked = request.GET.get("year", "")
    return (int(asked) if asked.isdigit() and int(asked) in years else planned), years


@allow(SIGNED_IN)
def front_door(request: Request) -> HttpResponse:
    """The pair at a glance; people without the cockpit are led to their first page."""
    if not request.scope.may("cockpit.view"):
        return redirect(first_page(request.user))
    year, years = year_of(request)
    alerts, alert_count = figures.findings(request.scope)
    pair = CountyPair.objects.filter(west__code__startswith=request.scope.county).select_related("east", "west").first()
    context = {
        "year": year,
        "years": years[:8],
        "pair": pair,
        "tiles": figures.tiles(request.scope, year),
        "pictures": figures.pictures(request.scope, year),
        "alerts": alerts,
        "more": alert_count - len(alerts),
        "is_screen": request.GET.get("screen") == "1",
        "room": "cockpit",
    }
    return render(request, "cockpit/cockpit.html", context)


@allow("cockpit.view")
def indicators(request: Request) -> HttpResponse:
    """Every figure of the year, by room."""
    year, years = year_of(request)
    by_room: dict[str, list[figures.Tile]] = {}
    for tile in figures.tiles(request.scope, year, everything=True):
        by_room.setdefault(tile.room, []).append(tile)
    rooms = [(room.title, by_room[room.code]) for room in rooms_of_the_house() if room.code in by_room]
    return render(
        request, "cockpit/indicators.html", {"year": year, "years": years[:8], "rooms": rooms, "room": "cockpit"}
    )


@allow("cockpit.view")
def indicator_page(request: Request, code: str) -> HttpResponse:
    """Why a figure is what it is: its formula, the numbers in it, the rows behind each."""
    declared = indicator.find(code)
    if declared is None:
        raise Http404
    refuse_unless(request, declared.policy)
    year, years = year_of(request)
    result = declared.compute(request.scope, year)
    value, unit = figures.shown(result.value, declared.unit)
    context = {
        "declared": declared,
        "year": year,
        "years": years[:8],
        "value": value,
        "unit": unit,
        "result": result,
        "rows": figures.rows_url(request.scope, result.source),
        "inputs": figures.inputs_of(request.scope, result),
        "trend": [(y, *figures.shown(v, declared.unit)) for y, v in result.trend],
        "room": "cockpit",
    }
    return render(request, "cockpit/indicator.html", context)


@allow("cockpit.view")
def chart_excel(request: Request, name: str) -> HttpResponse:
    """A chart's numbers as a workbook."""
    declared = chart.find(name)
    if declared is None:
        raise Http404
    refuse_unless(request, declared.policy)
    year, _years = year_of(request)
    drawing = declared.draw(request.scope, year)
    out = io.BytesIO()
    write_table(out, str(declared.title), drawing.headings, drawing.rows)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{declared.title}{year}.xlsx") or ""
    return response
