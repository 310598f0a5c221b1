"""Pages for what went wrong: in Chinese, inside the frame for whoever is signed in."""

from django.http import Http404
from django.test import Client, RequestFactory, override_settings

from siqiao.web import views


def asked(path: str = "/nowhere"):
    return RequestFactory().get(path)


@override_settings(DEBUG=False)
def test_it_answers_an_unknown_address_in_chinese(client_of) -> None:
    response = client_of("west_office").get("/no/such/page")
    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()


def test_it_repeats_what_a_view_said_and_not_what_django_says() -> None:
    assert "没有这份材料" in views.not_found(asked(), Http404("没有这份材料。")).content.decode()
    page = views.not_found(asked(), Http404("No Project matches the given query.")).content.decode()
    assert "No Project" not in page and "没有这一页" in page
    assert "没有这一页" in views.not_found(asked(), Http404({"path": "x"})).content.decode()


def test_it_names_no_policy_to_whoever_is_refused() -> None:
    response = views.forbidden(asked(), PermissionError("funds.view"))
    assert response.status_code == 403
    assert "funds.view" not in response.content.decode()


def test_it_explains_an_old_form(db) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in", {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "Cookie" in response.content.decode()


def test_it_draws_a_fault_without_request_or_database(django_assert_num_queries, db) -> None:
    with django_assert_num_queries(0):
        response = views.server_error(asked())
    assert response.status_code == 500
    assert "系统出了错" in response.content.decode()


def test_it_answers_a_broken_request() -> None:
    assert views.bad_request(asked(), None).status_code == 400
