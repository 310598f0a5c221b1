"""Assets that projects formed (国办函〔2021〕51号): what, whose, kept by whom, in what state."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import MoneyField
from siqiao.core.scope import CountyScoped
from siqiao.funds.models.purses import River


class Asset(CountyScoped):
    """One line of the asset register. The owner is an organisation, or a household for assets to households."""

    class Class(models.TextChoices):
        OPERATING = "operating", _("经营性资产")
        PUBLIC = "public", _("公益性资产")
        TO_HOUSEHOLDS = "to_households", _("到户类资产")

    class State(models.TextChoices):
        IN_USE = "in_use", _("在用")
        IDLE = "idle", _("闲置")
        DAMAGED = "damaged", _("损毁")
        DISPOSED = "disposed", _("已处置")

    code = models.CharField(_("资产编号"), max_length=40)
    name = models.CharField(_("资产名称"), max_length=120)
    asset_class = models.CharField(_("资产类别"), max_length=14, choices=Class.choices)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="assets", verbose_name=_("形成项目"))
    original_value = MoneyField(_("原值"))
    region = models.ForeignKey("core.Region", models.PROTECT, verbose_name=_("坐落地点"))
    owner = models.ForeignKey(
        "registry.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        verbose_name=_("所有权人"),
    )
    owner_household = models.ForeignKey(
        "registry.Household", models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("所有权农户")
    )
    keeper = models.CharField(_("管护责任人（单位或岗位）"), max_length=120, blank=True)
    upkeep_duty = models.CharField(_("管护职责"), max_length=300, blank=True)
    upkeep_yearly = MoneyField(_("年管护经费"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.IN_USE, editable=False)
    registered_on = models.DateField(_("登记日期"))
    inspected_on = models.DateField(_("最近巡查"), null=True, blank=True, editable=False)
    disposed_on = models.DateField(_("处置日期"), null=True, blank=True, editable=False)
    disposal_number = models.CharField(_("处置批准文号"), max_length=60, blank=True, editable=False)
    disposal_value = MoneyField(_("处置收入"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("资产")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="asset_code_once"),
            models.CheckConstraint(condition=Q(original_value__gt=0), name="asset_value_positive"),
            models.CheckConstraint(condition=Q(owner=None) | Q(owner_household=None), name="asset_one_owner"),
            models.CheckConstraint(
                condition=Q(disposed_on=None) | Q(disposed_on__gte=F("registered_on")), name="asset_disposed_after"
            ),
        ]
        indexes = [
            models.Index(fields=["county", "state", "code"], name="asset_state"),
            models.Index(fields=["county", "region", "code"], name="asset_region"),
            models.Index(fields=["county", "asset_class", "code"], name="asset_class_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def owner_name(self) -> str:
        """Who owns it: an organisation's name or a household's code; empty for nobody yet."""
        if self.owner is not None:
            return self.owner.name
        return self.owner_household.code if self.owner_household is not None else ""


class AssetShare(CountyScoped):
    """How much of an asset's original value came from which money."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="shares", verbose_name=_("资产"))
    river = models.CharField(_("资金性质"), max_length=10, choices=River.choices)
    source = models.CharField(_("资金来源"), max_length=120)
    amount = MoneyField(_("金额"))

    class Meta:
        verbose_name = _("资产资金构成")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["asset", "river", "source"], name="asset_share_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="asset_share_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.asset.code} {self.source}"


class Inspection(CountyScoped):
    """A look at an asset on a day, what was found, in what state it was."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="inspections", verbose_name=_("资产"))
    on = models.DateField(_("巡查日期"))
    found_state = models.CharField(_("巡查时状态"), max_length=10, choices=Asset.State.choices)
    finding = models.CharField(_("巡查情况"), max_length=500)
    inspector = models.CharField(_("巡查岗位"), max_length=150)

    class Meta:
        verbose_name = _("资产巡查")
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.asset} {self.on}"
