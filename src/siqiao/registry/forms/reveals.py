"""Forms that ask to see personal columns in clear."""

from django import forms
from django.utils.translation import gettext_lazy as _

from siqiao.registry.forms.columns import RegistryForm
from siqiao.registry.services.reveals import PARTS


class HouseholdRevealForm(RegistryForm):
    """Which columns, and why."""

    parts = forms.MultipleChoiceField(
        label=_("要看的内容"),
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择要查看的内容。")},
    )
    reason = forms.CharField(
        label=_("查看原因"),
        max_length=200,
        help_text=_("至少 4 个字；连同您的账号记入审计。"),
    )


class OrganisationRevealForm(HouseholdRevealForm):
    """An organisation has an account and a telephone."""

    parts = forms.MultipleChoiceField(
        label=_("要看的内容"),
        choices=[(part, PARTS[part]) for part in ("phone", "account")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择要查看的内容。")},
    )
