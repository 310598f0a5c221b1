"""Forms of accounts: what a page asks; the rules themselves are in the services."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from siqiao.accounts.models import Role, User
from siqiao.accounts.sight import managed_q
from siqiao.core.errors import DomainError

ROLE_SIGHT = {
    Role.EAST_OFFICE: _("看到结对县的资金、项目和汇总数，看不到农户身份信息。"),
    Role.WEST_OFFICE: _("看到并经办全县的资金、项目、农户和文件。"),
    Role.FRONTLINE: _("看到全县的资金、项目和农户（身份信息脱敏），经办走访与督办。"),
    Role.TOWNSHIP: _("看到并经办本乡镇的农户和项目，看不到资金账。"),
    Role.VILLAGE: _("看到并经办本村的农户和项目。"),
    Role.FINANCE: _("看到全县的资金与项目，制单、复核、对账，查看审计日志；看不到农户。"),
    Role.ORGANISATION: _("只看到自己的捐赠与岗位。"),
    Role.ADMIN: _("管理账号、查看审计日志；看不到业务数据。"),
}


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": _("用户名或密码不对。连续输错五次要等一刻钟。"),
        "inactive": _("此账号已停用。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("用户名")
        self.fields["password"].label = _("密码")
        for name in ("username", "password"):
            self.fields[name].widget.attrs["class"] = "form-control"


class CodeForm(forms.Form):
    """A code of the second factor."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        help_text=_("手机验证器上的六位数；手机不在身边时用一个恢复码。"),
        widget=forms.TextInput(
            {"class": "form-control", "autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}
        ),
    )


def _secret(label: Any, autocomplete: str) -> forms.CharField:
    attributes = {"class": "form-control", "autocomplete": autocomplete}
    return forms.CharField(label=label, strip=False, max_length=128, widget=forms.PasswordInput(attributes))


class PasswordForm(forms.Form):
    """One's own new password, twice."""

    old = _secret(_("现在的密码"), "current-password")
    new = _secret(_("新密码"), "new-password")
    again = _secret(_("再输一次新密码"), "new-password")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("new") != values.get("again"):
            self.add_error("again", _("两次输入的新密码不一样。"))
        return values


class UserForm(forms.Form):
    """An account's name, role, region and post. The name is fixed once made."""

    username = forms.CharField(
        label=_("用户名"), max_length=150, help_text=_("按岗位起名，如 xb-zijin；登录用，定了不改。")
    )
    post = forms.CharField(label=_("单位与岗位"), max_length=60, help_text=_("写岗位，不写人名；日志里这样显示。"))
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    region = forms.CharField(label=_("地区"), max_length=60, help_text=_("区划代码或名称。账号只看到这里及其下级。"))

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user is not None:
            del self.fields["username"]
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"
        self.fields["region"].widget.attrs.update({"list": "regions", "autocomplete": "off"})


class UserFilter(forms.Form):
    """What the list of accounts is narrowed by."""

    q = forms.CharField(label=_("查找"), required=False)
    role = forms.ChoiceField(label=_("角色"), required=False, choices=[("", _("全部角色")), *Role.choices])
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部")), ("active", _("在用")), ("inactive", _("停用"))],
    )

    def rows(self, viewer: User) -> "QuerySet[User]":
        """Accounts that the viewer manages and that fit the filter."""
        rows = User.objects.filter(managed_q(viewer))
        if not self.is_valid():
            return rows
        chosen = self.cleaned_data
        if chosen["q"]:
            word = chosen["q"].strip()
            rows = rows.filter(Q(username__icontains=word) | Q(post__icontains=word) | Q(region_code__startswith=word))
        if chosen["role"]:
            rows = rows.filter(role=chosen["role"])
        if chosen["state"]:
            rows = rows.filter(is_active=chosen["state"] == "active")
        return rows


def show_error(form: forms.Form, error: DomainError) -> None:
    """Put a service's refusal at the fields concerned, or above the form."""
    placed = {name: text for name, text in error.fields.items() if name in form.fields}
    for name, text in placed.items():
        form.add_error(name, text)
    if not placed:
        form.add_error(None, error.message)
