"""What the projects ask to be looked at: late steps, unpaid dividends, assets nobody looked at, grave risks."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siqiao.core.alert import Alert, AlertSource, register
from siqiao.core.money import ZERO
from siqiao.core.scope import Scope
from siqiao.projects import selectors
from siqiao.projects.lifecycle import PROJECT_LIFE
from siqiao.projects.models import Project, Risk

NAMED_MOST = 10
INSPECT_EVERY_DAYS = 365
"""An asset is looked at once a year: a sample value; the county may ask for more."""


def late_steps(scope: Scope) -> Iterable[Alert]:
    """Projects that have stayed in a state longer than its limit."""
    for project, days in PROJECT_LIFE.overdue(selectors.projects(scope)):
        yield Alert(
            _("“{name}”在“{state}”已超期 {days} 天").format(
                name=project.name, state=project.get_state_display(), days=days
            ),
            "overdue",
            reverse("project", args=[project.pk]),
            "projects",
            due=timezone.localdate() - datetime.timedelta(days=days),
        )


def unpaid_dividends(scope: Scope) -> Iterable[Alert]:
    """One alert for each rule and year, however many payees wait."""
    by_rule: dict[tuple[int, int], list[Any]] = {}
    for dividend in selectors.overdue_dividends(scope, timezone.localdate()):
        by_rule.setdefault((dividend.share.rule_id, dividend.year), []).append(dividend)
    for (_rule, year), rows in by_rule.items():
        rule = rows[0].share.rule
        owed = sum((row.amount_due - row.amount_paid for row in rows), ZERO)
        yield Alert(
            _("{year} 年分红逾期：{payer} 还欠 {count} 个收款方").format(
                year=year, payer=rule.payer.name, count=len(rows)
            ),
            "overdue",
            reverse("project-benefits", args=[rule.project_id]),
            "projects",
            due=rows[0].due_on,
            detail=_("还差 {owed} 元").format(owed=f"{owed:,.2f}"),
        )


def uninspected(scope: Scope) -> Iterable[Alert]:
    """The assets that have waited longest one by one, the others as one line."""
    before = timezone.localdate() - datetime.timedelta(days=INSPECT_EVERY_DAYS)
    stale = selectors.uninspected_assets(scope, before)
    for asset in stale.order_by(F("inspected_on").asc(nulls_first=True), "registered_on", "pk")[:NAMED_MOST]:
        yield Alert(
            _("资产“{name}”超过一年没有巡查").format(name=asset.name),
            "warning",
            reverse("asset", args=[asset.pk]),
            "projects",
            detail=asset.code,
        )
    more = stale.count() - NAMED_MOST
    if more > 0:
        text = _("另有 {count} 项资产超过一年没有巡查").format(count=more)
        yield Alert(text, "warning", reverse("assets"), "projects")


def waiting_for(state: str, sentence: Any) -> Callable[[Scope], Iterable[Alert]]:
    """How many projects wait in a state for this person's step."""

    def find(scope: Scope) -> Iterable[Alert]:
        count = selectors.projects(scope).filter(state=state).count()
        if count:
            yield Alert(sentence.format(count=count), "todo", f"{reverse('projects')}?state={state}", "projects")

    return find


def grave_risks(scope: Scope) -> Iterable[Alert]:
    for risk in selectors.open_risks(scope).filter(level=Risk.Level.HIGH):
        yield Alert(
            _("高风险未销号：{text}").format(text=risk.text),
            "warning",
            reverse("project-progress", args=[risk.project_id]),
            "projects",
            due=risk.raised_on,
            detail=f"{risk.project.name} · {risk.owner_post}",
        )


register(AlertSource("late-projects", late_steps, "projects.view"))
register(AlertSource("unpaid-dividends", unpaid_dividends, "dividends.view"))
register(AlertSource("uninspected-assets", uninspected, "assets.view"))
register(AlertSource("grave-risks", grave_risks, "projects.view"))
register(
    AlertSource(
        "projects-to-review",
        waiting_for(Project.State.PROPOSED, gettext_lazy("{count} 个项目待审核入库")),
        "projects.review",
        is_todo=True,
    )
)
register(
    AlertSource(
        "projects-to-approve",
        waiting_for(Project.State.IN_POOL, gettext_lazy("{count} 个项目待立项批复")),
        "projects.approve",
        is_todo=True,
    )
)
register(
    AlertSource(
        "projects-to-accept",
        waiting_for(Project.State.COMPLETED, gettext_lazy("{count} 个项目待验收")),
        "projects.accept",
        is_todo=True,
    )
)
