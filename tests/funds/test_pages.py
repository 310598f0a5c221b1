"""Pages of the money: opened, filled in, refused."""

import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from siqiao.funds.models import Gift, HandOver, PlanLine, Statement, Transfer
from siqiao.funds.services import gifts, payments
from tests.funds.conftest import DAY, Money

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
PAGES = ["funds", "plan", "allocation", "payments", "transfers", "purses", "gifts", "hand-overs", "plan_lines"]


@pytest.mark.parametrize("name", PAGES)
def test_it_opens_empty_and_full(money: Money, client_of: ClientOf, name: str) -> None:
    client = client_of("west_office")
    assert client.get(reverse(name)).status_code == 200
    money.fund("100.00")
    page = client.get(reverse(name))
    assert page.status_code == 200


def test_the_overview_links_each_figure_to_its_rows(money: Money, client_of: ClientOf) -> None:
    money.fund("22000000.00")
    page = client_of("west_office").get(reverse("funds")).content.decode()
    assert "2,200.00" in page
    rows = client_of("west_office").get(reverse("transfers") + "?kind=receipt&on_from=2022-01-01&on_to=2022-12-31")
    assert "22,000,000.00" in rows.content.decode()


def test_a_list_costs_the_same_for_one_row_and_for_forty(
    money: Money, client_of: ClientOf, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for at in range(14):
        money.fund("1.00", number=f"ZX-{at}")
    client = client_of("west_office")
    client.get(reverse("transfers"))
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get(reverse("transfers"))


def test_a_payment_is_made_by_one_and_checked_by_another(money: Money, client_of: ClientOf) -> None:
    money.fund("100.00")
    form = {
        "project": money.project.pk,
        "payee": money.payee_organisation.pk,
        "amount": "60.00",
        "on": "2022-04-01",
        "stage": "progress",
        "voucher_kind": "invoice",
        "voucher_number": "FP-1",
        "invoice_number": "24300001",
    }
    maker, checker = client_of("finance"), client_of("finance_2")
    assert maker.post(reverse("payment-add"), form).status_code == 302
    transfer = Transfer.objects.get(kind="payment")
    maker.post(reverse("payment-check", args=[transfer.pk]))
    transfer.refresh_from_db()
    assert transfer.state == "pending"
    checker.post(reverse("payment-check", args=[transfer.pk]))
    transfer.refresh_from_db()
    assert transfer.state == "posted"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("amount", "60000.00", "可用"),
        ("amount", "2万元", "换算成元"),
        ("amount", "-1", "大于 0"),
        ("amount", "1.005", "精确到分"),
        ("amount", "99999999999999", "太大"),
        ("on", "0202-04-01", "不合理"),
        ("voucher_number", "", "必填"),
    ],
)
def test_a_payment_form_says_what_is_wrong_at_its_field(
    money: Money, client_of: ClientOf, field: str, value: str, words: str
) -> None:
    money.fund("100.00")
    form = {
        "project": money.project.pk,
        "payee": money.payee_organisation.pk,
        "amount": "60.00",
        "on": "2022-04-01",
        "stage": "progress",
        "voucher_kind": "invoice",
        "voucher_number": "FP-1",
        "invoice_number": "24300001",
    }
    page = client_of("finance").post(reverse("payment-add"), form | {field: value})
    assert page.status_code == 400
    assert words in page.content.decode()
    assert not Transfer.objects.filter(kind="payment").exists()


def test_a_journey_page_reads_both_ways(money: Money, client_of: ClientOf) -> None:
    receipt = money.fund("100.00")
    payment = payments.draft_payment(money.project, money.payee, Decimal(60), DAY, money.maker, voucher_number="FP-1")
    payments.check_payment(payment, money.checker)
    client = client_of("west_office")
    there = client.get(reverse("journey", args=[receipt.pk])).content.decode()
    back = client.get(reverse("journey", args=[payment.pk]) + "?direction=backward").content.decode()
    assert "示例建筑公司" in there and "40.00" in there
    assert "滨海新区财政局" in back


def test_a_gift_goes_from_pledge_to_certificate(money: Money, client_of: ClientOf) -> None:
    gift = gifts.pledge(
        county=money.scope.county,
        code="JZ-1",
        giver=money.giver,
        kind="money",
        value=Decimal("2500000.00"),
        pledged_on=DAY,
        actor=money.maker,
        intended_use="示范村建设",
    )
    client = client_of("west_office")
    client.post(
        reverse("gift-receive", args=[gift.pk]),
        {"on": "2022-03-02", "receipt_number": "SJ-1", "target": money.programme.pk},
    )
    gift.refresh_from_db()
    assert gift.state == Gift.State.RECEIVED and gift.transfer is not None
    form = {
        "number": "JJ-1",
        "title": "资金交接仪式",
        "on": "2022-03-03",
        "place": "张家川县",
        "giver": "滨海新区",
        "receiver": "张家川县",
        "gifts": [gift.pk],
    }
    assert client.post(reverse("hand-over-add"), form).status_code == 302
    ceremony = HandOver.objects.get()
    paper = client.get(reverse("hand-over-certificate", args=[ceremony.pk]))
    assert paper.content.startswith(b"%PDF")


def test_the_plan_is_filled_in_and_adjusted(money: Money, client_of: ClientOf) -> None:
    form = {
        "code": "2022-01",
        "year": 2022,
        "giver": money.giver.pk,
        "river": "fiscal",
        "title": "肉牛产业园",
        "purpose": "industry",
        "amount": "22000000.00",
        "month": 3,
    }
    client = client_of("west_office")
    assert client.post(reverse("plan-add"), form).status_code == 302
    line = PlanLine.objects.get()
    assert client.post(reverse("plan-change", args=[line.pk]), form | {"amount": "21000000.00"}).status_code == 302
    line.refresh_from_db()
    assert line.amount == Decimal("21000000.00")
    client.post(reverse("plan-remove", args=[line.pk]))
    assert not PlanLine.objects.exists()


def statement_file() -> io.BytesIO:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["国库收支明细"])
    sheet.append(["记账日期", "凭证号", "摘要", "对方户名", "收入金额", "支出金额"])
    sheet.append(["2022-03-01", "ZX-1", "协作资金", "滨海新区财政局", 100, None])
    sheet.append(["2022-03-01", "", "下拨", "2022年协作专项", None, 90])
    sheet.append(["2022-03-05", "ZX-7", "利息", "国库", 0.35, None])
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "国库明细.xlsx"
    return out


def test_walk_two_differences_are_accepted_and_sent_back(money: Money, client_of: ClientOf) -> None:
    money.fund("100.00")
    client = client_of("finance")
    client.post(reverse("statements"), {"purse": money.treasury.pk, "file": statement_file()})
    statement = Statement.objects.get()
    differences = list(statement.lines.exclude(finding="matched"))
    assert len(differences) == 3
    for line, decision in zip(differences, ("accepted", "accepted", "queried"), strict=True):
        form = {"decision": decision, "note": "已核"}
        client.post(reverse("statement-decide", args=[line.pk]), form)
    client.post(reverse("statement-close", args=[statement.pk]))
    statement.refresh_from_db()
    assert statement.state == Statement.State.CLOSED


def test_an_organisation_sees_its_own_gifts_only(money: Money, client_of: ClientOf) -> None:
    assert client_of("organisation").get(reverse("own-gifts")).status_code == 200
    assert client_of("organisation").get(reverse("gifts")).status_code == 403
