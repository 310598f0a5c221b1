"""Forms of the money. They check shape; the services check rules."""

import unicodedata
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siqiao.core.money import MOST
from siqiao.core.scope import Scope
from siqiao.funds.models import Gift, HandOver, PlanLine, Purse, Transfer, Voucher
from siqiao.funds.models.purses import River
from siqiao.registry.models import Organisation

Kind = Purse.Kind


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AmountField(forms.DecimalField):
    """Reads amounts as the product itself prints them: with commas, full-width, with 元 behind."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).replace(",", "").replace("¥", "").strip()
            value = value.removesuffix("元") if not value.endswith("万元") else value
            if "e" in value.lower():
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


def amount_field(label: Any = _("金额")) -> forms.DecimalField:
    """Yuan, above zero, to the fen; the unit stands beside the field."""
    field = AmountField(
        label=label,
        max_digits=15,
        decimal_places=2,
        min_value=0.01,
        max_value=MOST,
        error_messages={
            "min_value": _("金额必须大于 0。"),
            "invalid": _("请填数字，单位是元，如 1234567.80；“万元”请换算成元。"),
            "max_decimal_places": _("金额最多精确到分（两位小数）。"),
            "max_digits": _("金额太大，请核对是否多写了零。"),
            "max_value": _("金额太大，请核对是否多写了零。"),
            "max_whole_digits": _("金额太大，请核对是否多写了零。"),
        },
    )
    field.unit = _("元")  # type: ignore[attr-defined]
    return field


def day_field(label: Any = _("日期")) -> forms.DateField:
    return forms.DateField(
        label=label,
        initial=timezone.localdate,
        widget=DateInput(),
        error_messages={"invalid": _("日期写法如 2023-09-04。")},
    )


class PlanLineForm(forms.ModelForm):
    """One line of the yearly plan; the source is an organisation, whose purse is opened when it is first named."""

    giver = forms.ModelChoiceField(Organisation.objects.none(), label=_("资金来源"))
    river = forms.ChoiceField(label=_("资金性质"), choices=River.choices)
    amount = amount_field(_("计划金额"))

    class Meta:
        model = PlanLine
        fields = ["code", "year", "batch", "title", "purpose", "unit", "month", "note"]

    field_order = ["code", "year", "giver", "river", "batch", "title", "purpose", "amount", "unit", "month", "note"]

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial = {
                **self.initial,
                "giver": self.instance.source.organisation_id,
                "river": self.instance.source.river,
                "amount": self.instance.amount,
            }


class MovementForm(forms.Form):
    """What every movement of money asks: how much, when, under which paper, for what."""

    amount = amount_field()
    on = day_field()
    document_number = forms.CharField(label=_("文号"), max_length=60, required=False)
    note = forms.CharField(label=_("摘要"), max_length=300, required=False)


class PurseField(forms.ModelChoiceField):
    """A choice of purses that shows what each can give."""

    def label_from_instance(self, purse: Any) -> str:
        if purse.kind == Kind.SOURCE:
            return purse.name
        return _("{name}（可用 {available} 元）").format(name=purse.name, available=f"{purse.available:,.2f}")


def purse_field(label: Any) -> PurseField:
    return PurseField(Purse.objects.none(), label=label)


class ReceiptForm(MovementForm):
    """Money of the east arrives in a treasury."""

    source = purse_field(_("付款方"))
    target = purse_field(_("收款国库"))
    voucher_number = forms.CharField(label=_("凭证号"), max_length=60)
    field_order = ["source", "target", "amount", "on", "voucher_number", "document_number", "note"]

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Purse.objects.filter(kind=Kind.SOURCE)  # type: ignore[attr-defined]
        self.fields["target"].queryset = Purse.objects.filter(kind__in=[Kind.TREASURY, Kind.PROGRAMME])  # type: ignore[attr-defined]


class AllocationForm(MovementForm):
    """From a programme to a project, under a batch's document number."""

    programme = purse_field(_("专项资金"))
    project = purse_field(_("项目资金"))
    field_order = ["programme", "project", "amount", "on", "document_number", "note"]

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document_number"].required = True
        self.fields["programme"].queryset = Purse.objects.filter(kind=Kind.PROGRAMME, balance__gt=0)  # type: ignore[attr-defined]
        self.fields["project"].queryset = Purse.objects.filter(kind=Kind.PROJECT)  # type: ignore[attr-defined]


class AppropriationForm(MovementForm):
    """From a treasury to a year's programme."""

    treasury = purse_field(_("国库专户"))
    programme = purse_field(_("专项资金"))
    field_order = ["treasury", "programme", "amount", "on", "document_number", "note"]

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["treasury"].queryset = Purse.objects.filter(kind=Kind.TREASURY)  # type: ignore[attr-defined]
        self.fields["programme"].queryset = Purse.objects.filter(kind=Kind.PROGRAMME)  # type: ignore[attr-defined]


class CarryOverForm(MovementForm):
    """What is left of a year goes into the next."""

    programme = purse_field(_("转出年度的专项资金"))
    following = purse_field(_("转入年度的专项资金"))
    field_order = ["programme", "following", "amount", "on", "note"]

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["document_number"]
        self.fields["note"].required = True
        self.fields["note"].label = _("结转原因")
        programmes = Purse.objects.filter(kind=Kind.PROGRAMME).order_by("year")
        self.fields["programme"].queryset = programmes.filter(balance__gt=0)  # type: ignore[attr-defined]
        self.fields["following"].queryset = programmes  # type: ignore[attr-defined]


class PaymentForm(MovementForm):
    """A payment out of a project's purse, for a second person to check."""

    project = purse_field(_("项目资金"))
    payee = forms.ModelChoiceField(Organisation.objects.none(), label=_("收款方"))
    stage = forms.ChoiceField(label=_("付款阶段"), choices=Transfer.Stage.choices)
    voucher_kind = forms.ChoiceField(label=_("凭证类别"), choices=Voucher.Kind.choices, initial=Voucher.Kind.INVOICE)
    voucher_number = forms.CharField(label=_("凭证号"), max_length=60)
    invoice_number = forms.CharField(label=_("发票号码"), max_length=60, required=False)
    field_order = [
        "project",
        "payee",
        "amount",
        "on",
        "stage",
        "voucher_kind",
        "voucher_number",
        "invoice_number",
        "note",
    ]

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["document_number"]
        self.fields["project"].queryset = Purse.objects.filter(kind=Kind.PROJECT, balance__gt=0)  # type: ignore[attr-defined]
        self.fields["payee"].queryset = Organisation.objects.filter(side="west").order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An invoice is paid by its number, so that it is not paid twice."""
        values = super().clean() or self.cleaned_data
        if values.get("voucher_kind") == Voucher.Kind.INVOICE and not values.get("invoice_number"):
            self.add_error("invoice_number", _("凭证是发票的，请填发票号码。"))
        return values


class ReasonForm(forms.Form):
    """A word of explanation for a void, a reversal, a withdrawal."""

    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ReversalForm(ReasonForm):
    on = day_field()


class RefundForm(ReversalForm):
    amount = amount_field(_("退款金额"))
    voucher_number = forms.CharField(label=_("银行回单号"), max_length=60)
    field_order = ["amount", "on", "voucher_number", "reason"]


class GiftForm(forms.ModelForm):
    """A pledge; goods are listed below it, a line each."""

    giver = forms.ModelChoiceField(Organisation.objects.none(), label=_("捐赠方"))
    value = amount_field(_("价值"))

    class Meta:
        model = Gift
        fields = ["code", "kind", "pledged_on", "intended_use", "receiver", "valuation"]
        widgets = {"pledged_on": DateInput()}

    field_order = ["code", "giver", "kind", "value", "pledged_on", "intended_use", "receiver", "valuation"]

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]


class GiftItemForm(forms.Form):
    """One line of a gift in kind."""

    name = forms.CharField(label=_("品名"), max_length=120)
    quantity = forms.IntegerField(label=_("数量"), min_value=1, max_value=10_000_000)
    measure = forms.CharField(label=_("计量单位"), max_length=20)
    unit_price = amount_field(_("单价"))


GiftItemFormSet = forms.formset_factory(GiftItemForm, extra=3, max_num=200)


class GiftReceiptForm(forms.Form):
    """The gift has arrived."""

    on = day_field(_("接收日期"))
    receipt_number = forms.CharField(label=_("收据号"), max_length=60)
    target = PurseField(Purse.objects.none(), label=_("转入账户"), required=False)

    def __init__(self, scope: Scope, gift: Gift, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if gift.kind == Gift.Kind.GOODS:
            del self.fields["target"]
            return
        self.fields["target"].required = True
        self.fields["target"].queryset = Purse.objects.filter(kind__in=[Kind.TREASURY, Kind.PROGRAMME])  # type: ignore[attr-defined]


class HandOverForm(forms.ModelForm):
    """A ceremony and the gifts handed over in it."""

    gifts = forms.ModelMultipleChoiceField(
        Gift.objects.none(), label=_("交接的捐赠"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = HandOver
        fields = ["number", "title", "on", "place", "giver", "receiver", "note"]
        widgets = {"on": DateInput()}

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Gift.objects.filter(hand_over=None).exclude(state=Gift.State.WITHDRAWN)
        self.fields["gifts"].queryset = free.select_related("giver")  # type: ignore[attr-defined]


class StatementForm(forms.Form):
    """The treasury's Excel and the purse that it speaks of."""

    purse = purse_field(_("账户"))
    file = forms.FileField(label=_("国库收支明细（Excel）"))
    since = forms.DateField(
        label=_("对账期间自"), required=False, widget=DateInput(), help_text=_("不填就按文件所在的整月")
    )
    until = forms.DateField(label=_("对账期间至"), required=False, widget=DateInput())

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purse"].queryset = Purse.objects.filter(kind__in=[Kind.TREASURY, Kind.PROGRAMME])  # type: ignore[attr-defined]


class TakeBackForm(ReversalForm):
    """What a project did not need, and the programme it goes back to."""

    amount = amount_field(_("收回金额"))
    programme = purse_field(_("收回到"))
    field_order = ["programme", "amount", "on", "reason"]

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Purse.objects.filter(kind=Kind.PROGRAMME)  # type: ignore[attr-defined]
