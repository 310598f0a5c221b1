"""The yearly plan: what each source promised for what, and by when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import MoneyField
from siqiao.core.scope import CountyScoped


class Purpose(models.TextChoices):
    """What money is for: the classes that the rules of use count (handbook, section 2)."""

    INDUSTRY = "industry", _("产业发展")
    VILLAGES = "villages", _("乡村建设")
    PEOPLE = "people", _("人才与劳务")
    PROSPERITY = "prosperity", _("民生保障")
    OTHER = "other", _("其他")


class PlanLine(CountyScoped):
    """One line of a year's fund plan. `months` is when the money is expected, as month of the year."""

    code = models.CharField(_("计划编号"), max_length=40)
    year = models.PositiveSmallIntegerField(_("年度"))
    source = models.ForeignKey("funds.Purse", models.PROTECT, related_name="plan_lines", verbose_name=_("资金来源"))
    batch = models.CharField(_("文号"), max_length=60, blank=True)
    amount = MoneyField(_("计划金额"))
    purpose = models.CharField(_("用途类别"), max_length=12, choices=Purpose.choices)
    title = models.CharField(_("计划内容"), max_length=200)
    unit = models.CharField(_("责任单位"), max_length=120, blank=True)
    month = models.PositiveSmallIntegerField(_("计划到位月份"))
    note = models.CharField(_("备注"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("年度资金计划")
        ordering = ["-year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="plan_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="plan_line_positive"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="plan_line_month"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
