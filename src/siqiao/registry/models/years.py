"""A household's year: income by source, rigid spending, and whether what is guaranteed was held."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import ZERO, MoneyField
from siqiao.core.scope import CountyScoped


class HouseholdYear(CountyScoped):
    """Income in yuan by source; business is net (gross − cost) and may be below zero.

    `income` and `income_per_person` are derived from the sources and `members` by the services.
    """

    class Check(models.TextChoices):
        HELD = "held", _("有保障")
        OPEN = "open", _("有问题")
        NOT_APPLICABLE = "not_applicable", _("不涉及")
        UNCHECKED = "unchecked", _("未核查")

    household = models.ForeignKey(
        "registry.Household", models.PROTECT, related_name="years", db_index=False, verbose_name=_("农户")
    )
    year = models.PositiveSmallIntegerField(_("年度"), validators=[MinValueValidator(2013), MaxValueValidator(2100)])
    members = models.PositiveSmallIntegerField(_("家庭人口"), validators=[MinValueValidator(1)])
    wages = MoneyField(_("工资性收入"), default=ZERO)
    business_gross = MoneyField(_("生产经营总收入"), default=ZERO)
    business_cost = MoneyField(_("生产经营支出"), default=ZERO)
    property_income = MoneyField(_("财产性收入"), default=ZERO)
    transfer_income = MoneyField(_("转移性收入"), default=ZERO)
    medical_spending = MoneyField(_("自付医疗支出"), default=ZERO)
    schooling_spending = MoneyField(_("教育支出"), default=ZERO)
    disaster_loss = MoneyField(_("灾害损失"), default=ZERO)
    income = MoneyField(_("家庭纯收入"), default=ZERO, editable=False)
    income_per_person = MoneyField(_("人均纯收入"), default=ZERO, editable=False)
    food_and_clothing = models.CharField(
        _("不愁吃不愁穿"), max_length=14, choices=Check.choices, default=Check.UNCHECKED
    )
    schooling = models.CharField(_("义务教育"), max_length=14, choices=Check.choices, default=Check.UNCHECKED)
    medical = models.CharField(_("基本医疗"), max_length=14, choices=Check.choices, default=Check.UNCHECKED)
    housing = models.CharField(_("住房安全"), max_length=14, choices=Check.choices, default=Check.UNCHECKED)
    water = models.CharField(_("饮水安全"), max_length=14, choices=Check.choices, default=Check.UNCHECKED)
    checked_on = models.DateField(_("核查日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("农户年度收入")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["household", "year"], name="household_year_once"),
            models.CheckConstraint(condition=Q(members__gte=1), name="household_year_members"),
            models.CheckConstraint(
                condition=Q(wages__gte=0) & Q(business_gross__gte=0) & Q(business_cost__gte=0),
                name="household_year_sources_not_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "year", "income_per_person"], name="household_year_income"),
            models.Index(fields=["county", "year"], name="household_year_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.household} {self.year}"

    @property
    def business(self) -> Decimal:
        """Net income of farming and business in yuan."""
        return self.business_gross - self.business_cost
