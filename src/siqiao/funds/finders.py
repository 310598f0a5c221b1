"""Search of the money: transfers and vouchers by number, purses and givers by name."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from siqiao.core.scope import Scope, prefix_q
from siqiao.core.search import Finder, Hit, register
from siqiao.funds.models import Purse, Transfer, Voucher


def look_for_transfers(scope: Scope, words: str, limit: int) -> Iterable[Hit]:
    """Transfers whose own, voucher's or invoice's number begins with the words."""
    papers = Voucher.objects.filter(prefix_q("number", words) | prefix_q("invoice_number", words))
    keys = list(papers.order_by().values_list("pk", flat=True)[:limit])
    # Each by its own index first: both in one question would sort every transfer of the year.
    numbered = Transfer.objects.filter(prefix_q("number", words)).order_by("-number").values_list("pk", flat=True)
    papered = Transfer.objects.filter(voucher__in=keys).order_by().values_list("pk", flat=True)
    found = Transfer.objects.filter(pk__in=[*numbered[:limit], *papered[:limit]])
    for transfer in found.select_related("source", "target", "voucher").order_by("-on", "-id")[:limit]:
        paper = f" · {transfer.voucher.number}" if transfer.voucher else ""
        yield Hit(
            f"{transfer.number}{paper}",
            f"{transfer.on} {transfer.source.name} → {transfer.target.name} {transfer.amount:,.2f}",
            reverse("transfer", args=[transfer.pk]),
        )


def look_for_purses(scope: Scope, words: str, limit: int) -> Iterable[Hit]:
    """Purses with the words in their name, or whose code begins with them; payees are found with their payments."""
    own = Purse.objects.exclude(kind=Purse.Kind.PAYEE)
    for purse in own.filter(Q(name__contains=words) | prefix_q("code", words))[:limit]:
        yield Hit(purse.name, f"{purse.code} {purse.get_kind_display()}", reverse("purse", args=[purse.pk]))


register(Finder("transfers", _("资金流水与凭证"), look_for_transfers, "funds.view", 20))
register(Finder("purses", _("资金账户"), look_for_purses, "funds.view", 25))
