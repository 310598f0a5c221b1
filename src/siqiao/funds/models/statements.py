"""Statements of the treasury: its Excel laid beside our transfers, each difference decided by a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import ZERO, MoneyField
from siqiao.core.scope import CountyScoped


class Statement(CountyScoped):
    """One file of the treasury for one purse and span of days."""

    class State(models.TextChoices):
        OPEN = "open", _("核对中")
        CLOSED = "closed", _("已核对")
        VOID = "void", _("已作废")

    purse = models.ForeignKey("funds.Purse", models.PROTECT, related_name="statements", verbose_name=_("账户"))
    file = models.ForeignKey("core.StoredFile", models.PROTECT)
    file_name = models.CharField(_("文件"), max_length=200)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"))
    state = models.CharField(_("状态"), max_length=6, choices=State.choices, default=State.OPEN)
    opened_by = models.CharField(_("经办"), max_length=150)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("国库对账")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.purse} {self.since} — {self.until}"


class StatementLine(models.Model):
    """One line of the comparison: the treasury's amount, ours, and what was decided of their difference."""

    class Finding(models.TextChoices):
        MATCHED = "matched", _("一致")
        AMOUNT = "amount", _("金额不符")
        DATE = "date", _("日期不符")
        ONLY_THEIRS = "only_theirs", _("国库有、台账无")
        ONLY_OURS = "only_ours", _("台账有、国库无")

    class Decision(models.TextChoices):
        NONE = "", _("待定")
        ACCEPTED = "accepted", _("认可")
        QUERIED = "queried", _("退回查询")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="lines")
    row_number = models.PositiveIntegerField(_("行"), null=True)
    on = models.DateField(_("日期"))
    is_income = models.BooleanField(_("收入"))
    theirs = MoneyField(_("国库金额"), default=ZERO)
    ours = MoneyField(_("台账金额"), default=ZERO)
    counterparty = models.CharField(_("对方"), max_length=120, blank=True)
    voucher_number = models.CharField(_("凭证号"), max_length=60, blank=True)
    note = models.CharField(_("摘要"), max_length=300, blank=True)
    transfer = models.ForeignKey("funds.Transfer", models.PROTECT, null=True, related_name="statement_lines")
    finding = models.CharField(_("结果"), max_length=12, choices=Finding.choices)
    decision = models.CharField(_("处理"), max_length=10, choices=Decision.choices, blank=True, default="")
    decision_note = models.CharField(_("处理说明"), max_length=300, blank=True)
    decided_by = models.CharField(_("处理人"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("对账行")
        ordering = ["id"]
