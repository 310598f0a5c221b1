"""Opening purses: each programme, project and payee has its own."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.funds.models import Purse
from siqiao.registry.models import Organisation


def open_purse(
    *,
    county: str,
    code: str,
    name: str,
    kind: str,
    region: Region,
    actor: Any,
    river: str = "",
    year: int | None = None,
    organisation: Organisation | None = None,
) -> Purse:
    """A new, empty purse. Raises DomainError when the county already has one of this code."""
    if Purse.objects.filter(county=county, code=code).exists():
        text = _("编号“{code}”的账户已经有了。").format(code=code)
        raise DomainError(text, code="purse_code", fields={"code": text})
    with transaction.atomic():
        purse = Purse(
            county=county,
            code=code,
            name=name,
            kind=kind,
            region=region,
            river=river,
            year=year,
            organisation=organisation,
        )
        purse.full_clean(validate_constraints=False)
        purse.save(force_insert=True)
        audit.record(actor, "purse.opened", purse)
    return purse


def rename_purse(purse: Purse, *, name: str, actor: Any) -> Purse:
    """Another name for a purse; its code, kind and money stay."""
    with transaction.atomic(), audit.change(actor, "purse.renamed", purse):
        purse.name = name
        purse.full_clean(validate_constraints=False)
        purse.save(update_fields=["name"])
    return purse


def close_purse(purse: Purse, *, actor: Any) -> None:
    """Take away a purse that was never used. Raises DomainError when money has passed through it."""
    if purse.incoming.exists() or purse.outgoing.exists() or purse.plan_lines.exists():
        raise DomainError(_("账户“{name}”已有收支或计划，不能删除。").format(name=purse.name), code="purse_used")
    with transaction.atomic():
        audit.record(actor, "purse.closed", purse, before=audit.snapshot(purse), removed=True)
        purse.delete()


def payee_purse(organisation: Organisation, *, actor: Any) -> Purse:
    """The purse in which an organisation receives money, opened when it is first needed."""
    found = Purse.objects.filter(organisation=organisation, kind=Purse.Kind.PAYEE).first()
    return found or open_purse(
        county=organisation.county,
        code=f"P-{organisation.pk:06d}",
        name=organisation.name,
        kind=Purse.Kind.PAYEE,
        region=organisation.region,
        actor=actor,
        organisation=organisation,
    )


def source_purse(organisation: Organisation, *, river: str, actor: Any) -> Purse:
    """The purse that stands for what a giver has given, opened with its first plan line or gift."""
    found = Purse.objects.filter(organisation=organisation, kind=Purse.Kind.SOURCE, river=river).first()
    return found or open_purse(
        county=organisation.county,
        code=f"S-{river}-{organisation.pk:06d}",
        name=organisation.name,
        kind=Purse.Kind.SOURCE,
        region=organisation.region,
        actor=actor,
        river=river,
        organisation=organisation,
    )
