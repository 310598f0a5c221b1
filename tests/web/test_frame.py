"""The frame around every page: rooms, region switch, search, to-do count, what it costs."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from siqiao.core.models import AuditHead, CountyPair, Region
from siqiao.core.navigation import Entry, Room
from siqiao.web.context import Frame, _here

QUERIES_MAX = 6


def test_it_shows_an_office_only_the_rooms_that_it_may_open(client_of) -> None:
    page = client_of("west_office").get(reverse("empty-page")).content.decode()
    assert f'href="{reverse("help")}"' in page
    assert reverse("users") not in page
    assert reverse("users") in client_of("admin").get(reverse("empty-page")).content.decode()


def test_it_marks_the_room_and_the_page_one_is_on(client_of) -> None:
    page = client_of("admin").get(reverse("jobs")).content.decode()
    assert 'aria-current="true"' in page
    assert f'<a href="{reverse("jobs")}" aria-current="page">' in page


def test_it_places_a_page_without_an_entry_in_the_room_of_its_address() -> None:
    funds = Room("funds", "资金", "coin", 1, (Entry("总览", "funds", "x"), Entry("计划", "plan", "x")))
    shown = [(funds, [(funds.entries[0], "/funds/"), (funds.entries[1], "/funds/plan")])]
    assert _here("/funds/plan/3", shown) == ("funds", "/funds/plan")
    assert _here("/funds/gift/3", shown) == ("funds", "/funds/")
    assert _here("/elsewhere", shown) == ("", "")


def test_it_sends_a_stranger_to_sign_in(client, db) -> None:
    response = client.get(reverse("empty-page"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("sign-in"))


def test_it_asks_nothing_of_the_database_for_a_stranger(db, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        frame = Frame(RequestFactory().get("/"))
        assert (frame.rooms, frame.counties, frame.todo_count, frame.home) == ([], [], 0, "/")


def test_it_costs_few_queries(client_of) -> None:
    client = client_of("west_office")
    client.get(reverse("empty-page"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("empty-page"))
    assert len(queries) <= QUERIES_MAX, "\n".join(query["sql"] for query in queries)


def test_it_counts_the_to_dos_anew_only_after_something_was_written(client_of, monkeypatch) -> None:
    counted = []
    monkeypatch.setattr("siqiao.web.context.alerts", lambda scope, todo: counted.append(1) or [1, 2, 3])
    client = client_of("finance")
    AuditHead.objects.update_or_create(id=1, defaults={"number": 900_001, "digest": "a" * 64})
    page = client.get(reverse("empty-page")).content.decode()
    client.get(reverse("empty-page"))
    assert '<span class="bell-count">3</span>' in page
    assert len(counted) == 1
    AuditHead.objects.update(number=900_002, digest="b" * 64)
    client.get(reverse("empty-page"))
    assert len(counted) == 2


def test_it_offers_a_switch_to_whoever_has_several_counties(client_of, world) -> None:
    assert 'name="county"' not in client_of("east_office").get(reverse("empty-page")).content.decode()
    other = Region.objects.get(code="620523000000")
    CountyPair.objects.create(east=world.east, west=other, since_year=2021)
    client = client_of("east_office")
    page = client.get(reverse("empty-page")).content.decode()
    assert "甘谷" in page and 'name="county"' in page
    client.post(reverse("switch-county"), {"county": "620525"})
    assert '<option value="620525" selected>' in client.get(reverse("empty-page")).content.decode()


def test_it_says_the_page_title_in_the_window_and_once_as_a_heading(client_of) -> None:
    page = client_of("west_office").get(reverse("empty-page")).content.decode()
    assert "<title>空页 · 四桥</title>" in page
    assert page.count("<h1") == 1


def test_it_has_no_inline_script_or_style(client_of) -> None:
    page = client_of("west_office").get(reverse("styleguide")).content.decode()
    assert " style=" not in page and "<style" not in page and " onclick=" not in page
    assert "<script>" not in page


def test_it_speaks_before_anybody_has_signed_in() -> None:
    page = render_to_string("refused.html", {"message": "文件太大"})
    assert "文件太大" in page


@pytest.mark.parametrize("name", ["sign-in"])
def test_it_draws_the_sign_in_page_on_a_blank_sheet(client, db, name) -> None:
    page = client.get(reverse(name)).content.decode()
    assert 'class="blank"' in page and page.count("<h1") == 1
