"""Benefits: who pays what to whom by which rule, what was due, what was paid, who received it in the end."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import MoneyField
from siqiao.core.scope import CountyScoped
from siqiao.projects.models.projects import BenefitLink


class BenefitRule(CountyScoped):
    """A yearly duty of an operator: rate × principal, from the first to the last year, due on a day of the year."""

    code = models.CharField(_("规则编号"), max_length=40)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="benefit_rules", verbose_name=_("项目")
    )
    asset = models.ForeignKey(
        "projects.Asset", models.PROTECT, null=True, blank=True, related_name="benefit_rules", verbose_name=_("资产")
    )
    payer = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="benefit_rules", verbose_name=_("付款主体")
    )
    kind = models.CharField(_("联结方式"), max_length=12, choices=BenefitLink.choices)
    principal = MoneyField(_("计收本金"))
    yearly_rate = models.DecimalField(_("年收益率"), max_digits=6, decimal_places=5)
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    last_year = models.PositiveSmallIntegerField(_("截止年度"))
    due_month = models.PositiveSmallIntegerField(_("应付月份"), default=12)
    due_day = models.PositiveSmallIntegerField(_("应付日"), default=20)
    agreement = models.CharField(_("协议编号"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("联农带农规则")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="benefit_rule_once"),
            models.CheckConstraint(condition=Q(principal__gt=0), name="benefit_principal_positive"),
            models.CheckConstraint(
                condition=Q(yearly_rate__gt=0, yearly_rate__lte=Decimal(1)), name="benefit_rate_share"
            ),
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="benefit_years"),
            models.CheckConstraint(
                condition=Q(due_month__gte=1, due_month__lte=12, due_day__gte=1, due_day__lte=31),
                name="benefit_due_day",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class BenefitShare(CountyScoped):
    """One payee of a rule with its weight: a village collective (or co-operative), or a household."""

    rule = models.ForeignKey(BenefitRule, models.PROTECT, related_name="shares", verbose_name=_("规则"))
    collective = models.ForeignKey(
        "registry.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="benefit_shares",
        verbose_name=_("受益村集体"),
    )
    household = models.ForeignKey(
        "registry.Household",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="benefit_shares",
        verbose_name=_("受益农户"),
    )
    weight = models.PositiveIntegerField(_("份额"), default=1)

    class Meta:
        verbose_name = _("受益份额")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(collective__isnull=False, household__isnull=True)
                | Q(collective__isnull=True, household__isnull=False),
                name="benefit_share_one_payee",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="benefit_share_weight"),
            models.UniqueConstraint(
                fields=["rule", "collective"], condition=Q(collective__isnull=False), name="benefit_collective_once"
            ),
            models.UniqueConstraint(
                fields=["rule", "household"], condition=Q(household__isnull=False), name="benefit_household_once"
            ),
        ]

    def __str__(self) -> str:
        return self.payee_name

    @property
    def payee_name(self) -> str:
        """The collective's name or the household's code."""
        if self.collective is not None:
            return self.collective.name
        return self.household.code if self.household is not None else ""


class Dividend(CountyScoped):
    """What one payee is to get of one rule in one year. Whether it is paid is told by its payments."""

    share = models.ForeignKey(BenefitShare, models.PROTECT, related_name="dividends", verbose_name=_("收款方"))
    year = models.PositiveSmallIntegerField(_("年度"))
    due_on = models.DateField(_("应付日期"))
    amount_due = MoneyField(_("应付金额"))

    class Meta:
        verbose_name = _("分红")
        ordering = ["-due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["share", "year"], name="dividend_once_a_year"),
            models.CheckConstraint(condition=Q(amount_due__gt=0), name="dividend_positive"),
        ]
        indexes = [
            models.Index(fields=["county", "year", "id"], name="dividend_year"),
            models.Index(fields=["county", "due_on", "id"], name="dividend_due"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.share}"


class DividendPayment(CountyScoped):
    """One transfer that pays a dividend, in part or whole; a reversed transfer counts no more."""

    dividend = models.ForeignKey(Dividend, models.PROTECT, related_name="payments", verbose_name=_("分红"))
    transfer = models.OneToOneField("funds.Transfer", models.PROTECT, related_name="dividend_payment")

    class Meta:
        verbose_name = _("分红付款")

    def __str__(self) -> str:
        return f"{self.dividend} {self.transfer}"


class Distribution(CountyScoped):
    """What a village collective did with its dividends on a day: households, public posts, works, relief."""

    class Use(models.TextChoices):
        HOUSEHOLDS = "households", _("分配到户")
        POSTS = "posts", _("公益性岗位")
        WORKS = "works", _("小型公益事业")
        RELIEF = "relief", _("救助帮扶")

    number = models.CharField(_("分配编号"), max_length=40)
    collective = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="distributions", verbose_name=_("村集体")
    )
    transfer = models.OneToOneField("funds.Transfer", models.PROTECT, related_name="distribution")
    use = models.CharField(_("用途"), max_length=10, choices=Use.choices)
    year = models.PositiveSmallIntegerField(_("年度"))
    rule_text = models.CharField(_("分配依据"), max_length=300)

    class Meta:
        verbose_name = _("收益分配")
        ordering = ["-year", "-id"]
        constraints = [models.UniqueConstraint(fields=["county", "number"], name="distribution_once")]

    def __str__(self) -> str:
        return self.number


class DistributionShare(CountyScoped):
    """What one household received of a distribution."""

    distribution = models.ForeignKey(Distribution, models.PROTECT, related_name="shares")
    household = models.ForeignKey(
        "registry.Household", models.PROTECT, related_name="distribution_shares", verbose_name=_("农户")
    )
    amount = MoneyField(_("金额"))

    class Meta:
        verbose_name = _("到户收益")
        constraints = [
            models.UniqueConstraint(fields=["distribution", "household"], name="distribution_household_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="distribution_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.distribution} {self.household.code}"
