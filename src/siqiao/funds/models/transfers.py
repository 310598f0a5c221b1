"""Transfers: append-only double entry, and the parts that tie every fen that leaves a purse to one that came in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import ZERO, MoneyField
from siqiao.core.scope import CountyScoped


class Voucher(CountyScoped):
    """The paper behind a transfer: a treasury's payment order, an invoice, a receipt."""

    class Kind(models.TextChoices):
        ORDER = "order", _("拨款凭证")
        INVOICE = "invoice", _("发票")
        RECEIPT = "receipt", _("收据")
        SLIP = "slip", _("银行回单")

    number = models.CharField(_("凭证号"), max_length=60)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("日期"))
    invoice_number = models.CharField(_("发票号码"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("凭证")
        constraints = [models.UniqueConstraint(fields=["county", "number"], name="voucher_number_once")]
        indexes = [models.Index(fields=["county", "invoice_number"], name="voucher_invoice")]

    def __str__(self) -> str:
        return self.number


class Transfer(CountyScoped):
    """Money moved from one purse to another. Posted, it never changes: a mistake is mended by a reversal.

    `lot_number` is its place in the target's queue, `spent` how much of it has moved on (both kept by `post`).
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("到账")
        APPROPRIATION = "appropriation", _("下拨")
        ALLOCATION = "allocation", _("下达")
        PAYMENT = "payment", _("支付")
        REFUND = "refund", _("退款")
        RETURN = "return", _("结余收回")
        CARRY_OVER = "carry_over", _("结转")
        INCOME = "income", _("经营收入")
        DIVIDEND = "dividend", _("分红")
        DISTRIBUTION = "distribution", _("收益分配")
        REVERSAL = "reversal", _("冲正")

    class State(models.TextChoices):
        PENDING = "pending", _("待复核")
        POSTED = "posted", _("已入账")
        VOID = "void", _("已作废")

    class Stage(models.TextChoices):
        ADVANCE = "advance", _("预付款")
        PROGRESS = "progress", _("进度款")
        SETTLEMENT = "settlement", _("结算款")
        RETENTION = "retention", _("质保金")

    number = models.CharField(_("流水号"), max_length=20)
    kind = models.CharField(_("类别"), max_length=14, choices=Kind.choices)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.PENDING)
    source = models.ForeignKey("funds.Purse", models.PROTECT, related_name="outgoing", verbose_name=_("付款方"))
    target = models.ForeignKey("funds.Purse", models.PROTECT, related_name="incoming", verbose_name=_("收款方"))
    amount = MoneyField(_("金额"))
    on = models.DateField(_("日期"))
    stage = models.CharField(_("付款阶段"), max_length=10, choices=Stage.choices, blank=True)
    voucher = models.ForeignKey(Voucher, models.PROTECT, null=True, related_name="transfers", verbose_name=_("凭证"))
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    note = models.CharField(_("摘要"), max_length=300, blank=True)
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("制单"))
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("复核")
    )
    void_reason = models.CharField(_("作废原因"), max_length=300, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    posted_at = models.DateTimeField(null=True)
    lot_number = models.PositiveBigIntegerField(null=True)
    spent = MoneyField(default=ZERO, editable=False)

    audit_skips = ("spent",)

    class Meta:
        verbose_name = _("资金流水")
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="transfer_number_once"),
            models.UniqueConstraint(fields=["target", "lot_number"], name="transfer_lot_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_amount_positive"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="transfer_between_two"),
            models.CheckConstraint(condition=Q(spent__gte=0, spent__lte=F("amount")), name="transfer_spent_within"),
            models.CheckConstraint(condition=Q(checker=None) | ~Q(checker=F("maker")), name="transfer_two_persons"),
        ]
        indexes = [
            models.Index(fields=["county", "-on", "-id"], name="transfer_date"),
            models.Index(fields=["county", "kind", "-on", "-id"], name="transfer_kind"),
            models.Index(fields=["county", "state", "-on", "-id"], name="transfer_state"),
            models.Index(fields=["county", "document_number"], name="transfer_document"),
            models.Index(fields=["county", "-amount", "-id"], name="transfer_amount"),
            models.Index(fields=["county", "state", "kind", "on", "amount"], name="transfer_sums"),
            models.Index(fields=["source", "-on", "-id"], name="transfer_source"),
            models.Index(fields=["target", "-on", "-id"], name="transfer_target"),
            models.Index(fields=["target", "lot_number"], name="transfer_open_lot", condition=Q(spent__lt=F("amount"))),
        ]

    def __str__(self) -> str:
        return self.number


class TransferPart(models.Model):
    """Which fen of an incoming transfer became which fen of an outgoing one: the interval
    [lot_from, lot_from + amount) of `lot` is [out_from, out_from + amount) of `out`."""

    lot = models.ForeignKey(Transfer, models.PROTECT, related_name="parts_out")
    out = models.ForeignKey(Transfer, models.PROTECT, related_name="parts_in")
    lot_from = MoneyField()
    out_from = MoneyField()
    amount = MoneyField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="part_amount_positive")]


def unreversed(path: str = "pk") -> Q:
    """The condition that a transfer (at the end of a path) was not reversed: a reversal counts once it is posted.

    The few reversals are found first by their own index: a join of a million rows with themselves would not end.
    """
    posted = Transfer._base_manager.filter(reverses__gt=0, state=Transfer.State.POSTED)
    return ~Q(**{f"{path}__in": posted.order_by().values("reverses")})
