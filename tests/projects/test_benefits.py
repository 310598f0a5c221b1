"""Dividends add up to the fen; paid ones are transfers; what money became adds up."""

from decimal import Decimal
from typing import Any

import pytest

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.scope import Scope
from siqiao.projects import selectors
from siqiao.projects.journeys import part_of, tell
from siqiao.projects.models import BenefitRule, Dividend, Project
from siqiao.projects.services import benefits, dividends
from siqiao.projects.services.assets import dispose_asset, inspect_asset, register_asset
from siqiao.projects.services.payments import pay_project
from tests.projects.conftest import DAY, House


def rule_of(house: House, project: Project, principal: str = "1000000.01", **values: Any) -> BenefitRule:
    columns = {
        "code": "GZ-1",
        "payer": house.operator,
        "kind": "dividends",
        "yearly_rate": Decimal("0.05"),
        "first_year": 2022,
        "last_year": 2024,
        "shares": [{"collective": each, "weight": 1} for each in house.collectives],
    } | values
    return benefits.add_benefit_rule(project, principal=Decimal(principal), actor=house.west, **columns)


def test_it_parts_every_year_to_the_fen(house: House) -> None:
    rule = rule_of(house, house.propose())
    assert benefits.yearly_amount(rule) == Decimal("50000.00")
    for year in (2022, 2023, 2024):
        amounts = [d.amount_due for d in Dividend.objects.filter(year=year)]
        assert sorted(amounts) == [Decimal("16666.66"), Decimal("16666.67"), Decimal("16666.67")]
        assert sum(amounts) == Decimal("50000.00")


def test_it_parts_anew_when_a_payee_joins_until_something_was_paid(house: House) -> None:
    first, second, third = house.collectives
    rule = rule_of(house, house.propose(), shares=[{"collective": first}])
    benefits.add_share(rule, collective=second, weight=3, actor=house.west)
    assert sum(d.amount_due for d in Dividend.objects.filter(year=2023)) == Decimal("50000.00")
    one = Dividend.objects.get(year=2023, share__collective=second)
    assert one.amount_due == Decimal("37500.00")
    dividends.pay_dividend(one, amount=Decimal("0.01"), on=DAY(2023, 12, 20), actor=house.west)
    with pytest.raises(DomainError) as caught:
        benefits.add_share(rule, collective=third, actor=house.west)
    assert caught.value.code == "paid"


def test_it_pays_in_parts_and_never_above_what_is_due(house: House, west_scope: Scope) -> None:
    rule_of(house, house.propose())
    one = Dividend.objects.filter(year=2022).first()
    dividends.pay_dividend(one, amount=Decimal("10000.00"), on=DAY(2022, 12, 20), actor=house.west)
    assert selectors.dividends(west_scope).get(pk=one.pk).status == "overdue"
    with pytest.raises(DomainError) as caught:
        dividends.pay_dividend(one, amount=one.amount_due, on=DAY(2022, 12, 21), actor=house.west)
    assert caught.value.code == "above_due"
    rest = one.amount_due - Decimal("10000.00")
    paid = dividends.pay_dividend(one, amount=rest, on=DAY(2022, 12, 21), actor=house.west)
    seen = selectors.dividends(west_scope).get(pk=one.pk)
    assert (seen.status, seen.amount_paid, seen.paid_on) == ("paid", one.amount_due, DAY(2022, 12, 21))
    dividends.reverse_payment(paid, on=DAY(2022, 12, 22), actor=house.west, reason="记错")
    assert selectors.dividends(west_scope).get(pk=one.pk).amount_paid == Decimal("10000.00")


def test_it_lets_a_collective_use_only_what_it_got(house: House, west_scope: Scope) -> None:
    rule_of(house, house.propose())
    one = Dividend.objects.filter(year=2022).first()
    collective = one.share.collective
    dividends.pay_dividend(one, amount=Decimal("100.00"), on=DAY(2022, 12, 20), actor=house.west)
    how = {"use": "posts", "year": 2022, "rule_text": "公益岗位", "on": DAY(2023, 1, 5), "actor": house.west}
    dividends.distribute(collective, number="FP-1", amount=Decimal("60.00"), **how)
    with pytest.raises(DomainError):
        dividends.distribute(collective, number="FP-2", amount=Decimal("40.01"), **how)
    line = next(x for x in selectors.by_collective(west_scope, year=2022) if x.key == collective.pk)
    assert (line.paid, line.distributed) == (Decimal("100.00"), Decimal("60.00"))


def test_it_tells_what_money_became_and_the_parts_add_up(house: House, west_scope: Scope) -> None:
    project = house.contracted()
    pay_project(
        project, payee=house.builder, actor=house.west, checker=house.people.finance, amount=Decimal("1000000.00"),
        on=DAY(2022, 6, 1), voucher_number="ZF-1",
    )  # fmt: skip
    for code, value in (("ZC-1", "333333.33"), ("ZC-2", "666666.67")):
        register_asset(
            project, code=code, name=code, asset_class="operating", original_value=Decimal(value),
            region=project.region, registered_on=DAY(2022, 11, 2), actor=house.west,
        )  # fmt: skip
    rule_of(house, project)
    one = Dividend.objects.filter(year=2022).first()
    dividends.pay_dividend(one, amount=Decimal("7.77"), on=DAY(2022, 12, 20), actor=house.west)
    third, rest = Decimal("333333.34"), Decimal("666666.66")
    told = [tell(west_scope, {project.purse_id: amount}) for amount in (third, rest)]
    assets, paid = ([part[place] for part in told] for place in (0, 1))
    assert sum(a.total for a in assets) == Decimal("1000000.00")
    assert assets[0].total == third
    assert sum(b.total for b in paid) == Decimal("7.77")


def test_it_gives_the_whole_to_the_whole() -> None:
    assert part_of(Decimal("10.01"), Decimal("3.33"), Decimal("3.33")) == Decimal("10.01")
    assert part_of(Decimal("10.01"), Decimal("0.00"), Decimal("3.33")) == 0


def test_it_keeps_an_asset_s_state_by_its_newest_look(house: House) -> None:
    project = house.contracted()
    asset = register_asset(
        project, code="ZC-1", name="牛舍", asset_class="operating", original_value=Decimal("10.00"),
        region=project.region, registered_on=DAY(2022, 11, 2), actor=house.west,
        shares=[("fiscal", "东西部协作", Decimal("6.00")), ("social", "捐赠", Decimal("4.00"))],
    )  # fmt: skip
    inspect_asset(asset, on=DAY(2023, 5, 1), found_state="idle", finding="空栏", actor=house.west)
    inspect_asset(asset, on=DAY(2023, 4, 1), found_state="in_use", finding="在用", actor=house.west)
    asset.refresh_from_db()
    assert (asset.state, asset.inspected_on) == ("idle", DAY(2023, 5, 1))
    gone = dispose_asset(
        asset, on=DAY(2024, 1, 1), disposal_number="CZ-1", disposal_value=Decimal("2.00"), actor=house.west
    )
    assert gone.state == "disposed"
    with pytest.raises(DomainError):
        inspect_asset(gone, on=DAY(2024, 2, 1), found_state="in_use", finding="", actor=house.west)


def test_it_refuses_shares_that_do_not_add_up(house: House) -> None:
    project = house.contracted()
    with pytest.raises(DomainError) as caught:
        register_asset(
            project, code="ZC-1", name="牛舍", asset_class="operating", original_value=Decimal("10.00"),
            region=project.region, registered_on=DAY(2022, 11, 2), actor=house.west,
            shares=[("fiscal", "东西部协作", Decimal("9.99"))],
        )  # fmt: skip
    assert caught.value.code == "shares"


def test_it_leaves_a_chain_that_proves_itself(house: House) -> None:
    rule_of(house, house.contracted())
    one = Dividend.objects.filter(year=2022).first()
    dividends.pay_dividend(one, amount=Decimal("100.00"), on=DAY(2022, 12, 20), actor=house.west)
    assert audit.verify() == []
