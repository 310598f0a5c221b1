"""What the projects must always satisfy, checked over whole tables: run by `siqiao audit verify`."""

from collections.abc import Iterator

from django.db.models import Sum

from siqiao.core.audit import Finding, register_proof
from siqiao.core.money import ZERO
from siqiao.funds.models import unreversed
from siqiao.projects.models import Asset, AssetShare, Dividend, DividendPayment, Project
from siqiao.projects.models.projects import MAIN_LINE


@register_proof
def shares_make_up_assets() -> Iterator[Finding]:
    """The money behind an asset adds up to its original value, where it is told."""
    sums = dict(AssetShare.objects.order_by().values_list("asset").annotate(total=Sum("amount")))
    for asset in Asset.objects.filter(pk__in=sums).order_by("pk").iterator():
        if sums[asset.pk] != asset.original_value:
            yield Finding(f"资产 {asset.code}", f"资金构成合计 {sums[asset.pk]}，与原值 {asset.original_value} 不符。")


@register_proof
def dividends_are_not_overpaid() -> Iterator[Finding]:
    """Live payments of a dividend never exceed what is due."""
    live = DividendPayment.objects.filter(unreversed("transfer"), transfer__state="posted").order_by()
    paid = dict(live.values_list("dividend").annotate(total=Sum("transfer__amount")))
    for dividend in Dividend.objects.filter(pk__in=paid).select_related("share__rule").order_by("pk").iterator():
        if paid.get(dividend.pk, ZERO) > dividend.amount_due:
            place = f"分红 {dividend.share.rule.code} {dividend.year}"
            yield Finding(place, f"实付 {paid[dividend.pk]} 超过应付 {dividend.amount_due}。")


@register_proof
def reached_states_have_their_day() -> Iterator[Finding]:
    """Every step that a project on the straight way has passed bears its day."""
    for project in Project.objects.filter(state__in=[str(state) for state in MAIN_LINE]).order_by("pk").iterator():
        passed = MAIN_LINE[: MAIN_LINE.index(Project.State(project.state)) + 1]
        missing = [state.label for state in passed if project.day_of(str(state)) is None]
        if missing:
            yield Finding(f"项目 {project.code}", f"缺少日期：{'、'.join(str(each) for each in missing)}。")
