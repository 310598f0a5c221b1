"""Forms of the projects. They check shape; the services check rules."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.core.regions import within
from siqiao.core.scope import CountyScoped, Scope
from siqiao.funds.forms import DateInput, amount_field, day_field
from siqiao.projects.models import (
    Asset,
    BenefitRule,
    ChangeOrder,
    Contract,
    Distribution,
    Milestone,
    OutputTarget,
    ProgressReport,
    Project,
    Risk,
)
from siqiao.registry.models import Organisation


def show_error(form: forms.BaseForm, error: DomainError) -> None:
    """Put an error's sentences at its fields, or above the form where it names none that the form has."""
    placed = [name for name in error.fields if name in form.fields]
    for name in placed:
        form.add_error(name, str(error.fields[name]))
    if not placed:
        form.add_error(None, str(error.message))


def optional_amount(label: Any) -> forms.DecimalField:
    field = amount_field(label)
    field.required = False
    return field


def regions_of(scope: Scope) -> Any:
    """The regions in which this person may place something."""
    return within(scope.prefix.ljust(12, "0")).order_by("code")


def without_rows(field: Any, **kwargs: Any) -> Any:
    """A column's form field; a link to a county's records holds none until a request has opened the county."""
    related = field.related_model if field.is_relation else None
    if related is not None and issubclass(related, CountyScoped):
        kwargs["queryset"] = related.objects.none()
    return field.formfield(**kwargs)


class RoomForm(forms.ModelForm):
    """A form of a model of this room: date pickers, organisations by name, regions in sight."""

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DateInput()
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                if field.queryset.model is Organisation:
                    field.queryset = Organisation.objects.filter(is_active=True).order_by("name")
                elif field.queryset.model is Region:
                    field.queryset = regions_of(scope)

    def _get_validation_exclusions(self) -> set[str]:
        """The services check the row as a whole: constraints need columns that no form has (the county)."""
        return {field.name for field in self._meta.model._meta.fields}

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ProposalForm(RoomForm):
    """A new project."""

    estimate = amount_field(_("估算投资"))

    class Meta:
        model = Project
        formfield_callback = without_rows
        fields = [
            "code", "name", "year", "purpose", "kind", "region", "estimate", "proposer", "unit", "proposed_on",
            "summary", "need", "benefit_link", "benefit_text", "planned_start", "planned_end",
        ]  # fmt: skip
        widgets = {"summary": forms.Textarea({"rows": 3}), "need": forms.Textarea({"rows": 2})}


class ProjectForm(ProposalForm):
    """What of a project may be mended; the state moves by steps only."""

    budget = optional_amount(_("批复资金"))
    note = forms.CharField(label=_("修改说明"), max_length=200, required=False)

    class Meta(ProposalForm.Meta):
        fields = [
            "name", "year", "purpose", "kind", "region", "estimate", "budget", "approval_number", "proposer", "unit",
            "supervisor_post", "summary", "need", "tender_method", "planned_start", "planned_end",
            "acceptance_number", "asset_note", "operator", "benefit_link", "benefit_text", "review_score",
        ]  # fmt: skip

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(scope, *args, **kwargs)
        if self.instance.pk:
            self.initial.update(estimate=self.instance.estimate, budget=self.instance.budget)
        if not scope.may("projects.approve"):
            for name in ("budget", "approval_number", "review_score"):
                del self.fields[name]
        if not scope.may("projects.accept"):
            del self.fields["acceptance_number"]


class ContractForm(RoomForm):
    amount = amount_field(_("合同金额"))

    class Meta:
        model = Contract
        formfield_callback = without_rows
        fields = ["number", "title", "contractor", "amount", "signed_on", "method"]


class ChangeOrderForm(RoomForm):
    """A change: of a contract, or of the project's approved money where no contract is chosen."""

    amount_delta = forms.DecimalField(
        label=_("增减金额"), max_digits=15, decimal_places=2, help_text=_("单位元；减少填负数")
    )

    class Meta:
        model = ChangeOrder
        formfield_callback = without_rows
        fields = ["contract", "reason", "document_number", "amount_delta", "approved_on"]

    def __init__(self, scope: Scope, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(scope, *args, **kwargs)
        self.fields["contract"].queryset = project.contracts.all()  # type: ignore[attr-defined]


class SettlementForm(forms.Form):
    settled_amount = amount_field(_("结算审定金额"))
    settlement_number = forms.CharField(label=_("结算审计文号"), max_length=60)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several files at once."""

    def __init__(self) -> None:
        super().__init__(label=_("现场照片"), required=False, widget=SeveralFiles({"accept": "image/*,.pdf"}))

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(PhotosField, self).clean(file, initial) for file in files if file]


class ReportForm(RoomForm):
    """A month's report with photos."""

    photos = PhotosField()

    class Meta:
        model = ProgressReport
        formfield_callback = without_rows
        fields = ["month", "done_percent", "text"]
        widgets = {"text": forms.Textarea({"rows": 3})}


class MilestoneForm(RoomForm):
    class Meta:
        model = Milestone
        formfield_callback = without_rows
        fields = ["title", "planned_on", "done_on", "order"]


class TargetForm(RoomForm):
    class Meta:
        model = OutputTarget
        formfield_callback = without_rows
        fields = ["dimension", "text", "unit", "target", "less_is_better"]


class MeasureForm(forms.Form):
    actual = forms.DecimalField(label=_("完成值"), max_digits=16, decimal_places=2, min_value=0)
    measured_on = day_field(_("核定日期"))


class RiskForm(RoomForm):
    class Meta:
        model = Risk
        formfield_callback = without_rows
        fields = ["kind", "level", "text", "raised_on", "owner_post", "measure"]


class CloseRiskForm(forms.Form):
    closed_on = day_field(_("销号日期"))
    measure = forms.CharField(label=_("应对措施"), max_length=300, required=False)


class AssetForm(RoomForm):
    original_value = amount_field(_("原值"))
    upkeep_yearly = optional_amount(_("年管护经费"))

    class Meta:
        model = Asset
        formfield_callback = without_rows
        fields = [
            "code", "name", "asset_class", "original_value", "region", "owner", "keeper", "upkeep_duty",
            "upkeep_yearly", "registered_on",
        ]  # fmt: skip


class InspectionForm(forms.Form):
    on = day_field(_("巡查日期"))
    found_state = forms.ChoiceField(
        label=_("巡查时状态"), choices=[c for c in Asset.State.choices if c[0] != Asset.State.DISPOSED]
    )
    finding = forms.CharField(label=_("巡查情况"), max_length=500, widget=forms.Textarea({"rows": 3}))
    photos = PhotosField()


class DisposalForm(forms.Form):
    on = day_field(_("处置日期"))
    disposal_number = forms.CharField(label=_("处置批准文号"), max_length=60)
    disposal_value = forms.DecimalField(label=_("处置收入"), max_digits=15, decimal_places=2, min_value=0)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class RuleForm(RoomForm):
    """A benefit rule with its payee collectives, each of the same weight; others are brought by import."""

    principal = amount_field(_("计收本金"))
    yearly_rate = forms.DecimalField(
        label=_("年收益率"), max_digits=6, decimal_places=5, help_text=_("小数，如 0.06 表示 6%")
    )
    collectives = forms.ModelMultipleChoiceField(Organisation.objects.none(), label=_("收款村集体"))

    class Meta:
        model = BenefitRule
        formfield_callback = without_rows
        fields = [
            "code", "payer", "kind", "principal", "yearly_rate", "first_year", "last_year", "due_month", "due_day",
            "agreement",
        ]  # fmt: skip

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(scope, *args, **kwargs)
        payees = [Organisation.Kind.VILLAGE_COLLECTIVE, Organisation.Kind.COOPERATIVE]
        rows = Organisation.objects.filter(kind__in=payees, is_active=True).order_by("name")
        self.fields["collectives"].queryset = rows  # type: ignore[attr-defined]


class DividendPaymentForm(forms.Form):
    amount = amount_field(_("付款金额"))
    on = day_field(_("付款日期"))
    voucher_number = forms.CharField(label=_("银行回单号"), max_length=60, required=False)


class ReversalForm(forms.Form):
    on = day_field()
    reason = forms.CharField(label=_("冲正原因"), max_length=200)


class DistributionForm(forms.Form):
    """What a collective does with its dividends, other than to single households (those come by list)."""

    number = forms.CharField(label=_("分配编号"), max_length=40)
    use = forms.ChoiceField(
        label=_("用途"), choices=[c for c in Distribution.Use.choices if c[0] != Distribution.Use.HOUSEHOLDS]
    )
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    amount = amount_field()
    on = day_field()
    rule_text = forms.CharField(label=_("分配依据"), max_length=300)


class BoardFilter(forms.Form):
    """Year, purpose and words for the board."""

    words = forms.CharField(label=_("名称或编号"), required=False)
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    purpose = forms.ChoiceField(label=_("用途类别"), required=False)

    def __init__(self, years: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("全部年度")), *[(y, y) for y in years]]  # type: ignore[attr-defined]
        purposes = Project._meta.get_field("purpose").choices
        self.fields["purpose"].choices = [("", _("全部用途")), *purposes]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """The filter's values; nothing for what does not fit."""
        self.is_valid()
        return {name: self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)}


def this_month() -> Any:
    return timezone.localdate().replace(day=1)
