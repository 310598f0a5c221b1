"""Form fields dressed for the page."""

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def dressed(field: BoundField) -> SafeString:
    """A field's control with the classes of its kind; dates get the browser's calendar."""
    widget = field.field.widget
    names = widget.attrs.get("class", "").split()
    base = _class_of(widget)
    if base and base not in names:
        names.append(base)
    if field.errors:
        names.append("is-invalid")
    attributes: dict[str, str | bool] = {"class": " ".join(names)} if names else {}
    if type(widget) is forms.NumberInput and widget.input_type == "number":
        # A browser drops what it cannot read in a number field, and a person must see what was typed.
        widget.input_type, attributes["inputmode"] = "text", "decimal"
        widget.attrs = {name: value for name, value in widget.attrs.items() if name not in {"min", "max", "step"}}
    if type(widget) is forms.DateInput and widget.input_type == "text":
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    if isinstance(widget, forms.FileInput):
        attributes["data-drop"] = ""
    return field.as_widget(attrs=attributes)


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.filter
def kind_of(field: BoundField) -> str:
    """How a field is laid out: hidden | check | choices | plain."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(widget, forms.CheckboxInput) else "plain"
