"""Money, exact to the fen: integers in the database, `Decimal` yuan in Python, 万元 only at the edge."""

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
WAN = Decimal(10_000)
MOST = Decimal("9999999999999.99")  # ten thousand times the county's yearly budget; below 2**63 fen


def yuan(value: Any) -> Decimal:
    """A value as yuan with exactly two decimals; refuses floats and anything finer than a fen."""
    if isinstance(value, float):
        raise TypeError(f"money is never a float: {value!r}")
    amount = Decimal(value)
    if not amount.is_finite() or amount != amount.quantize(FEN):
        raise ValueError(f"not a whole number of fen: {value!r}")
    return amount.quantize(FEN)


def to_fen(amount: Decimal) -> int:
    """Yuan as integer fen."""
    return int(yuan(amount) * 100)


def from_fen(fen: int) -> Decimal:
    """Integer fen as yuan."""
    return Decimal(int(fen)).scaleb(-2).quantize(FEN)


def wan(amount: Decimal) -> Decimal:
    """Yuan as 万元 (ten thousand yuan) with two decimals, for tables; the exact amount goes beside it."""
    return (amount / WAN).quantize(FEN, rounding=ROUND_HALF_UP)


def split(amount: Decimal, weights: list[int]) -> list[Decimal]:
    """Shares of an amount by whole-number weights that add up to it to the fen (largest remainder first)."""
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights are whole numbers of at least 0, not all 0")
    fen = to_fen(amount)
    shares = [fen * weight // total for weight in weights]
    remainders = [fen * weight % total for weight in weights]
    for place in sorted(range(len(weights)), key=lambda i: (-remainders[i], i))[: fen - sum(shares)]:
        shares[place] += 1
    return [from_fen(share) for share in shares]


class MoneyField(models.BigIntegerField):
    """An amount in yuan: `Decimal` with two decimals in Python, integer fen in the database.

    Sums in the database are sums of integers and come back as yuan.
    """

    description = _("金额（元）")

    if TYPE_CHECKING:  # what a record's attribute takes and gives, for the type checker
        _pyi_private_set_type: Decimal | Combinable  # type: ignore[assignment]
        _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def from_db_value(self, value: int | None, *_unused: Any) -> Decimal | None:
        return None if value is None else from_fen(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            return yuan(value)
        except (ArithmeticError, ValueError, TypeError) as error:
            raise ValidationError(_("“%(value)s”不是精确到分的金额。"), params={"value": value}) from error

    def get_prep_value(self, value: Any) -> int | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return to_fen(yuan(value))

    @property
    def validators(self) -> list[Any]:
        return [*self._validators, MaxValueValidator(MOST)]  # type: ignore[attr-defined]

    def formfield(self, **kwargs: Any) -> Any:
        return forms.DecimalField(
            **{
                "max_digits": 15,
                "decimal_places": 2,
                "required": not self.blank,
                "label": self.verbose_name,
                "help_text": self.help_text,
            }
            | {key: value for key, value in kwargs.items() if key in {"min_value", "initial", "widget"}}
        )
