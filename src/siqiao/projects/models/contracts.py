"""Contracts with contractors, their changes, and which payment belongs to which contract."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import MoneyField
from siqiao.core.scope import CountyScoped
from siqiao.projects.models.projects import TenderMethod

RETENTION_SHARE = Decimal("0.03")
RETENTION_SOURCE = "建质〔2017〕138号：质量保证金总预留比例不得高于工程价款结算总额的3%"


class Contract(CountyScoped):
    """A contract of a project. `settled_amount` is what the audit of settlement allows, in yuan."""

    number = models.CharField(_("合同编号"), max_length=60)
    title = models.CharField(_("合同名称"), max_length=200, blank=True)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="contracts", verbose_name=_("项目"))
    contractor = models.ForeignKey(
        "registry.Organisation", models.PROTECT, related_name="contracts", verbose_name=_("承包方")
    )
    amount = MoneyField(_("合同金额"))
    signed_on = models.DateField(_("签订日期"))
    method = models.CharField(_("采购方式"), max_length=12, choices=TenderMethod.choices)
    retention_share = models.DecimalField(_("质保金比例"), max_digits=5, decimal_places=4, default=RETENTION_SHARE)
    retention_source = models.CharField(_("质保金依据"), max_length=120, default=RETENTION_SOURCE)
    settled_amount = MoneyField(_("结算审定金额"), null=True, blank=True)
    settlement_number = models.CharField(_("结算审计文号"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("合同")
        ordering = ["-signed_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="contract_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="contract_amount_positive"),
            models.CheckConstraint(
                condition=Q(retention_share__gte=0, retention_share__lte=Decimal("0.1")), name="contract_retention"
            ),
            models.CheckConstraint(
                condition=Q(settled_amount=None) | Q(settled_amount__gte=0), name="contract_settled_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["county", "-signed_on", "number"], name="contract_signed")]

    def __str__(self) -> str:
        return self.number


class ChangeOrder(CountyScoped):
    """An approved change: of a contract's amount, or, without a contract, of the project's approved budget."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="changes", verbose_name=_("项目"))
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="changes", verbose_name=_("合同")
    )
    reason = models.CharField(_("变更原因"), max_length=300)
    document_number = models.CharField(_("变更批复文号"), max_length=60)
    amount_delta = MoneyField(_("增减金额"))
    approved_on = models.DateField(_("批准日期"))

    class Meta:
        verbose_name = _("变更")
        ordering = ["approved_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "contract", "document_number"], name="change_order_once"),
        ]

    def __str__(self) -> str:
        return self.document_number


class ContractPayment(CountyScoped):
    """Ties a payment out of the project's purse to the contract under which it is made."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="payments")
    transfer = models.OneToOneField("funds.Transfer", models.PROTECT, related_name="contract_payment")

    class Meta:
        verbose_name = _("合同付款")

    def __str__(self) -> str:
        return f"{self.contract} {self.transfer}"
