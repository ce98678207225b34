"""The gateway of Stripe."""

import time
from collections.abc import Mapping, Sequence

from django.conf import settings

from apps.core.money import CURRENCIES
from apps.core.tables.reader import TableRow
from apps.payments.errors import ProviderOff, RefundAtProvider
from apps.payments.gateways.base import Checkout, ProviderRefund, StatementRow, WebhookResponse
from apps.payments.gateways.stripe import api, sessions, webhook_events
from apps.payments.gateways.stripe.export import parse_stripe_export
from apps.payments.gateways.stripe.refunds_and_disputes import FAILED_STATUSES
from apps.payments.gateways.stripe.signature import is_valid_signature
from apps.payments.models import Payment, ProviderTransaction


class StripeGateway:
    """Checkout sessions and signed webhooks."""

    name = sessions.PROVIDER
    page_holds_payment = True

    @property
    def is_on(self) -> bool:
        """Whether the API key and the webhook secret are set."""
        return bool(settings.ENV.stripe_secret_key and settings.ENV.stripe_webhook_secrets)

    @property
    def takes_payments(self) -> bool:
        """Whether it is configured."""
        return self.is_on

    @property
    def takes_top_ups(self) -> bool:
        """Whether it is configured."""
        return self.is_on

    def accepts_currency(self, currency: str) -> bool:
        """Return True for every currency of ours: Stripe charges all of them with two decimals."""
        return currency in CURRENCIES

    def list_secrets(self) -> Sequence[str]:
        """Return the API key and the webhooks' secrets."""
        return [settings.ENV.stripe_secret_key, *settings.ENV.stripe_webhook_secrets]

    def create_checkout(self, checkout: Checkout) -> str:
        """Return Stripe's page; a payment has one open page at a time.

        Also raises Conflict `payment_in_progress` and `payment_closed`.
        """
        if self.is_on and checkout.payment is not None:
            return sessions.ensure_payment_page(checkout.payment, checkout)
        if self.is_on and checkout.student is not None:
            return sessions.create_topup_page(checkout.student, checkout)
        raise ProviderOff()

    def end_open_checkout(self, payment: Payment) -> None:
        """End the payment's open page."""
        sessions.end_open_session(payment)

    def handle_webhook(
        self, *, headers: Mapping[str, str], body: bytes, address: str | None, method: str, too_long: bool = False
    ) -> WebhookResponse:
        """Answer 400 without a valid signature, 200 for an event that is done, unneeded, known or refused, 5xx when
        Stripe should repeat it.
        """
        header = headers.get("Stripe-Signature", "")
        secrets = settings.ENV.stripe_webhook_secrets
        if (
            too_long
            or method != "POST"
            or not is_valid_signature(header=header, body=body, secrets=secrets, now=time.time())
        ):
            return webhook_events.build_invalid_signature_response()
        try:
            return webhook_events.process_event(body)
        except Exception as error:
            return webhook_events.build_failure_response(error)

    def get_refund_steps(self, money: ProviderTransaction) -> str:
        """Return steps only for money without a known payment intent."""
        return "" if money.facts.get("payment_intent") else str(RefundAtProvider.detail)

    def create_refund(
        self, *, money: ProviderTransaction, amount: int, reason: str, key: str, mark: str, credit: bool = False
    ) -> str:
        """Refund this money, fully or in part; return the refund's id. `reason` is not sent."""
        intent_id = money.facts["payment_intent"]
        return str(api.create_refund(intent_id=intent_id, amount=amount, key=key, mark=mark, credit=credit)["id"])

    def list_refunds(self, money: ProviderTransaction) -> Sequence[ProviderRefund]:
        """Return the refunds of the payment intent, with the mark in their metadata."""
        return [
            ProviderRefund(
                provider_id=str(refund["id"]),
                amount=int(refund["amount"]),
                mark=api.get_refund_mark(refund),
                failed=refund["status"] in FAILED_STATUSES,
            )
            for refund in api.list_refunds(money.facts["payment_intent"])
        ]

    def parse_statement(self, rows: Sequence[TableRow]) -> list[StatementRow]:
        """Parse the payments table that the dashboard exports (`export`)."""
        return parse_stripe_export(rows)
