"""Money as the API takes and answers it."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StrictInt

from api.schemas.base import In, Out, example
from api.schemas.catalogue import Currency
from apps.core.errors import Invalid

HIGHEST = 10**15
"""As `apps.payments.models.HIGHEST`: below 2⁵³, so that every client reads it exactly."""

Minor = Annotated[StrictInt, Field(ge=1, le=HIGHEST, description="In the minor unit (tiyin, cents).")]


class MoneyIn(In):
    """An amount in the minor unit (tiyin, cents) of its currency: a whole number, never a text or a fraction."""

    model_config = example(amount=45000000, currency="UZS")

    amount: Minor
    currency: Currency = "UZS"

    def minor(self, currency: str) -> int:
        """The amount, which has to be in this currency; Invalid on "amount" for another."""
        if self.currency != currency:
            raise Invalid.field("amount", _("This is in another currency: %(name)s.") % {"name": currency})
        return self.amount


class MoneyOut(Out):
    """An amount in the minor unit (tiyin, cents) of its currency."""

    model_config = example(amount=45000000, currency="UZS")

    amount: int
    currency: str


def minor_of(money: MoneyIn | None, currency: str) -> int | None:
    """As `MoneyIn.minor`; None where no amount was sent."""
    return None if money is None else money.minor(currency)
