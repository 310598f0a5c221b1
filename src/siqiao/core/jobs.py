"""Jobs: work of over a second, with progress, cancel and a result page; the row is the queue.

A worker takes the oldest waiting row, beats while it works, and ends it. A row whose worker stopped beating
becomes "lost" and can be run again: job functions are written so that a second run does no harm.
"""

import datetime
import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope as county_scope

from siqiao.core.errors import DomainError
from siqiao.core.models import Job

log = logging.getLogger("siqiao.jobs")
LOST_AFTER = datetime.timedelta(seconds=60)
BEAT_SECONDS = 0.5


class Cancelled(Exception):
    """The person no longer wants the work; raised inside it at its next report of progress."""


class Progress:
    """What a job function calls while it works: `progress(0.4, "第 3 张表")`. Raises Cancelled when asked to stop."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.beaten_at = 0.0

    def __call__(self, share: float, step: str = "") -> None:
        if time.monotonic() - self.beaten_at < BEAT_SECONDS and share < 1:
            return
        self.beaten_at = time.monotonic()
        Job.objects.filter(pk=self.job.pk).update(
            done_share=min(max(share, 0), 1), step=step[:200], heartbeat_at=timezone.now()
        )
        if Job.objects.filter(pk=self.job.pk, cancel_wanted=True).exists():
            raise Cancelled


Work = Callable[..., dict[str, Any]]
_works: dict[str, Work] = {}


def work(name: str) -> Callable[[Work], Work]:
    """Register a job function: `f(progress, job, **arguments) -> result` with JSON arguments and result."""

    def register(function: Work) -> Work:
        _works[name] = function
        return function

    return register


def start(name: str, *, title: str, owner: Any, county: str = "", **arguments: Any) -> Job:
    """Put work into the queue."""
    if name not in _works:
        raise DomainError(_("没有名为“{name}”的任务。").format(name=name), code="unknown_job")
    return Job.objects.create(name=name, title=title, owner=owner, county=county, arguments=arguments)


def cancel(job: Job) -> None:
    """Ask a job to stop; a waiting one stops at once."""
    stopped = Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
        state=Job.State.CANCELLED, ended_at=timezone.now()
    )
    if not stopped:
        Job.objects.filter(pk=job.pk).update(cancel_wanted=True)


def run_again(job: Job) -> Job:
    """A new row with the same work, for one that was lost, failed or cancelled."""
    return start(job.name, title=job.title, owner=job.owner, county=job.county, **job.arguments)


def mark_lost() -> int:
    """Rows whose worker has stopped beating; returns how many were found."""
    silent = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=timezone.now() - LOST_AFTER)
    return silent.update(state=Job.State.LOST, reason=_("处理它的进程停止了，可以重新运行。"), ended_at=timezone.now())


def run_next() -> Job | None:
    """Take and run the oldest waiting job; None when there is none."""
    job = _take()
    if job is not None:
        _run(job)
    return job


def _take() -> Job | None:
    with transaction.atomic():
        waiting = Job.objects.filter(state=Job.State.WAITING).order_by("id")
        job = waiting.select_for_update(skip_locked=_can_skip_locked()).first()
        if job is None:
            return None
        job.state, job.started_at, job.heartbeat_at = Job.State.RUNNING, timezone.now(), timezone.now()
        job.save()
    return job


def _can_skip_locked() -> bool:
    from django.db import connection

    return connection.features.has_select_for_update_skip_locked


def _run(job: Job) -> None:
    try:
        with county_scope(county=job.county):
            job.result = _works[job.name](Progress(job), job, **job.arguments)
        _end(job, Job.State.DONE)
    except Cancelled:
        _end(job, Job.State.CANCELLED)
    except DomainError as error:
        _end(job, Job.State.FAILED, str(error))
    except Exception:
        log.exception("job %s (%s)", job.pk, job.name)
        _end(job, Job.State.FAILED, _("程序出错，已记入日志（任务 {id}）。").format(id=job.pk))


def _end(job: Job, state: str, reason: str = "") -> None:
    values: dict[str, Any] = {"state": state, "reason": reason, "ended_at": timezone.now(), "result": job.result}
    if state == Job.State.DONE:
        values["done_share"] = 1.0
    Job.objects.filter(pk=job.pk).update(**values)


def seconds_left(job: Job) -> int | None:
    """An estimate from the share done so far; None where nothing can be said yet."""
    if job.state != Job.State.RUNNING or job.started_at is None or job.done_share < 0.02:
        return None
    spent = (timezone.now() - job.started_at).total_seconds()
    return round(spent * (1 - job.done_share) / job.done_share)


def work_forever(should_stop: Callable[[], bool], *, idle_seconds: float = 0.5) -> None:
    """The worker's loop: lost rows are marked, waiting ones run, until told to stop."""
    while not should_stop():
        mark_lost()
        if run_next() is None:
            time.sleep(idle_seconds)


def jobs_of(user: Any) -> "models.QuerySet[Job]":
    return Job.objects.filter(owner=user)
