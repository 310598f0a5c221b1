"""Pages open for the roles that may see them, and their forms act."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from siqiao.core.evidence import evidence_of
from siqiao.projects.models import Dividend, Project
from siqiao.projects.services import benefits, dividends, progress
from siqiao.projects.services.assets import register_asset
from siqiao.projects.services.payments import pay_project
from siqiao.projects.services.projects import move_project
from tests.projects.conftest import DAY, House

TABS = ("project", "project-money", "project-progress", "project-assets", "project-benefits", "project-evidence",
        "project-history")  # fmt: skip
ROLES = ("east_office", "west_office", "frontline", "township", "village", "finance")
LEDGERS = ("projects", "contracts", "milestones", "progress_reports", "output_targets", "risks", "assets",
           "benefit_rules", "dividends")  # fmt: skip
ClientOf = Callable[[str], Client]


@pytest.fixture
def farm(house: House) -> Project:
    """A project under construction with a contract, a payment, a report, an asset, a rule and a paid dividend."""
    project = move_project(house.contracted(), "begin", actor=house.west, on=DAY(2022, 5, 2))
    pay_project(
        project, payee=house.builder, actor=house.west, checker=house.people.finance, amount=Decimal("1000.00"),
        on=DAY(2022, 6, 1), voucher_number="ZF-1",
    )  # fmt: skip
    progress.report_progress(project, month=DAY(2022, 6, 1), done_percent=40, text="基础完成", actor=house.west)
    progress.set_milestone(project, title="基础", planned_on=DAY(2022, 6, 1), actor=house.west)
    progress.add_target(project, text="牛舍", dimension="quantity", target=Decimal(2), actor=house.west)
    progress.raise_risk(
        project, kind="delay", text="雨季停工", level="high", raised_on=DAY(2022, 7, 1), owner_post="项目岗",
        actor=house.west,
    )  # fmt: skip
    register_asset(
        project, code="ZC-1", name="牛舍", asset_class="operating", original_value=Decimal("1000.00"),
        region=project.region, registered_on=DAY(2022, 11, 2), actor=house.west,
    )  # fmt: skip
    benefits.add_benefit_rule(
        project, code="GZ-1", payer=house.operator, kind="dividends", principal=Decimal("1000000.00"),
        yearly_rate=Decimal("0.06"), first_year=2022, last_year=2023, actor=house.west,
        shares=[{"collective": each} for each in house.collectives],
    )  # fmt: skip
    dividends.pay_dividend(
        Dividend.objects.filter(year=2022).first(), amount=Decimal("5.00"), on=DAY(2022, 12, 20), actor=house.west
    )
    return project


def addresses(farm: Project) -> list[str]:
    dividend = Dividend.objects.order_by("pk").first()
    asset = farm.assets.get()
    return [
        reverse("projects-board"),
        *[reverse(name, args=[farm.pk]) for name in TABS],
        reverse("asset", args=[asset.pk]),
        reverse("dividend", args=[dividend.pk]),
        reverse("collectives"),
        reverse("collective", args=[dividend.share.collective_id]),
        *[reverse(name) for name in LEDGERS],
    ]


@pytest.mark.parametrize("role", ROLES)
def test_it_opens_every_page_for_roles_that_may_see_it(farm: Project, client_of: ClientOf, role: str) -> None:
    client = client_of(role)
    for address in addresses(farm):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("role", ["organisation", "admin"])
def test_it_stays_shut_for_the_others(farm: Project, client_of: ClientOf, role: str) -> None:
    client = client_of(role)
    assert {client.get(address).status_code for address in addresses(farm)} == {403}


def test_it_opens_every_form_for_the_county_s_office(farm: Project, client_of: ClientOf) -> None:
    client = client_of("west_office")
    names = ("project-change", "contract-sign", "change-order", "progress-report", "milestone-set", "target-add",
             "risk-raise", "asset-register", "benefit-rule-add")  # fmt: skip
    pages = [reverse(name, args=[farm.pk]) for name in names]
    asset, dividend = farm.assets.get(), Dividend.objects.order_by("pk").first()
    pages += [reverse(name, args=[asset.pk]) for name in ("asset-inspect", "asset-dispose")]
    pages += [
        reverse("project-propose"),
        reverse("contract-settle", args=[farm.contracts.get().pk]),
        reverse("target-measure", args=[farm.targets.get().pk]),
        reverse("risk-close", args=[farm.risks.get().pk]),
        reverse("dividend-pay", args=[dividend.pk]),
        reverse("dividend-reverse", args=[dividend.payments.get().pk]),
        reverse("collective-distribute", args=[dividend.share.collective_id]),
    ]
    for address in pages:
        assert client.get(address).status_code == 200, address


def test_it_hides_other_townships_projects(house: House, client_of: ClientOf, world: Any) -> None:
    project = house.propose()
    Project.objects.filter(pk=project.pk).update(region=world.west)
    assert client_of("township").get(reverse("project", args=[project.pk])).status_code == 404


def test_it_proposes_through_the_form(house: House, client_of: ClientOf, world: Any) -> None:
    values = {
        "code": "2023-P09", "name": "道路硬化", "year": 2023, "purpose": "villages", "kind": "engineering",
        "region": world.village.code, "estimate": "1234567.89", "proposer": "恭门镇", "proposed_on": "2023-01-05",
        "summary": "硬化3公里",
    }  # fmt: skip
    client = client_of("village")
    response = client.post(reverse("project-propose"), values)
    made = Project.objects.get(code="2023-P09")
    assert response.headers["Location"] == reverse("project", args=[made.pk])
    assert (made.estimate, made.state) == (Decimal("1234567.89"), "proposed")
    again = client.post(reverse("project-propose"), values)
    assert again.status_code == 422
    assert "2023-P09" in again.content.decode()


def test_it_moves_by_the_button_and_says_what_is_missing(house: House, client_of: ClientOf) -> None:
    project = house.propose()
    client, url = client_of("west_office"), reverse("project-move", args=[project.pk])
    client.post(url, {"transition": "pool"})
    answer = client.post(url, {"transition": "approve"}, follow=True)
    project.refresh_from_db()
    assert project.state == "in_pool"
    assert "批复文号" in answer.content.decode()


def test_it_takes_a_report_with_photos(farm: Project, client_of: ClientOf) -> None:
    photo = SimpleUploadedFile("现场.jpg", b"\xff\xd8\xff\xe0photo", "image/jpeg")
    values = {"month": "2022-07-15", "done_percent": 60, "text": "主体完成", "photos": [photo]}
    answer = client_of("township").post(reverse("progress-report", args=[farm.pk]), values)
    assert answer.status_code == 302, answer.content.decode()
    report = farm.reports.get(month=DAY(2022, 7, 1))
    assert [file.title for file in evidence_of(report)] == ["现场"]
    backwards = {"month": "2022-08-01", "done_percent": 10, "text": "?"}
    assert client_of("township").post(reverse("progress-report", args=[farm.pk]), backwards).status_code == 422


def test_it_signs_changes_and_settles_through_forms(farm: Project, house: House, client_of: ClientOf) -> None:
    client, contract = client_of("west_office"), farm.contracts.get()
    signed = {
        "number": "HT-2", "title": "", "contractor": house.operator.pk, "amount": "200.00", "signed_on": "2022-06-01",
        "method": "inquiry",
    }  # fmt: skip
    assert client.post(reverse("contract-sign", args=[farm.pk]), signed).status_code == 302
    change = {
        "contract": contract.pk, "reason": "减少", "document_number": "BG-1", "amount_delta": "-100.00",
        "approved_on": "2022-07-01",
    }  # fmt: skip
    assert client.post(reverse("change-order", args=[farm.pk]), change).status_code == 302
    settled = {"settled_amount": "1499900.01", "settlement_number": "SJ-1"}
    url = reverse("contract-settle", args=[contract.pk])
    assert client.post(url, settled).status_code == 422
    assert client.post(url, settled | {"settled_amount": "1499900.00"}).status_code == 302


def test_it_registers_inspects_and_pays_through_forms(farm: Project, house: House, client_of: ClientOf) -> None:
    client = client_of("west_office")
    asset = {
        "code": "ZC-2", "name": "饲草棚", "asset_class": "operating", "original_value": "50.00",
        "region": farm.region_id, "owner": house.collectives[0].pk, "registered_on": "2022-12-01",
    }  # fmt: skip
    assert client.post(reverse("asset-register", args=[farm.pk]), asset).status_code == 302
    made = farm.assets.get(code="ZC-2")
    look = {"on": "2023-01-01", "found_state": "in_use", "finding": "完好"}
    assert client.post(reverse("asset-inspect", args=[made.pk]), look).status_code == 302
    rule = {
        "code": "GZ-2", "payer": house.operator.pk, "kind": "rent", "principal": "100.00", "yearly_rate": "0.05",
        "first_year": 2023, "last_year": 2023, "due_month": 12, "due_day": 31, "agreement": "XY-1",
        "collectives": [each.pk for each in house.collectives],
    }  # fmt: skip
    assert client.post(reverse("benefit-rule-add", args=[farm.pk]), rule).status_code == 302
    dividend = Dividend.objects.filter(share__rule__code="GZ-2").first()
    paid = {"amount": "1.67", "on": "2023-12-31", "voucher_number": "HD-1"}
    assert client.post(reverse("dividend-pay", args=[dividend.pk]), paid).status_code == 302
    assert client.post(reverse("dividend-pay", args=[dividend.pk]), paid).status_code == 422


def test_it_hides_an_owner_household_from_the_east(farm: Project, client_of: ClientOf, house: House) -> None:
    from siqiao.registry.models import Household

    household = Household.objects.create(
        county=farm.county, code="620525-0001", village=farm.region, registered_on=DAY(2021, 1, 1)
    )
    asset = farm.assets.get()
    type(asset).objects.filter(pk=asset.pk).update(owner_household=household)
    for address in (reverse("asset", args=[asset.pk]), reverse("project-assets", args=[farm.pk]), reverse("assets")):
        assert household.code not in client_of("east_office").get(address).content.decode(), address
    assert household.code in client_of("west_office").get(reverse("asset", args=[asset.pk])).content.decode()


def test_it_speaks_english_throughout(farm: Project, client_of: ClientOf) -> None:
    client = client_of("west_office")
    client.cookies["siqiao_language"] = "en"
    text = client.get(reverse("project", args=[farm.pk])).content.decode()
    assert "Way of the project" in text and "Approved budget" in text


def test_it_finds_alerts_figures_and_pictures(farm: Project, house: House, county: str) -> None:
    from siqiao.core import alert, chart, indicator, search
    from siqiao.core.scope import Scope

    scope = Scope.of(house.people.west_office, county)
    found = [a for a in alert.alerts(scope) if a.room == "projects"]
    assert {a.weight for a in found} == {"overdue", "warning"}
    assert len(found) == 1 + 2 + 1 + 1  # a late step, two years of dividends, an asset, a grave risk
    house.propose("2022-P02")
    todo = [a for a in alert.alerts(scope, todo=True) if a.room == "projects"]
    assert len(todo) == 1
    for each in indicator.indicators("projects"):
        assert each.compute(scope, 2022).value is not None, each.code
    for each in chart.charts("projects"):
        assert not each.draw(scope, 2022).is_empty
    names = {finder.name for finder, _hits in search.search(scope, "2022-P01")}
    assert "projects" in names


def test_it_filters_exports_and_hands_out_templates(farm: Project, client_of: ClientOf) -> None:
    client = client_of("west_office")
    for name, query in (
        ("projects", "state=under_construction&year_from=2022&year_to=2022"),
        ("dividends", "status=overdue&sort=-amount_paid"),
        ("project_payments", "stage=progress&q=ZF-1"),
        ("assets", "asset_class=operating&registered_on_to=2023-01-01"),
    ):
        assert client.get(f"{reverse(name)}?{query}").status_code == 200, name
        assert client.get(reverse(f"{name}-export")).status_code in (200, 302), name
        assert client.get(reverse(f"{name}-template")).status_code == 200, name
    assert farm.name in client.get(f"{reverse('projects')}?state=under_construction").content.decode()
    assert farm.name not in client.get(f"{reverse('projects')}?state=proposed").content.decode()
