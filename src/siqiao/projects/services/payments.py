"""Payments of projects as the payment ledger brings them: under a contract, by two persons."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import DomainError
from siqiao.core.scope import Scope
from siqiao.funds.models import Transfer, Voucher
from siqiao.funds.services.payments import check_payment, draft_payment
from siqiao.funds.services.purses import payee_purse
from siqiao.projects.models import Contract, Project
from siqiao.projects.services.contracts import tie_payment
from siqiao.registry.models import Organisation


def pay_project(
    project: Project,
    *,
    payee: Organisation,
    actor: Any,
    contract: Contract | None = None,
    checker: Any = None,
    **values: Any,
) -> Transfer:
    """Draft a payment to an organisation and tie it to its contract; with a checker it is posted at once.

    `values`: amount, on, voucher_number, invoice_number, stage, note. Raises DomainError, Overdraft.
    """
    amount, on = values.pop("amount"), values.pop("on")
    with transaction.atomic():
        purse = payee_purse(payee, actor=actor)
        transfer = draft_payment(project.purse, purse, amount, on, actor, **values)
        if contract is not None:
            tie_payment(transfer, contract, actor=actor)
        return check_payment(transfer, checker) if checker is not None else transfer


def import_payment(scope: Scope, values: Mapping[str, Any], *, checker: Any = None) -> Transfer:
    """One row of a payment ledger. It waits for a second person, unless one who has checked the paper is named."""
    project = _named(
        Project.objects.filter(code=values["source_code"]), values["source_code"], _("项目编号"), "source_code"
    )
    payee = _named(
        Organisation.objects.filter(name=values["target_name"]), values["target_name"], _("收款方"), "target_name"
    )
    number = values.get("contract_number") or ""
    contract = None
    if number:
        rows = Contract.objects.filter(number=number, project=project)
        contract = _named(rows, number, _("合同编号"), "contract_number")
    return pay_project(
        project,
        payee=payee,
        contract=contract,
        actor=scope.user,
        checker=checker,
        amount=values["amount"],
        on=values["on"],
        voucher_number=values["voucher_number"],
        voucher_kind=Voucher.Kind.INVOICE if values.get("voucher_invoice_number") else Voucher.Kind.ORDER,
        invoice_number=values.get("voucher_invoice_number") or "",
        stage=values.get("stage") or "",
        note=values.get("note") or "",
    )


def _named(rows: Any, text: str, title: Any, field: str) -> Any:
    found = list(rows[:2])
    if len(found) == 1:
        return found[0]
    message = _("{title}“{text}”没有登记过，请先登记，或核对写法。") if not found else _("{title}“{text}”不止一个。")
    shown = message.format(title=title, text=text)
    raise DomainError(shown, code="unknown", fields={field: shown})
