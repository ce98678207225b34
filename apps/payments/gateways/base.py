"""What every payment provider can do for us, in one shape; the registry stands in the package's `__init__`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from apps.accounts.models import User
from apps.core.tables import TableRow
from apps.payments.models import Payment, ProcessingResult, ProviderTransaction, TransactionState

MAX_BODY_BYTES = 64 * 1024
"""Bytes of a webhook's body that are read at all; no message of a provider is that long."""
JSON = "application/json; charset=UTF-8"


@dataclass(frozen=True)
class WebhookResponse:
    """What a webhook is answered, and what is noted of it.

    `what` names the method or the type of event, `code` says why it was refused. `delivery` is the row that the gateway
    itself wrote in the transaction of the effect; without one the row is written after the answer was found.
    """

    status: int
    body: bytes
    result: ProcessingResult
    event_type: str = ""
    code: str = ""
    event_id: str = ""
    content_type: str = JSON
    transaction: UUID | None = None
    delivery: UUID | None = None


@dataclass(frozen=True)
class StatementRow:
    """One line of a provider's export: `amount` in minor units of `currency` (ISO 4217), `time` in milliseconds since
    the Unix epoch.
    """

    provider_id: str
    amount: int
    currency: str
    state: TransactionState
    time: int


class Gateway(Protocol):
    """One provider. `name` is what its transactions and its webhook's address carry."""

    name: str

    @property
    def is_on(self) -> bool:
        """Whether the centre has set it up."""

    def accepts_currency(self, currency: str) -> bool:
        """Whether money of this currency can come through it."""

    def list_secrets(self) -> Sequence[str]:
        """What must never stand in the log of its messages."""

    def create_checkout(
        self,
        *,
        payment: Payment | None = None,
        student: User | None = None,
        amount: int,
        currency: str,
        lang: str,
        return_url: str,
    ) -> str:
        """Where the buyer pays `amount` for a payment, or (a top-up) onto a pupil's balance. May call the provider:
        never inside a transaction. Unavailable (provider_away) when it does not answer; Conflict (provider_off) for
        what it is not set up for.
        """

    def end_open_checkout(self, payment: Payment) -> None:
        """End what is open there for the payment, so that it can be paid in another way. May call the provider: never
        inside a transaction. Conflict `payment_in_progress` where that cannot be ended, `payment_closed` where it was
        paid.
        """

    def handle_webhook(
        self, *, headers: Mapping[str, str], body: bytes, address: str | None, method: str, too_long: bool = False
    ) -> WebhookResponse:
        """Act on a message of the provider's; never raises. `body` is cut at LONGEST_BODY when it is `too_long`."""

    def get_refund_steps(self, money: ProviderTransaction) -> str:
        """What somebody has to do at the provider to pay this money back, for one that does not do it when we ask;
        empty for one that does. Asks nobody.
        """

    def create_refund(
        self, *, money: ProviderTransaction, amount: int, reason: str, key: str, credit: bool = False
    ) -> str:
        """Ask the provider to pay back; its identifier of the refund. `key` makes repeats one refund. `credit`: what
        covers nothing goes back, and whoever hears of the refund from the provider can tell. Never inside a
        transaction. Only for money without `refund_steps`.
        """

    def parse_statement(self, rows: Sequence[TableRow]) -> list[StatementRow]:
        """The provider's export; Invalid on "file" for another table, or (with the row) a value nobody can read."""
