"""Reveals: personal columns in clear, for a stated reason, for one look, with a line in the audit chain."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siqiao.core import audit
from siqiao.core.errors import Forbidden
from siqiao.core.personal import mask_identity, mask_name
from siqiao.core.scope import Scope
from siqiao.registry.models import Household, Organisation, Person
from siqiao.registry.validation import refusal, require_in_sight

REVEAL_POLICY = "registry.reveal"
ORGANISATION_POLICY = "funds.make_payment"  # who pays an organisation needs its account
PARTS = {
    "names": gettext_lazy("姓名"),
    "identity": gettext_lazy("身份证号"),
    "phone": gettext_lazy("联系电话"),
    "account": gettext_lazy("银行账号"),
}
REASON_LENGTH_MIN = 4


@dataclass(frozen=True)
class ClearMember:
    """A member as one reveal shows them: columns that were not asked for stay masked."""

    person: Person
    name: str
    identity: str


@dataclass(frozen=True)
class Revealed:
    """What one reveal shows: the parts asked for in clear, the others masked or empty."""

    parts: tuple[str, ...]
    reason: str
    members: tuple[ClearMember, ...] = ()
    phone: str = ""
    account: str = ""


def reveal_household(scope: Scope, household: Household, *, parts: list[str], reason: str) -> Revealed:
    """Show chosen personal columns of a household and its members. Raises Forbidden, DomainError (no reason)."""
    _require(scope, REVEAL_POLICY, parts, reason)
    require_in_sight(scope, household.village_id)
    with transaction.atomic():
        living = Person.objects.filter(household=household, status=Person.Status.LIVING)
        members = tuple(_clear(person, parts) for person in living)
        _log(scope, "household.revealed", household, parts, reason)
    phone = household.phone if "phone" in parts else ""
    account = household.account if "account" in parts else ""
    return Revealed(tuple(parts), reason, members, phone, account)


def reveal_organisation(scope: Scope, organisation: Organisation, *, parts: list[str], reason: str) -> Revealed:
    """Show an organisation's account or telephone to somebody who pays it."""
    _require(scope, ORGANISATION_POLICY, parts, reason)
    _log(scope, "organisation.revealed", organisation, parts, reason)
    phone = organisation.contact_phone if "phone" in parts else ""
    account = organisation.account if "account" in parts else ""
    return Revealed(tuple(parts), reason, phone=phone, account=account)


def _clear(person: Person, parts: list[str]) -> ClearMember:
    name = person.name if "names" in parts else mask_name(person.name)
    identity = person.identity if "identity" in parts else mask_identity(person.identity)
    return ClearMember(person, name, identity)


def _require(scope: Scope, policy: str, parts: list[str], reason: str) -> None:
    if not scope.may(policy):
        raise Forbidden(_("您的角色不能查看完整的个人信息。"))
    if len(reason.strip()) < REASON_LENGTH_MIN:
        raise refusal(_("请写明查看原因（至少 4 个字），原因会记入审计。"), "reason", "reason")
    if not parts or set(parts) - set(PARTS):
        raise refusal(_("请选择要查看的内容。"), "parts", "parts")


def _log(scope: Scope, action: str, record: Any, parts: list[str], reason: str) -> None:
    """A link about the record itself, so that its own history shows the look."""
    shown = "、".join(str(PARTS[part]) for part in parts)
    audit.record(scope.user, action, record, note=_("查看{parts}；原因：{reason}").format(parts=shown, reason=reason))
