"""Projects: what is built or done for whom, with whose money, and how far it has come."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import MoneyField
from siqiao.core.scope import CountyScoped
from siqiao.funds.models.plans import Purpose


class TenderMethod(models.TextChoices):
    """How a contractor is found; which is allowed depends on the amount (handbook, section 3)."""

    OPEN = "open", _("公开招标")
    INVITED = "invited", _("邀请招标")
    CONSULTATION = "consultation", _("竞争性磋商")
    INQUIRY = "inquiry", _("询价")
    SINGLE = "single", _("单一来源")
    DIRECT = "direct", _("直接委托")
    WORK_RELIEF = "work_relief", _("以工代赈自建")


TENDERS = (TenderMethod.OPEN, TenderMethod.INVITED)


class BenefitLink(models.TextChoices):
    """How villages and households share in a project (联农带农机制)."""

    DIVIDENDS = "dividends", _("收益分红")
    RENT = "rent", _("租金")
    WAGES = "wages", _("务工就业")
    ORDERS = "orders", _("订单收购")
    TRUSTEESHIP = "trusteeship", _("托养托管")


class Project(CountyScoped):
    """A project with a purse of its own. `state` moves only through the lifecycle.

    The dates are the days of the events. An import may know a date before the papers of that step are here:
    the date then stands ahead of the state, and the walk catches up when the papers come.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("谋划申报")
        IN_POOL = "in_pool", _("入库")
        APPROVED = "approved", _("立项批复")
        FUNDED = "funded", _("资金下达")
        TENDERED = "tendered", _("招标采购")
        UNDER_CONSTRUCTION = "under_construction", _("开工建设")
        COMPLETED = "completed", _("完工")
        ACCEPTED = "accepted", _("验收")
        SETTLED = "settled", _("结算决算")
        HANDED_OVER = "handed_over", _("资产移交")
        OPERATING = "operating", _("运营")
        REVIEWED = "reviewed", _("绩效评价")
        SUSPENDED = "suspended", _("暂停")
        CANCELLED = "cancelled", _("取消")

    class Kind(models.TextChoices):
        ENGINEERING = "engineering", _("工程")
        GOODS = "goods", _("货物采购")
        SERVICES = "services", _("服务与培训")
        SUBSIDY = "subsidy", _("到户补助")

    code = models.CharField(_("项目编号"), max_length=40)
    name = models.CharField(_("项目名称"), max_length=120)
    year = models.PositiveSmallIntegerField(_("年度"))
    purpose = models.CharField(_("用途类别"), max_length=12, choices=Purpose.choices)
    kind = models.CharField(_("项目类型"), max_length=12, choices=Kind.choices)
    region = models.ForeignKey("core.Region", models.PROTECT, verbose_name=_("实施地点"))
    summary = models.CharField(_("建设内容"), max_length=500, blank=True)
    need = models.CharField(_("必要性"), max_length=500, blank=True)
    estimate = MoneyField(_("估算投资"))
    budget = MoneyField(_("批复资金"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=20, choices=State.choices, default=State.PROPOSED, editable=False)
    suspended_from = models.CharField(max_length=20, choices=State.choices, blank=True, editable=False)
    proposer = models.CharField(_("申报单位"), max_length=120)
    unit = models.CharField(_("主管部门"), max_length=120, blank=True)
    supervisor_post = models.CharField(_("监管责任岗位"), max_length=60, blank=True)
    operator = models.ForeignKey(
        "registry.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="operated_projects",
        verbose_name=_("运营主体"),
    )
    benefit_link = models.CharField(_("联农带农方式"), max_length=12, choices=BenefitLink.choices, blank=True)
    benefit_text = models.CharField(_("联农带农机制"), max_length=500, blank=True)
    purse = models.OneToOneField(
        "funds.Purse", models.PROTECT, related_name="project", verbose_name=_("资金账户"), editable=False
    )
    approval_number = models.CharField(_("批复文号"), max_length=60, blank=True)
    tender_method = models.CharField(_("采购方式"), max_length=12, choices=TenderMethod.choices, blank=True)
    acceptance_number = models.CharField(_("验收单编号"), max_length=60, blank=True)
    asset_note = models.CharField(_("资产差异说明"), max_length=300, blank=True)
    review_score = models.PositiveSmallIntegerField(_("绩效得分"), null=True, blank=True)
    planned_start = models.DateField(_("计划开工"), null=True, blank=True)
    planned_end = models.DateField(_("计划完工"), null=True, blank=True)
    proposed_on = models.DateField(_("申报日期"))
    pooled_on = models.DateField(_("入库日期"), null=True, blank=True)
    approved_on = models.DateField(_("批复日期"), null=True, blank=True)
    funded_on = models.DateField(_("资金下达日期"), null=True, blank=True)
    tendered_on = models.DateField(_("采购完成日期"), null=True, blank=True)
    started_on = models.DateField(_("开工日期"), null=True, blank=True)
    completed_on = models.DateField(_("完工日期"), null=True, blank=True)
    accepted_on = models.DateField(_("验收日期"), null=True, blank=True)
    settled_on = models.DateField(_("结算日期"), null=True, blank=True)
    handed_over_on = models.DateField(_("移交日期"), null=True, blank=True)
    operating_on = models.DateField(_("运营日期"), null=True, blank=True)
    reviewed_on = models.DateField(_("评价日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("项目")
        ordering = ["-year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="project_code_once"),
            models.CheckConstraint(condition=Q(estimate__gt=0), name="project_estimate_positive"),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gt=0), name="project_budget_positive"),
            models.CheckConstraint(
                condition=Q(planned_start=None) | Q(planned_end=None) | Q(planned_end__gte=F("planned_start")),
                name="project_planned_span",
            ),
            models.CheckConstraint(condition=Q(review_score=None) | Q(review_score__lte=100), name="project_score"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="project_year"),
        ]
        indexes = [
            models.Index(fields=["county", "state", "-year", "code"], name="project_state"),
            models.Index(fields=["county", "-year", "code"], name="project_year_code"),
            models.Index(fields=["county", "region", "-year"], name="project_region"),
            models.Index(fields=["county", "purpose", "-year"], name="project_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_industry(self) -> bool:
        """Industry projects need a benefit link, an operator and a dividend schedule."""
        return self.purpose == Purpose.INDUSTRY

    @property
    def needs_contract(self) -> bool:
        """Help paid to households is paid by list, not by contract."""
        return self.kind != self.Kind.SUBSIDY

    @property
    def is_stopped(self) -> bool:
        return self.state in (self.State.SUSPENDED, self.State.CANCELLED)

    def day_of(self, state: str) -> datetime.date | None:
        """The day recorded for a state, whether it has been reached or not."""
        name = DAY_FIELDS.get(state)
        return getattr(self, name) if name else None


S = Project.State
MAIN_LINE = (
    S.PROPOSED, S.IN_POOL, S.APPROVED, S.FUNDED, S.TENDERED, S.UNDER_CONSTRUCTION,
    S.COMPLETED, S.ACCEPTED, S.SETTLED, S.HANDED_OVER, S.OPERATING, S.REVIEWED,
)  # fmt: skip
DAY_FIELDS: dict[str, str] = {
    S.PROPOSED: "proposed_on",
    S.IN_POOL: "pooled_on",
    S.APPROVED: "approved_on",
    S.FUNDED: "funded_on",
    S.TENDERED: "tendered_on",
    S.UNDER_CONSTRUCTION: "started_on",
    S.COMPLETED: "completed_on",
    S.ACCEPTED: "accepted_on",
    S.SETTLED: "settled_on",
    S.HANDED_OVER: "handed_over_on",
    S.OPERATING: "operating_on",
    S.REVIEWED: "reviewed_on",
}


def at_least(state: str) -> list[str]:
    """The states of the straight way from one on."""
    return [str(each) for each in MAIN_LINE[MAIN_LINE.index(S(state)) :]]
