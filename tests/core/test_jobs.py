"""Jobs: they report, stop when asked, are marked when their worker is gone, and run again."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from siqiao.core import jobs
from siqiao.core.errors import DomainError
from siqiao.core.models import Job
from tests.conftest import People

pytestmark = pytest.mark.django_db


@jobs.work("test.count")
def count(progress: jobs.Progress, job: Job, *, upto: int) -> dict[str, Any]:
    for number in range(upto):
        progress.beaten_at = 0  # every step is reported
        progress((number + 1) / (upto + 1), f"第 {number + 1} 步")
    return {"rows": upto}


@jobs.work("test.refuse")
def refuse(progress: jobs.Progress, job: Job) -> dict[str, Any]:
    raise DomainError("第 3 行没有金额。")


@jobs.work("test.break")
def break_down(progress: jobs.Progress, job: Job) -> dict[str, Any]:
    raise ZeroDivisionError


def begin(people: People, name: str = "test.count", **arguments: Any) -> Job:
    return jobs.start(name, title="数数", owner=people.finance, county="620525", **arguments)


def test_it_runs_the_oldest_first(people: People) -> None:
    first, second = begin(people, upto=2), begin(people, upto=3)
    assert jobs.run_next() == first
    assert jobs.run_next() == second
    assert jobs.run_next() is None
    first.refresh_from_db()
    assert (first.state, first.done_share, first.result) == (Job.State.DONE, 1.0, {"rows": 2})


def test_it_refuses_unknown_work(people: People) -> None:
    with pytest.raises(DomainError, match=r"no\.such"):
        begin(people, "no.such")


def test_a_waiting_job_is_cancelled_at_once(people: People) -> None:
    job = begin(people, upto=2)
    jobs.cancel(job)
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert jobs.run_next() is None


def test_a_running_job_stops_at_its_next_step(people: People) -> None:
    job = begin(people, upto=1000)
    Job.objects.filter(pk=job.pk).update(cancel_wanted=True)
    jobs.run_next()
    job.refresh_from_db()
    assert (job.state, job.step) == (Job.State.CANCELLED, "第 1 步")


def test_a_refusal_is_told_in_its_own_words(people: People) -> None:
    job = begin(people, "test.refuse")
    jobs.run_next()
    job.refresh_from_db()
    assert (job.state, job.reason) == (Job.State.FAILED, "第 3 行没有金额。")


def test_a_fault_of_the_program_does_not_end_the_worker(people: People) -> None:
    job = begin(people, "test.break")
    jobs.run_next()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "ZeroDivisionError" not in job.reason


def test_a_silent_worker_leaves_a_lost_job_that_runs_again(people: People) -> None:
    job = begin(people, upto=2)
    silent = timezone.now() - jobs.LOST_AFTER - datetime.timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, started_at=silent, heartbeat_at=silent)
    assert jobs.mark_lost() == 1
    job.refresh_from_db()
    assert job.state == Job.State.LOST
    again = jobs.run_again(job)
    assert jobs.run_next() == again
    again.refresh_from_db()
    assert again.state == Job.State.DONE


def test_it_estimates_the_time_left(people: People) -> None:
    ago = timezone.now() - datetime.timedelta(seconds=30)
    job = Job(state=Job.State.RUNNING, started_at=ago, done_share=0.75)
    assert jobs.seconds_left(job) == 10
    assert jobs.seconds_left(Job(state=Job.State.WAITING)) is None
