"""The interface of payment providers. They are registered in the package's `__init__`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from apps.accounts.models import User
from apps.core.tables.reader import TableRow
from apps.payments.models import Payment, ProcessingResult, ProviderTransaction, TransactionState

MAX_BODY_BYTES = 64 * 1024
"""Bytes of a webhook's body that are read at all; no message of a provider is that long."""
JSON = "application/json; charset=UTF-8"


@dataclass(frozen=True)
class WebhookResponse:
    """The answer to an incoming webhook, and what is logged of it.

    `event_type` is the method or event type, `code` the reason of a refusal. `delivery` is the log row that the gateway
    wrote in the same transaction; without it the row is written after the answer.
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
    """One row of a provider's export: `amount` in minor units of `currency` (ISO 4217), `time` in milliseconds since
    the Unix epoch.
    """

    provider_id: str
    amount: int
    currency: str
    state: TransactionState
    time: int


@dataclass(frozen=True)
class Checkout:
    """What is to be paid: `amount` for a payment, or (top-up) onto the pupil's balance. `return_url`: where to then."""

    amount: int
    currency: str
    lang: str
    return_url: str
    payment: Payment | None = None
    student: User | None = None


@dataclass(frozen=True)
class ProviderRefund:
    """A refund that the provider made or tried to make: `mark` is what we sent with the request, empty for one made in
    its cabinet.
    """

    provider_id: str
    amount: int
    mark: str = ""
    failed: bool = False


class Gateway(Protocol):
    """One provider. `name` is stored in its transactions and is part of its webhook's address."""

    name: str
    page_holds_payment: bool
    """Whether a payment cannot be paid in another way while a page of the provider is open for it."""

    @property
    def is_on(self) -> bool:
        """Whether the provider is configured."""

    @property
    def takes_payments(self) -> bool:
        """Whether it is configured for single payments."""

    @property
    def takes_top_ups(self) -> bool:
        """Whether it is configured for money onto a pupil's balance."""

    def accepts_currency(self, currency: str) -> bool:
        """Return whether payments in this currency are possible."""

    def list_secrets(self) -> Sequence[str]:
        """Return the secrets that must not appear in the delivery log."""

    def create_checkout(self, checkout: Checkout) -> str:
        """Return the address where it is paid.

        May call the provider: never inside a transaction. Unavailable `provider_away` when it does not answer; Conflict
        `provider_off` when it is not configured for this.
        """

    def end_open_checkout(self, payment: Payment) -> None:
        """End the provider's open checkout of the payment, so that it can be paid in another way.

        May call the provider: never inside a transaction. Conflict `payment_in_progress` when it cannot be ended,
        `payment_closed` when it was paid: the payment is completed then. Unavailable `provider_away`.
        """

    def handle_webhook(
        self, *, headers: Mapping[str, str], body: bytes, address: str | None, method: str, too_long: bool = False
    ) -> WebhookResponse:
        """Process a message of the provider and return the answer; never raises. `body` is cut at MAX_BODY_BYTES when
        `too_long`.
        """

    def get_refund_steps(self, money: ProviderTransaction) -> str:
        """Return the steps by which staff refund this money in the provider's own cabinet; empty when `create_refund`
        can do it. Makes no request.
        """

    def create_refund(
        self, *, money: ProviderTransaction, amount: int, reason: str, key: str, mark: str, credit: bool = False
    ) -> str:
        """Ask the provider to refund this money; return the provider's id of the refund. Repeats with one `key` make
        one refund.

        `mark`: stored at the provider, for `list_refunds`. `credit`: the money covers no payment; the provider's
        webhooks carry this. Never inside a transaction; only for money without `get_refund_steps`.
        """

    def list_refunds(self, money: ProviderTransaction) -> Sequence[ProviderRefund]:
        """Ask the provider for all refunds of this money, oldest first.

        Never inside a transaction; only for money without `get_refund_steps`. Unavailable `provider_away`.
        """

    def parse_statement(self, rows: Sequence[TableRow]) -> list[StatementRow]:
        """Return the rows of the provider's export; Invalid on "file" for another table or an unreadable value."""
