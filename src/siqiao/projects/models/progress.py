"""How a project comes along: milestones, monthly reports, output targets, risks."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.scope import CountyScoped


class Milestone(CountyScoped):
    """A planned step with its day, and the day on which it was done."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="milestones", verbose_name=_("项目"))
    title = models.CharField(_("节点"), max_length=120)
    planned_on = models.DateField(_("计划日期"))
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("顺序"), default=0)

    class Meta:
        verbose_name = _("项目节点")
        ordering = ["order", "planned_on", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "title"], name="milestone_once")]

    def __str__(self) -> str:
        return self.title


class ProgressReport(CountyScoped):
    """A month's report: how much is done, in words and photos (evidence of the report)."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="reports", verbose_name=_("项目"))
    month = models.DateField(_("月份"), help_text=_("当月1日"))
    done_percent = models.PositiveSmallIntegerField(_("形象进度"))
    text = models.CharField(_("进展情况"), max_length=1000)
    reporter = models.CharField(_("填报岗位"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("进度月报")
        ordering = ["-month", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "month"], name="progress_once_a_month"),
            models.CheckConstraint(condition=Q(done_percent__lte=100), name="progress_percent"),
        ]
        indexes = [models.Index(fields=["county", "-month"], name="progress_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.done_percent}%"


class OutputTarget(CountyScoped):
    """A performance target set before, and its actual after."""

    class Dimension(models.TextChoices):
        QUANTITY = "quantity", _("数量指标")
        QUALITY = "quality", _("质量指标")
        TIME = "time", _("时效指标")
        COST = "cost", _("成本指标")
        ECONOMIC = "economic", _("经济效益")
        SOCIAL = "social", _("社会效益")
        ECOLOGICAL = "ecological", _("生态效益")
        SATISFACTION = "satisfaction", _("满意度")

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="targets", verbose_name=_("项目"))
    dimension = models.CharField(_("指标类别"), max_length=12, choices=Dimension.choices)
    text = models.CharField(_("绩效指标"), max_length=120)
    unit = models.CharField(_("计量单位"), max_length=20, blank=True)
    target = models.DecimalField(_("目标值"), max_digits=16, decimal_places=2)
    actual = models.DecimalField(_("完成值"), max_digits=16, decimal_places=2, null=True, blank=True)
    less_is_better = models.BooleanField(_("越低越好"), default=False)
    measured_on = models.DateField(_("核定日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("绩效目标")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "text"], name="output_target_once"),
            models.CheckConstraint(condition=Q(target__gte=0), name="output_target_not_negative"),
            models.CheckConstraint(condition=Q(actual=None) | Q(actual__gte=0), name="output_actual_not_negative"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_met(self) -> bool | None:
        """Whether the actual reaches the target; None before it is measured."""
        if self.actual is None:
            return None
        return self.actual <= self.target if self.less_is_better else self.actual >= self.target


class Risk(CountyScoped):
    """Something that may go wrong, who watches it, and when it was closed."""

    class Kind(models.TextChoices):
        DELAY = "delay", _("进度滞后")
        QUALITY = "quality", _("质量安全")
        MONEY = "money", _("资金")
        MARKET = "market", _("市场经营")
        DISEASE = "disease", _("疫病灾害")
        BENEFIT = "benefit", _("联农带农")
        OTHER = "other", _("其他")

    class Level(models.TextChoices):
        LOW = "low", _("低")
        MIDDLE = "middle", _("中")
        HIGH = "high", _("高")

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="risks", verbose_name=_("项目"))
    kind = models.CharField(_("风险类别"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("风险描述"), max_length=300)
    level = models.CharField(_("等级"), max_length=8, choices=Level.choices)
    raised_on = models.DateField(_("提出日期"))
    closed_on = models.DateField(_("销号日期"), null=True, blank=True)
    owner_post = models.CharField(_("责任岗位"), max_length=60)
    measure = models.CharField(_("应对措施"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("项目风险")
        ordering = ["-raised_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "text", "raised_on"], name="risk_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("raised_on")), name="risk_closed_after"
            ),
        ]
        indexes = [models.Index(fields=["county", "closed_on", "-raised_on"], name="risk_open")]

    def __str__(self) -> str:
        return self.text
