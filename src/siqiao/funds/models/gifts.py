"""Gifts of enterprises, associations and persons, in money or in kind, and the ceremonies that hand money over."""

import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import MoneyField
from siqiao.core.scope import CountyScoped


class HandOver(CountyScoped):
    """A hand-over ceremony: when, where, from whom to whom; its certificate names the gifts and receipts in it."""

    number = models.CharField(_("证书编号"), max_length=40)
    title = models.CharField(_("名称"), max_length=200)
    on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=120)
    giver = models.CharField(_("移交方"), max_length=120)
    receiver = models.CharField(_("接收方"), max_length=120)
    note = models.CharField(_("说明"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("资金交接仪式")
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["county", "number"], name="hand_over_once")]

    def __str__(self) -> str:
        return self.title


class Gift(CountyScoped):
    """A gift. Money moves as a transfer once it has arrived; goods are recorded at invoice or appraised value."""

    class Kind(models.TextChoices):
        MONEY = "money", _("捐款")
        GOODS = "goods", _("捐物")

    class State(models.TextChoices):
        PLEDGED = "pledged", _("认捐")
        RECEIVED = "received", _("已接收")
        WITHDRAWN = "withdrawn", _("已撤回")

    code = models.CharField(_("捐赠编号"), max_length=40)
    giver = models.ForeignKey("registry.Organisation", models.PROTECT, related_name="gifts", verbose_name=_("捐赠方"))
    kind = models.CharField(_("类别"), max_length=6, choices=Kind.choices)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.PLEDGED)
    value = MoneyField(_("价值"))
    valuation = models.CharField(_("计价依据"), max_length=60, blank=True)
    intended_use = models.CharField(_("指定用途"), max_length=200, blank=True)
    receiver = models.CharField(_("接收单位"), max_length=120, blank=True)
    pledged_on = models.DateField(_("认捐日期"))
    receipt_number = models.CharField(_("收据号"), max_length=60, blank=True)
    hand_over = models.ForeignKey(
        HandOver, models.PROTECT, null=True, blank=True, related_name="gifts", verbose_name=_("交接仪式")
    )
    transfer = models.OneToOneField(
        "funds.Transfer", models.PROTECT, null=True, blank=True, related_name="gift", verbose_name=_("到账流水")
    )

    class Meta:
        verbose_name = _("捐赠")
        ordering = ["-pledged_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="gift_once"),
            models.CheckConstraint(condition=Q(value__gt=0), name="gift_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.giver}"

    @property
    def goods(self) -> str:
        return "、".join(item.name for item in self.items.all())

    @property
    def quantity(self) -> int | None:
        return sum(item.quantity for item in self.items.all()) or None

    @property
    def measure(self) -> str:
        return "、".join({item.measure: None for item in self.items.all()})

    @property
    def unit_price(self) -> Decimal | None:
        """The unit price of a gift of one kind of goods; None where there are several."""
        items = list(self.items.all())
        return items[0].unit_price if len(items) == 1 else None

    @property
    def target(self) -> str:
        return self.transfer.target.code if self.transfer else ""

    @property
    def received_on(self) -> datetime.date | None:
        return self.transfer.on if self.transfer else None


class GiftItem(models.Model):
    """One line of a gift in kind: so many of something at a unit price in yuan."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="items")
    name = models.CharField(_("品名"), max_length=120)
    quantity = models.PositiveIntegerField(_("数量"))
    measure = models.CharField(_("计量单位"), max_length=20)
    unit_price = MoneyField(_("单价"))

    class Meta:
        verbose_name = _("捐物清单")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="gift_item_positive")]

    @property
    def value(self) -> Decimal:
        return self.unit_price * self.quantity
