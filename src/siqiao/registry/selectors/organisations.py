"""What an organisation's page shows."""

from typing import Any

from django.utils.translation import gettext as _

from siqiao.core.personal import mask_account, mask_phone
from siqiao.registry.models import Organisation
from siqiao.registry.services.reveals import Revealed

Fact = tuple[Any, Any]


def organisation_facts(organisation: Organisation, revealed: Revealed | None = None) -> list[Fact]:
    """Titles and values; account and telephone masked but for what one reveal shows."""
    phone = (revealed.phone if revealed else "") or mask_phone(organisation.contact_phone)
    account = (revealed.account if revealed else "") or mask_account(organisation.account)
    return [
        (_("单位编号"), organisation.code),
        (_("类别"), organisation.get_kind_display()),
        (_("所属方"), organisation.get_side_display()),
        (_("所在地"), organisation.region),
        (_("统一社会信用代码"), organisation.credit_code),
        (_("开户银行"), organisation.bank_name),
        (_("银行账号"), account),
        (_("联系岗位"), organisation.contact_post),
        (_("联系电话"), phone),
        (_("地址"), organisation.address),
        (_("说明"), organisation.note),
        (_("在用"), _("是") if organisation.is_active else _("否")),
    ]
