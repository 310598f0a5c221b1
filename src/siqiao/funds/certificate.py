"""The certificate of a hand-over ceremony as PDF."""

from decimal import Decimal
from typing import Any

from siqiao.core.money import ZERO
from siqiao.core.papers import draw_paper
from siqiao.funds import selectors
from siqiao.funds.models import Gift, HandOver
from siqiao.reading.capitals import in_capitals


def draw(ceremony: HandOver) -> bytes:
    """A page (more for long lists of goods) with giver, receiver, amounts in figures and capitals."""
    rows = list(selectors.hand_over_lines(ceremony).prefetch_related("items"))
    money = sum((row.value for row in rows if row.kind == Gift.Kind.MONEY), ZERO)
    goods = sum((row.value for row in rows if row.kind == Gift.Kind.GOODS), ZERO)
    return draw_paper(
        "siqiao.funds",
        "certificate.typ",
        {
            "number": ceremony.number,
            "title": ceremony.title,
            "on": f"{ceremony.on.year}年{ceremony.on.month}月{ceremony.on.day}日",
            "place": ceremony.place,
            "giver": ceremony.giver,
            "receiver": ceremony.receiver,
            "note": ceremony.note,
            "money": _amount(money),
            "goods": _amount(goods),
            "total": f"{money + goods:,.2f}",
            "rows": [_row(row) for row in rows],
        },
    )


def _amount(value: Decimal) -> dict[str, str] | None:
    return {"figures": f"{value:,.2f}", "capitals": in_capitals(value)} if value else None


def _row(gift: Gift) -> dict[str, Any]:
    return {
        "code": gift.code,
        "giver": gift.giver.name,
        "what": gift.goods or str(gift.get_kind_display()),
        "use": gift.intended_use,
        "value": f"{gift.value:,.2f}",
    }
