"""Organisations of both sides, and the accounts that stand for them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from siqiao.core import audit
from siqiao.core.errors import DomainError
from siqiao.core.models import Region
from siqiao.core.scope import Scope
from siqiao.registry.identity import is_credit_code
from siqiao.registry.models import Organisation, OrganisationMember
from siqiao.registry.services.numbering import next_code, require_free_code
from siqiao.registry.validation import fill, refusal, require_fields


def add_organisation(
    scope: Scope,
    *,
    name: str,
    kind: str,
    side: str,
    region: Region,
    code: str = "",
    note: str = "",
    **values: Any,
) -> Organisation:
    """Add a body of either side. `note` is the record's own note. Raises DomainError (credit code, taken code)."""
    with transaction.atomic():
        audit.lock()
        code = code or next_code(Organisation.objects.all(), "DW", digits=5)
        require_free_code(Organisation, code)
        organisation = Organisation(county=scope.county, code=code, region=region)
        fill(organisation, {"name": name.strip(), "kind": kind, "side": side, "note": note, **values})
        require_organisation(organisation)
        organisation.save(force_insert=True)
        audit.record(scope.user, "organisation.added", organisation)
    return organisation


def change_organisation(scope: Scope, organisation: Organisation, **values: Any) -> Organisation:
    """Change columns of an organisation."""
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if values.get("code", locked.code) != locked.code:
            require_free_code(Organisation, values["code"])
        with audit.change(scope.user, "organisation.changed", locked):
            fill(locked, values)
            require_organisation(locked)
            locked.save()
    return locked


def require_organisation(organisation: Organisation) -> None:
    """Columns, the credit code's check character, and one organisation for one credit code."""
    require_fields(organisation)
    code = organisation.credit_code
    if code and not is_credit_code(code):
        raise refusal(_("统一社会信用代码的位数或校验位不对，请对照证照核对。"), "credit_code", "credit_code")
    same = Organisation.objects.filter(credit_code=code).exclude(pk=organisation.pk).first() if code else None
    if same is not None:
        raise refusal(_("这个信用代码已登记为“{name}”。").format(name=same.name), "credit_code_taken", "credit_code")


def add_member(scope: Scope, *, user: Any, organisation: Organisation) -> OrganisationMember:
    """Let an account of the role `organisation` stand for an organisation."""
    if user.role != "organisation":
        raise DomainError(_("只有“企业与捐赠方”账号可以代表单位。"), code="role", fields={"user": _("请换一个账号。")})
    with transaction.atomic():
        member, made = OrganisationMember.objects.get_or_create(
            county=scope.county, user=user, organisation=organisation
        )
        if made:
            audit.record(scope.user, "organisation.member_added", member)
    return member
