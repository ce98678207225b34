"""Schemas of money in requests and responses."""

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StrictInt

from api.base_schemas import In, Out, ReadWith, build_attribute_path_getter, build_example
from apps.core.errors import Invalid
from apps.core.money import Money

HIGHEST = 10**15
"""As `apps.payments.models.HIGHEST`: below 2⁵³, so every client can read it exactly."""

Currency = Annotated[str, Field(pattern=r"^(UZS|USD|EUR|RUB|KZT)$", description="ISO 4217.")]
Minor = Annotated[StrictInt, Field(ge=1, le=HIGHEST, description="In the minor unit (tiyin, cents).")]


class MoneyIn(In):
    """An amount in the minor unit (tiyin, cents) of its currency: a whole number, not a string or a fraction."""

    model_config = build_example(amount=45000000, currency="UZS")

    amount: Minor
    currency: Currency = "UZS"

    def in_currency(self, currency: str) -> int:
        """Return the amount. Raise Invalid on "amount" when it is in another currency."""
        if self.currency != currency:
            raise Invalid.field("amount", _("This is in another currency: %(name)s.") % {"name": currency})
        return self.amount


class MoneyOut(Out):
    """An amount in the minor unit (tiyin, cents) of its currency."""

    model_config = build_example(amount=45000000, currency="UZS")

    amount: int
    currency: str


def build_money_reader(amount_path: str, currency_path: str = "currency") -> ReadWith:
    """Return the annotation of a `MoneyOut` that is read from two attributes: null without an amount.

    Both may lead over relations: `build_money_reader("amount", "order__payment__currency")`.
    """
    get_amount, get_currency = build_attribute_path_getter(amount_path), build_attribute_path_getter(currency_path)

    def read(row: Any) -> Money | None:
        minor = get_amount(row)
        return None if minor is None else Money(int(minor), get_currency(row))

    return ReadWith(read)


def to_minor_amount(money: MoneyIn | None, currency: str) -> int | None:
    """Return `money.in_currency(currency)`, or None when no amount was sent."""
    return None if money is None else money.in_currency(currency)
