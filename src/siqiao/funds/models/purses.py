"""Purses: where money lies. A balance is never below zero: the database itself refuses."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import ZERO, MoneyField
from siqiao.core.scope import CountyScoped


class River(models.TextChoices):
    """The two rivers of money (handbook, section 2)."""

    FISCAL = "fiscal", _("财政援助资金")
    SOCIAL = "social", _("社会帮扶资金")
    OWN = "own", _("经营与其他资金")


class Purse(CountyScoped):
    """A source, a treasury, a programme, a project's or a payee's money.

    `balance` is what was posted in less what was posted out; `reserved` is promised to pending transfers.
    A source stands for the world outside: money begins there, so its balance alone may fall below zero.
    """

    class Kind(models.TextChoices):
        SOURCE = "source", _("资金来源")
        TREASURY = "treasury", _("国库专户")
        PROGRAMME = "programme", _("专项资金")
        PROJECT = "project", _("项目资金")
        PAYEE = "payee", _("收款方")

    code = models.CharField(_("编号"), max_length=40)
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    river = models.CharField(_("资金性质"), max_length=10, choices=River.choices, blank=True)
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    region = models.ForeignKey("core.Region", models.PROTECT, verbose_name=_("所在地"))
    organisation = models.ForeignKey(
        "registry.Organisation", models.PROTECT, null=True, blank=True, verbose_name=_("单位")
    )
    balance = MoneyField(_("余额"), default=ZERO, editable=False)
    reserved = MoneyField(_("待复核占用"), default=ZERO, editable=False)
    lots_received = models.PositiveBigIntegerField(default=0, editable=False)

    audit_skips = ("balance", "reserved", "lots_received")

    class Meta:
        verbose_name = _("资金账户")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="purse_code_once"),
            models.CheckConstraint(
                condition=Q(kind="source") | Q(balance__gte=F("reserved")), name="purse_never_below_zero"
            ),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="purse_reserved_not_negative"),
        ]
        indexes = [models.Index(fields=["county", "kind", "code"], name="purse_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def available(self) -> Decimal:
        """What may still be promised, in yuan."""
        return self.balance - self.reserved
