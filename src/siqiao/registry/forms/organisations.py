"""The form of an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.core.regions import region_anywhere
from siqiao.registry.forms.columns import ColumnForm
from siqiao.registry.models import Organisation


class OrganisationForm(ColumnForm):
    """A body of either side. Its place may be anywhere in the country."""

    model = Organisation
    columns = (
        "name",
        "kind",
        "side",
        "credit_code",
        "bank_name",
        "account",
        "contact_post",
        "contact_phone",
        "address",
        "note",
        "is_active",
    )
    region = forms.CharField(label=_("所在地"), max_length=60, help_text=_("地名或区划代码，如 滨海新区、620525。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is not None:
            self.fields["region"].initial = self.record.region_id  # type: ignore[attr-defined]
        self.order_fields(["name", "kind", "side", "region", *self.columns[3:]])

    def _clear_columns(self) -> set[str]:
        return {"name"}

    def clean_region(self) -> Region:
        """The region of a code or a name."""
        try:
            return region_anywhere(self.cleaned_data["region"])
        except DomainError as error:
            raise forms.ValidationError(str(error.message)) from error

    def values(self) -> dict[str, Any]:
        return super().values() | {"region": self.cleaned_data["region"]}
