"""Forms of a member: entered, changed, made head, taken out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from siqiao.registry.forms.columns import ColumnForm, RegistryForm
from siqiao.registry.models import Person

NOT_HEAD = [(code, title) for code, title in Person.Relation.choices if code != Person.Relation.HEAD]
LEAVING = [(code, title) for code, title in Person.Status.choices if code != Person.Status.LIVING]


class PersonForm(ColumnForm):
    """The columns of a member."""

    model = Person
    columns = (
        "name",
        "identity",
        "relation",
        "sex",
        "born_on",
        "nation",
        "education",
        "school_stage",
        "school_name",
        "health",
        "disability_kind",
        "disability_grade",
        "labour",
        "has_medical_insurance",
        "has_pension",
        "work_place",
        "work_industry",
        "work_months",
        "work_wage",
        "work_found_by",
        "skills",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_head = self.record is not None and self.record.is_head  # type: ignore[attr-defined]
        if not is_head:
            self.fields["relation"].choices = [("", "—"), *NOT_HEAD]  # type: ignore[attr-defined]
        for name in ("sex", "born_on"):
            self.fields[name].required = False
            self.fields[name].help_text = _("有身份证号时可留空。")
        self.fields["work_wage"].help_text = _("元")

    def values(self) -> dict[str, Any]:
        """An empty day of birth or sex is left to the identity number."""
        given = super().values()
        return {name: value for name, value in given.items() if name not in ("sex", "born_on") or value}


class HeadForm(RegistryForm):
    """Who becomes the head; what the former head is to the new one."""

    former_becomes = forms.ChoiceField(label=_("原户主与新户主的关系"), choices=NOT_HEAD)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class LeavingForm(RegistryForm):
    """Why and when a member leaves."""

    status = forms.ChoiceField(label=_("离户原因"), choices=LEAVING)
    on = forms.DateField(label=_("离户日期"))
    reason = forms.CharField(label=_("说明"), max_length=200, required=False)
