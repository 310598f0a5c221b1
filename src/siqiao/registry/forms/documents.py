"""The form of an official document with its file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from siqiao.core.evidence import KINDS
from siqiao.core.scope import Scope
from siqiao.registry.forms.columns import ColumnForm, PlaceField
from siqiao.registry.models import Document


class DocumentForm(ColumnForm):
    """A document's columns, the part of the county it is about, and a file."""

    model = Document
    columns = ("title", "number", "kind", "issued_on", "issuer", "summary")
    region = PlaceField(label=_("适用地区"))
    file = forms.FileField(
        label=_("文件"),
        required=False,
        help_text=_("PDF、图片、Word 或 Excel；可以以后再传。"),
        widget=forms.ClearableFileInput({"accept": ",".join(KINDS)}),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.record.region_id if self.record is not None else ""  # type: ignore[attr-defined]
        self.fields["region"].offer(scope, also=place)  # type: ignore[attr-defined]
        self.fields["region"].initial = place
        self.fields["summary"].widget.attrs["rows"] = 4

    def values(self) -> dict[str, Any]:
        given = super().values() | {"region": self.cleaned_data["region"]}
        return given | ({"file": self.cleaned_data["file"]} if self.cleaned_data["file"] else {})
