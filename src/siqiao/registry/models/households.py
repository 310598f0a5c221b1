"""Households: where a family lives, what it is registered as, how it lives today."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.personal import EncryptedField, NameField, mask_name
from siqiao.core.scope import CountyScoped

RISK_CAUSES = {
    "illness": _("因病"),
    "schooling": _("因学"),
    "disability": _("因残"),
    "disaster": _("因灾"),
    "accident": _("因意外事故"),
    "failed_business": _("因产业项目失败"),
    "unstable_work": _("因务工就业不稳"),
    "lack_of_labour": _("缺劳动力"),
    "house": _("因房"),
    "wedding_or_funeral": _("因婚丧负债"),
    "other": _("其他"),
}


class Household(CountyScoped):
    """A rural household by its code. `head_name` and `size` are derived from its living persons by the services."""

    class Type(models.TextChoices):
        FORMERLY_POOR = "formerly_poor", _("脱贫户")
        MONITORED = "monitored", _("监测对象")
        GENERAL = "general", _("一般农户")
        MINIMUM_LIVING = "minimum_living", _("低保户")
        DESTITUTE = "destitute", _("特困户")

    class Monitored(models.TextChoices):
        UNSTABLE_EXITED = "unstable_exited", _("脱贫不稳定户")
        MARGINAL = "marginal", _("边缘易致贫户")
        SUDDEN_HARDSHIP = "sudden_hardship", _("突发严重困难户")

    class HouseGrade(models.TextChoices):
        A = "A", _("A级（安全）")
        B = "B", _("B级（基本安全）")
        C = "C", _("C级（局部危险）")
        D = "D", _("D级（整幢危险）")

    class Water(models.TextChoices):
        TAP = "tap", _("自来水入户")
        WELL = "well", _("井水、窖水")
        CARRIED = "carried", _("公共取水点挑水")
        NONE = "none", _("取水困难")

    class Road(models.TextChoices):
        PAVED = "paved", _("硬化路到门")
        GRAVEL = "gravel", _("砂石路到门")
        EARTH = "earth", _("土路")

    code = models.CharField(
        _("户编号"),
        max_length=24,
        validators=[RegexValidator(r"^[0-9A-Za-z-]{4,24}$", _("户编号由数字、字母组成。"))],
    )
    village = models.ForeignKey("core.Region", models.PROTECT, db_index=False, verbose_name=_("所在村"))
    group_name = models.CharField(_("村民小组"), max_length=20, blank=True)
    type = models.CharField(_("户类型"), max_length=16, choices=Type.choices, default=Type.GENERAL)
    monitored_as = models.CharField(_("监测类别"), max_length=16, choices=Monitored.choices, blank=True)
    head_name = NameField(_("户主"), max_length=60, editable=False, blank=True)
    size = models.PositiveSmallIntegerField(_("人口数"), default=0, editable=False)
    phone = EncryptedField(_("联系电话"), blank=True)
    phone_index = models.CharField(max_length=32, blank=True, editable=False)
    account = EncryptedField(_("银行账号"), blank=True)
    account_index = models.CharField(max_length=32, blank=True, editable=False)
    registered_on = models.DateField(_("登记日期"))
    risk_causes = models.JSONField(_("风险原因"), default=list, blank=True)
    house_grade = models.CharField(_("房屋等级"), max_length=1, choices=HouseGrade.choices, blank=True)
    house_area = models.PositiveSmallIntegerField(_("住房面积"), null=True, blank=True)  # m²
    house_built_year = models.PositiveSmallIntegerField(
        _("建房年份"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    water = models.CharField(_("饮水"), max_length=8, choices=Water.choices, blank=True)
    road = models.CharField(_("入户路"), max_length=8, choices=Road.choices, blank=True)
    has_power = models.BooleanField(_("通电"), default=True)
    has_toilet = models.BooleanField(_("卫生厕所"), default=False)
    has_network = models.BooleanField(_("通网络"), default=False)
    cultivated_mu = models.DecimalField(_("耕地"), max_digits=6, decimal_places=1, default=Decimal("0.0"))
    forest_mu = models.DecimalField(_("林地"), max_digits=6, decimal_places=1, default=Decimal("0.0"))
    cattle = models.PositiveSmallIntegerField(_("牛"), default=0)
    sheep = models.PositiveSmallIntegerField(_("羊"), default=0)
    poultry = models.PositiveSmallIntegerField(_("家禽"), default=0)
    helper_post = models.CharField(_("帮扶责任人岗位"), max_length=60, blank=True)
    helper_unit = models.CharField(_("帮扶单位"), max_length=120, blank=True)
    closed_on = models.DateField(_("销户日期"), null=True, blank=True, editable=False)
    is_synthetic = models.BooleanField(_("合成数据"), default=False, editable=False)

    audit_skips = ("head_name", "size")

    class Meta:
        verbose_name = _("农户")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="household_code_once"),
            models.CheckConstraint(
                condition=Q(cultivated_mu__gte=0) & Q(forest_mu__gte=0), name="household_land_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(type="monitored") | Q(monitored_as=""), name="household_monitored_as_of_monitored"
            ),
        ]
        indexes = [
            models.Index(fields=["county", "village", "code"], name="household_village"),
            models.Index(fields=["county", "type", "code"], name="household_type"),
            models.Index(fields=["county", "village", "type", "size"], name="household_counts"),
            models.Index(fields=["county", "head_name"], name="household_head"),
            models.Index(fields=["county", "phone_index"], condition=~Q(phone_index=""), name="household_phone"),
            models.Index(fields=["county", "account_index"], condition=~Q(account_index=""), name="household_account"),
            models.Index(fields=["county"], condition=Q(is_synthetic=True), name="household_synthetic"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {mask_name(self.head_name)}"

    @property
    def is_open(self) -> bool:
        """Whether anybody still lives under this code."""
        return self.closed_on is None

    @property
    def risk_titles(self) -> str:
        """The causes of risk in words."""
        return "、".join(str(RISK_CAUSES.get(cause, cause)) for cause in self.risk_causes)
