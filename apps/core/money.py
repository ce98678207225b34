"""Money: whole minor units with a currency, never floats."""

from dataclasses import dataclass

CURRENCIES = {"UZS": 2, "USD": 2, "EUR": 2, "RUB": 2, "KZT": 2}


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

    def format(self) -> str:
        """Return a readable amount: `450 000 UZS`; the minor unit only if it is not zero (`12.50 USD`)."""
        places = CURRENCIES[self.currency]
        major, minor = divmod(abs(self.amount), 10**places)
        text = f"{major:,}".replace(",", "\u00a0") + (f".{minor:0{places}d}" if minor else "")
        return f"{'−' if self.amount < 0 else ''}{text}\u00a0{self.currency}"

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)
