"""Pages of the furniture: audit log, jobs, evidence, search, to-do, help."""

import io
from collections.abc import Callable

import pytest
from django.urls import reverse
from django_scopes import scope

from siqiao.core import audit, evidence, jobs
from siqiao.core.models import Attachment, Job
from tests.conftest import People, World

pytestmark = pytest.mark.django_db


def body(answer) -> str:
    return answer.content.decode()


def write(county: str, title: str, **values: str) -> int:
    return audit.record_event("财政局", "test.event", title, county=county, **values).number


def test_the_log_shows_one_county_and_the_house(people: People, client_of: Callable) -> None:
    write("620525", "本县的事")
    write("120116", "结对区的事")
    write("", "本机的事")
    theirs = write("620523", "别县的事")
    page = body(client_of("finance").get(reverse("audit")))
    assert all(title in page for title in ("本县的事", "结对区的事", "本机的事"))
    assert "别县的事" not in page
    assert client_of("finance").get(reverse("audit-entry", args=[theirs])).status_code == 404


def test_the_log_is_paged_by_number(people: People, client_of: Callable) -> None:
    for number in range(60):
        write("620525", f"第{number}件")
    finance = client_of("finance")
    first = finance.get(reverse("audit"))
    assert len(first.context["rows"]) == 50
    second = finance.get(reverse("audit"), {"before": first.context["older"]})
    assert second.context["older"] is None
    assert second.context["rows"][0][0].number == first.context["rows"][-1][0].number - 1


def test_the_log_is_narrowed(people: People, client_of: Callable) -> None:
    write("620525", "甲事")
    write("620525", "乙事")
    finance = client_of("finance")
    assert "乙事" not in body(finance.get(reverse("audit"), {"record": "甲事"}))
    assert "甲事" not in body(finance.get(reverse("audit"), {"until": "2001-01-01"}))
    assert "甲事" not in body(finance.get(reverse("audit"), {"action": "登录"}))
    assert finance.get(reverse("audit"), {"since": "不是日期"}).status_code == 200


def test_an_entry_shows_before_and_after(people: People, client_of: Callable) -> None:
    with audit.change(people.admin, "user.scope_changed", people.village):
        people.village.post = "新岗位"
        people.village.save()
    entry = client_of("finance").get(reverse("audit-entry", args=[1]))
    assert [(d.title, d.after) for d in entry.context["differences"]] == [("单位与岗位", "新岗位")]
    assert "修改账号" in body(entry)


def test_the_chain_is_verified_as_a_job(people: People, client_of: Callable) -> None:
    finance = client_of("finance")
    page = finance.post(reverse("audit-verify"))["Location"]
    assert "等待" in body(finance.get(page))
    jobs.run_next()
    assert "完成" in body(finance.get(page))
    assert "全部相符" in body(finance.get(reverse("audit")))


def test_the_progress_asks_again_only_while_open(people: People, client_of: Callable) -> None:
    job = jobs.start("audit.verify", title="核对", owner=people.finance)
    finance, page = client_of("finance"), reverse("job", args=[job.pk])
    part = body(finance.get(page, headers={"HX-Request": "true"}))
    assert "every 1s" in part
    assert "<title>" not in part
    finance.post(reverse("job-cancel", args=[job.pk]))
    part = body(finance.get(page, headers={"HX-Request": "true"}))
    assert "every 1s" not in part
    assert "重新运行" in part


def test_a_job_runs_again_from_its_page(people: People, client_of: Callable) -> None:
    job = jobs.start("audit.verify", title="核对", owner=people.finance)
    jobs.cancel(job)
    answer = client_of("finance").post(reverse("job-again", args=[job.pk]))
    assert answer["Location"] == reverse("job", args=[Job.objects.first().pk])
    assert Job.objects.count() == 2


def test_a_job_is_its_owners(people: People, client_of: Callable) -> None:
    job = jobs.start("audit.verify", title="核对", owner=people.finance)
    assert client_of("finance_2").get(reverse("job", args=[job.pk])).status_code == 404


def attach(world: World, content: bytes, name: str) -> Attachment:
    with scope(county=world.county):
        stored = evidence.store(io.BytesIO(content), name)
        return Attachment.objects.create(
            county=world.county,
            file=stored,
            subject="core.region",
            subject_key="1",
            title="协议",
            added_by="办",
        )


def test_a_pdf_opens_in_the_page(people: People, world: World, client_of: Callable) -> None:
    answer = client_of("west_office").get(reverse("evidence-file", args=[attach(world, b"%PDF-1.4", "协议.pdf").pk]))
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"


def test_other_kinds_are_downloads(people: People, world: World, client_of: Callable) -> None:
    answer = client_of("west_office").get(reverse("evidence-file", args=[attach(world, b"<script>", "a.txt").pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_another_county_has_no_such_file(people: People, world: World, client_of: Callable) -> None:
    url = reverse("evidence-file", args=[attach(world, b"%PDF-1.4", "a.pdf").pk])
    assert client_of("stranger_west").get(url).status_code == 404
    assert client_of("organisation").get(url).status_code == 404


def test_search_finds_pages_that_one_may_open(people: People, client_of: Callable) -> None:
    assert reverse("audit") in body(client_of("finance").get(reverse("search"), {"q": "审计"}))
    assert f'href="{reverse("audit")}"' not in body(client_of("village").get(reverse("search"), {"q": "审计日志"}))


def test_an_empty_search_says_what_to_type(people: People, client_of: Callable) -> None:
    assert "输入名称" in body(client_of("village").get(reverse("search")))
    assert "没有找到" in body(client_of("village").get(reverse("search"), {"q": "没有这样的东西"}))


def test_help_draws_and_explains(people: People, client_of: Callable) -> None:
    page = body(client_of("finance").get(reverse("help")))
    assert "hand-over ceremony" in page
    assert "Ctrl" in page


def test_the_to_do_page_opens_for_an_account_without_a_pairing(people: People, client_of: Callable) -> None:
    people.admin.region_code = "110101000000"
    people.admin.save()
    assert client_of("admin").get(reverse("todo")).status_code == 200
