"""Official documents 公文: notices, plans, agreements, minutes; their files are evidence."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from siqiao.core.scope import CountyScoped


class Document(CountyScoped):
    """A document by its number (文号). Files hang on it through `core.evidence`."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("通知")
        PLAN = "plan", _("方案与计划")
        AGREEMENT = "agreement", _("协议")
        MINUTES = "minutes", _("会议纪要")
        REPORT = "report", _("报告")
        POLICY = "policy", _("政策文件")
        REPLY = "reply", _("批复")
        OTHER = "other", _("其他")

    code = models.CharField(_("登记号"), max_length=24)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    title = models.CharField(_("标题"), max_length=200)
    kind = models.CharField(_("文种"), max_length=10, choices=Kind.choices)
    issued_on = models.DateField(_("成文日期"))
    issuer = models.CharField(_("发文机关"), max_length=120)
    region = models.ForeignKey("core.Region", models.PROTECT, verbose_name=_("适用地区"))
    summary = models.TextField(_("内容摘要"), max_length=1000, blank=True)
    is_synthetic = models.BooleanField(_("合成数据"), default=False, editable=False)

    class Meta:
        verbose_name = _("文件")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="document_code_once"),
            models.UniqueConstraint(fields=["county", "number"], condition=~Q(number=""), name="document_number_once"),
        ]
        indexes = [models.Index(fields=["county", "-issued_on"], name="document_issued")]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title
