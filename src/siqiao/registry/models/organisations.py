"""Organisations of both sides: givers, employers, collectives, schools, hospitals, departments."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.personal import EncryptedField
from siqiao.core.scope import CountyScoped


class Side(models.TextChoices):
    EAST = "east", _("东部")
    WEST = "west", _("西部")


class Organisation(CountyScoped):
    """A body that gives, receives, employs or is paired. It is reached through a post, not a named person."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("部门")
        ENTERPRISE = "enterprise", _("企业")
        COOPERATIVE = "cooperative", _("合作社")
        VILLAGE_COLLECTIVE = "village_collective", _("村集体")
        SCHOOL = "school", _("学校")
        HOSPITAL = "hospital", _("医院")
        ASSOCIATION = "association", _("社会组织")
        INDIVIDUAL_GIVER = "individual_giver", _("个人捐赠者")

    code = models.CharField(_("单位编号"), max_length=24)
    name = models.CharField(_("单位名称"), max_length=120)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    side = models.CharField(_("所属方"), max_length=4, choices=Side.choices)
    region = models.ForeignKey("core.Region", models.PROTECT, verbose_name=_("所在地"))
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    bank_name = models.CharField(_("开户银行"), max_length=120, blank=True)
    account = EncryptedField(_("银行账号"), blank=True)
    account_index = models.CharField(max_length=32, blank=True, editable=False)
    contact_post = models.CharField(_("联系岗位"), max_length=60, blank=True)
    contact_phone = EncryptedField(_("联系电话"), blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    is_synthetic = models.BooleanField(_("合成数据"), default=False, editable=False)

    class Meta:
        verbose_name = _("单位")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="organisation_code_once"),
            models.UniqueConstraint(
                fields=["county", "credit_code"],
                condition=~Q(credit_code=""),
                name="organisation_credit_code_once",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "kind", "code"], name="organisation_kind"),
            models.Index(fields=["county", "name"], name="organisation_name"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationMember(CountyScoped):
    """What an account of the role `organisation` stands for."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="organisation_members", verbose_name=_("账号")
    )
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="members", verbose_name=_("单位"))

    class Meta:
        verbose_name = _("单位账号")
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="organisation_member_once")]

    def __str__(self) -> str:
        return f"{self.user} — {self.organisation}"
