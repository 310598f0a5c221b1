"""The form of finding a person at the counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from siqiao.core.scope import Scope
from siqiao.registry.forms.columns import RegistryForm, VillageField
from siqiao.registry.selectors.people import Found, find_persons


class PersonSearchForm(RegistryForm):
    """Beginning of the name, a whole number, household code, village: what is given must all hold."""

    name = forms.CharField(label=_("姓名"), max_length=20, required=False, help_text=_("从姓开始的几个字。"))
    number = forms.CharField(
        label=_("身份证号、电话或银行账号"),
        max_length=30,
        required=False,
        help_text=_("须填完整号码。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    code = forms.CharField(label=_("户编号"), max_length=24, required=False, help_text=_("可只填开头几位。"))
    village = VillageField(required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].offer(scope)  # type: ignore[attr-defined]

    def found(self, scope: Scope) -> Found | None:
        """The persons; None before anything is asked."""
        if not self.is_valid():
            return None
        asked = dict(self.cleaned_data)
        village = asked.pop("village")
        if not any(asked.values()) and village is None:
            return None
        return find_persons(scope, village=village.code if village else "", **asked)
