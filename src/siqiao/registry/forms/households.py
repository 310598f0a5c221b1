"""Forms of a household: registered with its head, changed, moved."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.scope import Scope
from siqiao.registry.forms.columns import ColumnForm, RegistryForm, VillageField, column_fields
from siqiao.registry.models import Household, Person
from siqiao.registry.models.households import RISK_CAUSES

HEAD_COLUMNS = ("name", "identity", "sex", "born_on", "nation", "health", "labour")
HEAD = "head_"


class HouseholdForm(ColumnForm):
    """The columns of a household that a clerk fills in."""

    model = Household
    columns: tuple[str, ...] = (
        "group_name",
        "type",
        "monitored_as",
        "risk_causes",
        "phone",
        "account",
        "registered_on",
        "house_grade",
        "house_area",
        "house_built_year",
        "water",
        "road",
        "has_power",
        "has_toilet",
        "has_network",
        "cultivated_mu",
        "forest_mu",
        "cattle",
        "sheep",
        "poultry",
        "helper_unit",
        "helper_post",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        causes = forms.MultipleChoiceField(
            label=_("风险原因"),
            choices=list(RISK_CAUSES.items()),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["risk_causes"] = causes
        units = {"house_area": _("平方米"), "cultivated_mu": _("亩"), "forest_mu": _("亩")}
        for name in set(units) & set(self.fields):
            self.fields[name].help_text = units[name]


class RegisterForm(HouseholdForm):
    """A new household: its village, its head, its type and contact. How it lives is filled in on its page."""

    columns: tuple[str, ...] = HouseholdForm.columns[:7]
    village = VillageField()
    code = forms.CharField(label=_("户编号"), max_length=24, required=False, help_text=_("留空则按村自动编号。"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].offer(scope)  # type: ignore[attr-defined]
        for name, field in column_fields(Person, HEAD_COLUMNS).items():
            field.label = _("户主%(column)s") % {"column": field.label}
            field.required = name == "name"
            self.fields[HEAD + name] = field
        self.fields[HEAD + "identity"].help_text = _("由此得出户主的性别和出生日期。")
        first = ["village", "code", *[HEAD + name for name in HEAD_COLUMNS]]
        self.order_fields([*first, *self.columns])
        self.fields["registered_on"].initial = timezone.localdate

    def head(self) -> dict[str, Any]:
        """The head's columns, those left empty passed over."""
        given = {name: self.cleaned_data[HEAD + name] for name in HEAD_COLUMNS}
        return {name: value for name, value in given.items() if value}

    def show(self, error: DomainError) -> None:
        """What concerns the head stands at the head's fields."""
        fields = {HEAD + name if HEAD + name in self.fields else name: text for name, text in error.fields.items()}
        super().show(DomainError(error.message, code=error.code, fields=fields))

    def values(self) -> dict[str, Any]:
        given = super().values()
        if not given["registered_on"]:
            del given["registered_on"]
        return given | {"village": self.cleaned_data["village"], "code": self.cleaned_data["code"]}


class MoveForm(RegistryForm):
    """A whole household to another village."""

    village = VillageField()
    group_name = forms.CharField(label=_("村民小组"), max_length=20, required=False)
    reason = forms.CharField(label=_("迁移原因"), max_length=200)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].offer(scope)  # type: ignore[attr-defined]
