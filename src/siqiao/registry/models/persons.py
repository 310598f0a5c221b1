"""Persons of households: family, schooling, health, labour, work."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import MoneyField
from siqiao.core.personal import EncryptedField, NameField, mask_name
from siqiao.core.scope import CountyScoped


class Person(CountyScoped):
    """A member of a household. Who moves away or dies keeps the row, with the day and the reason.

    `village` repeats the household's, so that lists of 350,000 persons need no join to be narrowed.
    """

    class Sex(models.TextChoices):
        MALE = "male", _("男")
        FEMALE = "female", _("女")

    class Relation(models.TextChoices):
        HEAD = "head", _("户主")
        SPOUSE = "spouse", _("配偶")
        CHILD = "child", _("子女")
        CHILD_IN_LAW = "child_in_law", _("儿媳或女婿")
        GRANDCHILD = "grandchild", _("孙辈")
        PARENT = "parent", _("父母")
        GRANDPARENT = "grandparent", _("祖父母")
        SIBLING = "sibling", _("兄弟姐妹")
        OTHER = "other", _("其他")

    class Education(models.TextChoices):
        NONE = "none", _("未上过学")
        PRIMARY = "primary", _("小学")
        JUNIOR = "junior", _("初中")
        SENIOR = "senior", _("高中或中职")
        COLLEGE = "college", _("大专及以上")

    class Stage(models.TextChoices):
        PRESCHOOL = "preschool", _("学前")
        PRIMARY = "primary", _("小学")
        JUNIOR = "junior", _("初中")
        SENIOR = "senior", _("普通高中")
        VOCATIONAL = "vocational", _("中职")
        COLLEGE = "college", _("大专及以上")

    class Health(models.TextChoices):
        HEALTHY = "healthy", _("健康")
        CHRONIC = "chronic", _("长期慢性病")
        SERIOUS = "serious", _("大病")
        DISABLED = "disabled", _("残疾")

    class Disability(models.TextChoices):
        SIGHT = "sight", _("视力")
        HEARING = "hearing", _("听力")
        SPEECH = "speech", _("言语")
        LIMBS = "limbs", _("肢体")
        INTELLECT = "intellect", _("智力")
        MIND = "mind", _("精神")
        MULTIPLE = "multiple", _("多重")

    class Labour(models.TextChoices):
        NORMAL = "normal", _("普通劳动力")
        SKILLED = "skilled", _("技能劳动力")
        WEAK = "weak", _("弱劳动力或半劳动力")
        NONE = "none", _("无劳动力")

    class FoundBy(models.TextChoices):
        SELF = "self", _("自己找")
        KIN = "kin", _("亲友介绍")
        GOVERNMENT = "government", _("政府组织")
        COLLABORATION = "collaboration", _("东西部协作")
        AGENCY = "agency", _("中介机构")

    class Status(models.TextChoices):
        LIVING = "living", _("在户")
        MOVED = "moved", _("迁出")
        MARRIED_OUT = "married_out", _("婚嫁迁出")
        DIED = "died", _("死亡")
        MISTAKEN = "mistaken", _("登记有误")

    code = models.CharField(_("人员编号"), max_length=28)
    household = models.ForeignKey("registry.Household", models.PROTECT, related_name="persons", verbose_name=_("农户"))
    village = models.ForeignKey("core.Region", models.PROTECT, db_index=False, editable=False, verbose_name=_("所在村"))
    name = NameField(_("姓名"), max_length=60)
    identity = EncryptedField(_("身份证号"), blank=True)
    identity_index = models.CharField(max_length=32, blank=True, editable=False)
    sex = models.CharField(_("性别"), max_length=6, choices=Sex.choices)
    born_on = models.DateField(_("出生日期"))
    nation = models.CharField(_("民族"), max_length=20, blank=True)
    relation = models.CharField(_("与户主关系"), max_length=14, choices=Relation.choices)
    education = models.CharField(_("文化程度"), max_length=8, choices=Education.choices, blank=True)
    school_stage = models.CharField(_("在校学段"), max_length=12, choices=Stage.choices, blank=True)
    school_name = models.CharField(_("就读学校"), max_length=80, blank=True)
    health = models.CharField(_("健康状况"), max_length=8, choices=Health.choices, default=Health.HEALTHY)
    disability_kind = models.CharField(_("残疾类别"), max_length=10, choices=Disability.choices, blank=True)
    disability_grade = models.PositiveSmallIntegerField(
        _("残疾等级"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    labour = models.CharField(_("劳动能力"), max_length=8, choices=Labour.choices, default=Labour.NONE)
    has_medical_insurance = models.BooleanField(_("参加基本医保"), default=False)
    has_pension = models.BooleanField(_("参加养老保险"), default=False)
    work_place = models.CharField(_("务工地区划代码"), max_length=12, blank=True)
    work_industry = models.CharField(_("务工行业"), max_length=40, blank=True)
    work_months = models.PositiveSmallIntegerField(_("务工月数"), default=0, validators=[MaxValueValidator(12)])
    work_wage = MoneyField(_("月工资"), null=True, blank=True)
    work_found_by = models.CharField(_("就业途径"), max_length=14, choices=FoundBy.choices, blank=True)
    skills = models.CharField(_("技能与证书"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.LIVING, editable=False)
    left_on = models.DateField(_("离户日期"), null=True, blank=True, editable=False)
    left_because = models.CharField(_("离户说明"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("家庭成员")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="person_code_once"),
            models.UniqueConstraint(
                fields=["county", "identity_index"],
                condition=Q(status="living") & ~Q(identity_index=""),
                name="person_in_one_living_household",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(relation="head") & Q(status="living"),
                name="person_one_head",
            ),
            models.CheckConstraint(condition=Q(work_months__lte=12), name="person_work_months"),
            models.CheckConstraint(
                condition=Q(disability_grade__isnull=True) | Q(disability_grade__range=(1, 4)),
                name="person_disability_grade",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "name"], name="person_name"),
            models.Index(fields=["county", "village", "code"], name="person_village"),
            models.Index(fields=["county", "status", "code"], name="person_status"),
            models.Index(fields=["county", "identity_index"], condition=~Q(identity_index=""), name="person_identity"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {mask_name(self.name)}"

    @property
    def is_living(self) -> bool:
        """Whether the person still belongs to the household."""
        return self.status == self.Status.LIVING

    @property
    def is_head(self) -> bool:
        return self.relation == self.Relation.HEAD
