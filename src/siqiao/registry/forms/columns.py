"""A form made from a model's columns: personal ones stay hidden and are only written over."""

from collections.abc import Sequence
from html import escape
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.forms.models import fields_for_model
from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.core.personal import mask_account, mask_identity, mask_name, mask_phone
from siqiao.core.scope import Scope, prefix_q

MASKS = {
    "name": mask_name,
    "identity": mask_identity,
    "phone": mask_phone,
    "contact_phone": mask_phone,
    "account": mask_account,
}
EMPTIED = "-"
NUMBER_LENGTH = 40


def column_fields(model: type[models.Model], names: Sequence[str]) -> dict[str, forms.Field]:
    """Form fields of a model's columns, in the order of the names; encrypted ones as one line of text."""

    def field_of(column: models.Field, **kwargs: Any) -> forms.Field | None:
        if column.name in MASKS:
            longest = getattr(column, "max_length", None) or NUMBER_LENGTH
            return forms.CharField(label=column.verbose_name, max_length=longest, required=not column.blank)
        return column.formfield(**kwargs)

    return fields_for_model(model, fields=list(names), formfield_callback=field_of)


class RegistryForm(forms.Form):
    """A form that can show a service's refusal at the fields concerned."""

    def show(self, error: DomainError) -> None:
        """The service's sentence at its fields, or above them where it names none of this form's."""
        shown = {name: text for name, text in error.fields.items() if name in self.fields}
        for name, text in shown.items():
            self.add_error(name, str(text))
        if not shown or str(error.message) not in {str(text) for text in shown.values()}:
            self.add_error(None, str(error.message))


class ColumnForm(RegistryForm):
    """A form over columns of one record. Set `model` and `columns`; pass `record` to change one."""

    model: type[models.Model]
    columns: Sequence[str] = ()

    def __init__(self, *args: Any, record: models.Model | None = None, **kwargs: Any) -> None:
        self.record = record
        if record is not None:
            now = {name: getattr(record, name) for name in self.columns if name not in MASKS}
            kwargs["initial"] = now | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        own, self.fields = self.fields, column_fields(self.model, self.columns)
        self.fields.update(own)
        if record is not None:
            self._hide_personal(record)

    def _hide_personal(self, record: models.Model) -> None:
        """A personal column shows its mask beside an empty field; empty means "as it was"."""
        for name in set(self.columns) & set(MASKS):
            if name in self._clear_columns():
                self.fields[name].initial = getattr(record, name)
                continue
            mask = MASKS[name](getattr(record, name))
            self.fields[name].required = False
            self.fields[name].help_text = _("现为 %(mask)s；留空不改，填“-”清空。") % {"mask": mask} if mask else ""

    def _clear_columns(self) -> set[str]:
        """Columns of MASKS that are not personal in this form, such as an organisation's name."""
        return set()

    def values(self) -> dict[str, Any]:
        """What the service takes: the columns, without personal ones that were left empty in a change."""
        hidden = set(MASKS) - self._clear_columns()
        values = {}
        for name in self.columns:
            value = self.cleaned_data[name]
            if self.record is not None and name in hidden and not value:
                continue
            values[name] = "" if name in hidden and value == EMPTIED else value
        return values


class LongSelect(forms.Select):
    """A select of hundreds of options, written here: a template for each option takes a page's whole time."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        chosen = {str(each) for each in self.format_value(value)}
        parts = [self._group(label, found, chosen) for label, found in self.choices]
        return SafeString(f"<select{flatatt(attributes)}>{''.join(parts)}</select>")

    def _group(self, label: Any, found: Any, chosen: set[str]) -> str:
        if not isinstance(found, list | tuple):
            return self._option(label, found, chosen)
        inside = "".join(self._option(code, title, chosen) for code, title in found)
        return f'<optgroup label="{escape(str(label))}">{inside}</optgroup>'

    def _option(self, code: Any, title: Any, chosen: set[str]) -> str:
        mark = " selected" if str(code) in chosen else ""
        return f'<option value="{escape(str(code))}"{mark}>{escape(str(title))}</option>'


class VillageField(forms.TypedChoiceField):
    """A village of one's sight, grouped by township."""

    widget = LongSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("所在村"), coerce=_region, empty_value=None, **kwargs)

    def offer(self, scope: Scope) -> None:
        """Fill the choices; one query."""
        below = Region.objects.filter(prefix_q("code", scope.prefix))
        groups: dict[str, list[tuple[str, str]]] = {}
        for village in below.filter(level=Region.Level.VILLAGE).select_related("parent"):
            groups.setdefault(str(village.parent), []).append((village.code, village.name))
        self.choices = [("", "—"), *groups.items()]


class PlaceField(forms.TypedChoiceField):
    """The county of one's sight or one of its townships."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=_region, empty_value=None, **kwargs)

    def offer(self, scope: Scope, also: str = "") -> None:
        """Fill the choices, with a village that a record already has."""
        wanted = Q(level__in=(Region.Level.COUNTY, Region.Level.TOWNSHIP)) | Q(code=also)
        places = Region.objects.filter(wanted, prefix_q("code", scope.county))
        self.choices = [(place.code, place.name) for place in places]


def _region(code: str) -> Region:
    return Region.objects.get(code=code)
