"""Jobs: mine, how far each is, and what became of it. Closing the page stops nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from siqiao.core import jobs as work
from siqiao.core.errors import DomainError
from siqiao.core.models import Job
from siqiao.core.scope import SIGNED_IN, Request, allow

SHOWN = 50
OPEN = {Job.State.WAITING, Job.State.RUNNING}
AGAIN = {Job.State.LOST, Job.State.FAILED, Job.State.CANCELLED}
FACT_TITLES = {"links": _lazy("审计链条数"), "count": _lazy("处数"), "rows": _lazy("行数")}


@allow(SIGNED_IN)
def jobs(request: Request) -> HttpResponse:
    """My jobs, the newest first."""
    work.mark_lost()
    rows = [_view_of(job) for job in work.jobs_of(request.user)[:SHOWN]]
    return render(request, "core/system/jobs.html", {"rows": rows, "room": "system"})


@allow(SIGNED_IN)
def job(request: Request, pk: int) -> HttpResponse:
    """One job; the part with its progress asks again every second until it has ended."""
    work.mark_lost()
    view = _view_of(_mine(request, pk))
    template = "core/system/job_progress.html" if request.htmx else "core/system/job.html"
    return render(request, template, {**view, "room": "system"})


def _view_of(job: Job) -> dict[str, Any]:
    """What a page shows of a job."""
    result = job.result or {}
    return {
        "job": job,
        "is_open": job.state in OPEN,
        "can_run_again": job.state in AGAIN,
        "percent": round(job.done_share * 100),
        "seconds_left": work.seconds_left(job),
        "facts": _facts(result),
        "findings": result.get("findings", []),
    }


def _facts(result: dict[str, Any]) -> list[tuple[Any, Any]]:
    """The plain numbers and words of a result, with the titles known for them."""
    plain = {name: value for name, value in result.items() if isinstance(value, str | int | float)}
    return [(FACT_TITLES.get(name, name), value) for name, value in plain.items() if name not in ("url", "message")]


@allow(SIGNED_IN)
@require_POST
def job_cancel(request: Request, pk: int) -> HttpResponse:
    """Ask a job to stop."""
    work.cancel(_mine(request, pk))
    messages.info(request, _("已请求取消，任务会在下一步停下。"))
    return redirect("job", pk=pk)


@allow(SIGNED_IN)
@require_POST
def job_again(request: Request, pk: int) -> HttpResponse:
    """Run the same work again, as a new job."""
    old = _mine(request, pk)
    if old.state not in AGAIN:
        messages.error(request, _("这个任务不用重新运行。"))
        return redirect("job", pk=pk)
    try:
        return redirect("job", pk=work.run_again(old).pk)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("job", pk=pk)


def _mine(request: Request, pk: int) -> Job:
    return get_object_or_404(work.jobs_of(request.user), pk=pk)
