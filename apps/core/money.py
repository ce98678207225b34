"""Money: whole minor units with a currency, never floats.

People read "450 000 soʻm" ("сум" in Russian); programs read the ISO code. Other currencies keep their code for people
too, which all of them know: "12.50 USD".
"""

import re
from dataclasses import dataclass

from django.utils.translation import get_language

CURRENCIES = {"UZS": 2, "USD": 2, "EUR": 2, "RUB": 2, "KZT": 2}
CURRENCY_NAMES = {"UZS": {"uz": "soʻm", "ru": "сум", "en": "soʻm"}}
"""Names of currencies whose code people do not use, by language."""

_CODES = {name: code for code, names in CURRENCY_NAMES.items() for name in (code, *names.values())}
_WRITTEN_AMOUNT = re.compile(f"(−?[0-9\u00a0 ]+(?:\\.[0-9]+)?)([\u00a0 ])({'|'.join(_CODES)})")


@dataclass(frozen=True)
class Money:
    """`amount` in minor units (tiyin, cents) and an ISO 4217 code. Amounts of different currencies cannot be added."""

    amount: int
    currency: str = "UZS"

    def __post_init__(self) -> None:
        if self.currency not in CURRENCIES:
            raise ValueError(f"unknown currency {self.currency}")
        if not isinstance(self.amount, int) or isinstance(self.amount, bool):
            raise TypeError("an amount is a whole number of minor units")

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return self + -other

    def format(self, language: str | None = None) -> str:
        """Return an amount as people read it: `450 000 soʻm`; the minor unit only if it is not zero (`12.50 USD`).

        In the active language by default.
        """
        places = CURRENCIES[self.currency]
        major, minor = divmod(abs(self.amount), 10**places)
        text = f"{major:,}".replace(",", "\u00a0") + (f".{minor:0{places}d}" if minor else "")
        return f"{'−' if self.amount < 0 else ''}{text}\u00a0{get_currency_name(self.currency, language)}"

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)


def get_currency_name(currency: str, language: str | None = None) -> str:
    """Return how people call the currency: `soʻm` or `сум` for UZS, else its code.

    In the active language by default.
    """
    names = CURRENCY_NAMES.get(currency, {})
    language = (language or get_language() or "uz").split("-")[0]
    return names.get(language) or names.get("uz", currency)


def translate_amount(text: str, language: str) -> str:
    """Return an amount that `Money.format` wrote in any language (or with the code) in this one; other texts as they
    are.
    """
    match = _WRITTEN_AMOUNT.fullmatch(text)
    return f"{match[1]}{match[2]}{get_currency_name(_CODES[match[3]], language)}" if match else text


def to_major_units(amount: int, currency: str) -> int | float:
    """Return minor units as major units, with a fraction only where there is one."""
    per_unit = int(10 ** CURRENCIES[currency])
    return amount // per_unit if amount % per_unit == 0 else amount / per_unit
