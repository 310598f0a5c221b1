"""Users: an account is one person's, its name a post; role and region decide what it sees."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The roles of the field. Values are the code names that commands and tests use."""

    EAST_OFFICE = "east_office", _("东部支援合作办")
    WEST_OFFICE = "west_office", _("西部县协作办")
    FRONTLINE = "frontline", _("前方工作组")
    TOWNSHIP = "township", _("乡镇")
    VILLAGE = "village", _("村两委")
    FINANCE = "finance", _("财政审计")
    ORGANISATION = "organisation", _("企业与捐赠方")
    ADMIN = "admin", _("系统管理员")


class User(AbstractUser):
    """An account. `post` is how it is shown and logged: an office and a post, never a person's name."""

    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)
    region_code = models.CharField(_("区划代码"), max_length=12)
    post = models.CharField(_("单位与岗位"), max_length=60, blank=True)
    must_change_password = models.BooleanField(default=False)

    audit_skips = ("password", "last_login")

    class Meta:
        verbose_name = _("用户")
        ordering = ["username"]

    @property
    def county(self) -> str:
        """The county or district whose audit log speaks of the account; empty for a region above a county."""
        return self.region_code[:6] if self.region_code[4:6] != "00" else ""

    def __str__(self) -> str:
        return f"{self.post or self.username}（{self.username}）" if self.post else self.username
