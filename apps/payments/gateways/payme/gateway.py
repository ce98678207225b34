"""The gateway of Payme."""

from collections.abc import Mapping, Sequence

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.core import clock
from apps.core.errors import Invalid
from apps.core.money import Money
from apps.core.tables.reader import TableRow
from apps.payments.errors import PaymentInProgress, ProviderOff, RefundAtProvider
from apps.payments.gateways.base import Checkout, ProviderRefund, StatementRow, WebhookResponse
from apps.payments.gateways.payme import json_rpc
from apps.payments.gateways.payme.account_rules import CURRENCY
from apps.payments.gateways.payme.checkout_links import build_checkout_link
from apps.payments.gateways.payme.errors import PaymeError, PaymeRpcError
from apps.payments.gateways.payme.export import parse_payme_export
from apps.payments.gateways.payme.json_rpc import RpcCall
from apps.payments.gateways.payme.merchants import (
    Merchant,
    authenticate_merchant,
    get_cumulative_merchant,
    get_one_time_merchant,
    is_allowed_address,
)
from apps.payments.gateways.payme.methods import METHODS, MethodResult
from apps.payments.models import Payment, ProcessingResult, ProviderTransaction, TransactionState
from apps.payments.queries import get_open_transaction
from apps.payments.queries import payme as reads
from apps.payments.services import expiry, transactions

log = structlog.get_logger(__name__)

PAID_IN_PART = _("Payme has already paid part of this payment. Please pay the rest by another method.")
ENDED_BY_PAYME = _(
    "Payme is processing this payment, and only Payme can end that. The payer can cancel it in Payme's app; it ends by "
    "itself after at most 12 hours."
)
REFUND_STEPS = _(
    "Payme refunds money only in its own cabinet, and only the whole amount. 1. Sign in to the Payme Business "
    "cabinet. 2. Open the payments of your cash desk and find the payment of %(amount)s for %(reference)s (Payme "
    "number %(provider_id)s). 3. Open it and cancel it. 4. Payme informs this site at once, and the payment is "
    "refunded here too."
)
MAX_METHOD_LENGTH = 60
RESULT_BY_CODE = {PaymeError.NOT_ALLOWED: ProcessingResult.FORGED, PaymeError.OUR_FAILURE: ProcessingResult.FAILED}


class PaymeGateway:
    """Payme's Merchant API: Payme calls us."""

    name = "payme"
    page_holds_payment = False

    @property
    def is_on(self) -> bool:
        """Whether one of the two merchants is configured."""
        return get_one_time_merchant().is_on or get_cumulative_merchant().is_on

    @property
    def takes_payments(self) -> bool:
        """Whether the one-time merchant is configured."""
        return get_one_time_merchant().is_on

    @property
    def takes_top_ups(self) -> bool:
        """Whether the cumulative merchant is configured."""
        return get_cumulative_merchant().is_on

    def accepts_currency(self, currency: str) -> bool:
        """Return True for soʻm only."""
        return currency == CURRENCY

    def list_secrets(self) -> Sequence[str]:
        """Return the keys of both merchants."""
        env = settings.ENV
        one_time_keys = (env.payme_key, env.payme_key_old, env.payme_test_key)
        return [*one_time_keys, env.payme_cumulative_key, env.payme_cumulative_key_old, env.payme_cumulative_test_key]

    def create_checkout(self, checkout: Checkout) -> str:
        """Return Payme's page for the payment or the pupil's balance.

        Conflict `provider_off` when the merchant is not configured, the pupil has no number or Payme has taken part of
        the payment; `payment_in_progress` while another transaction is open. Invalid on "return_url" for an address
        with a semicolon.
        """
        payment, student = checkout.payment, checkout.student
        merchant = get_cumulative_merchant() if payment is None else get_one_time_merchant()
        account = payment.reference if payment is not None else str((student and student.number) or "")
        if not merchant.is_on or not account:
            raise ProviderOff()
        for transaction in [] if payment is None else reads.list_blocking_transactions(payment):
            if transaction.state == TransactionState.PERFORMED:
                raise ProviderOff(PAID_IN_PART)
            if not transactions.is_transaction_expired(transaction, clock.now_ms()):
                raise PaymentInProgress()
        try:
            amount, lang, return_url = checkout.amount, checkout.lang, checkout.return_url
            return build_checkout_link(
                merchant=merchant, account=account, amount=amount, lang=lang, return_url=return_url
            )
        except ValueError as error:
            raise Invalid.field("return_url", _("The address must not contain a semicolon.")) from error

    def end_open_checkout(self, payment: Payment) -> None:
        """Raise Conflict `payment_in_progress`, because only Payme can end its transactions; one that expired is
        cancelled.
        """
        live = get_open_transaction(payment)
        if live is None:
            return
        if not transactions.is_transaction_expired(live, clock.now_ms()):
            raise PaymentInProgress(ENDED_BY_PAYME)
        expiry.cancel_transaction_if_expired(live)

    def handle_webhook(
        self, *, headers: Mapping[str, str], body: bytes, address: str | None, method: str, too_long: bool = False
    ) -> WebhookResponse:
        """Answer one call, always with status 200. Checks run in Payme's order: key, HTTP method, body, RPC method."""
        call = RpcCall(method="", params=None, id=None)
        try:
            merchant = authenticate_merchant(headers.get("Authorization", ""))
            is_known = merchant is not None and is_allowed_address(address)
            parsed = json_rpc.INVALID_JSON if too_long else json_rpc.parse_body(body)
            call = RpcCall(method="", params=None, id=json_rpc.get_call_id(parsed))
            if merchant is None or not is_known:
                raise PaymeRpcError(PaymeError.NOT_ALLOWED)
            if method != "POST":
                raise PaymeRpcError(PaymeError.NOT_POST)
            call = json_rpc.parse_call(parsed)
            return _build_success(call, _call_method(merchant, call))
        except PaymeRpcError as error:
            return _build_refusal(call, error)
        except Exception:
            log.exception("a call of Payme's failed", method=call.method[:MAX_METHOD_LENGTH])
            return _build_refusal(call, PaymeRpcError(PaymeError.OUR_FAILURE))

    def get_refund_steps(self, money: ProviderTransaction) -> str:
        """Return the steps in Payme's cabinet, which then calls CancelTransaction."""
        facts = {
            "amount": Money(money.amount, money.currency).format(),
            "reference": money.payment.reference if money.payment else str(money.student.number or ""),
            "provider_id": money.provider_id,
        }
        return str(REFUND_STEPS % facts)

    def create_refund(
        self, *, money: ProviderTransaction, amount: int, reason: str, key: str, mark: str, credit: bool = False
    ) -> str:
        """Always raise Conflict `refund_at_provider` with the steps."""
        raise RefundAtProvider(self.get_refund_steps(money))

    def list_refunds(self, money: ProviderTransaction) -> Sequence[ProviderRefund]:
        """Return none: Payme is asked for no refunds."""
        return []

    def parse_statement(self, rows: Sequence[TableRow]) -> list[StatementRow]:
        """Parse the table that Payme's cabinet exports (`export`)."""
        return parse_payme_export(rows)


def _call_method(merchant: Merchant, call: RpcCall) -> MethodResult:
    if call.method not in METHODS:
        raise PaymeRpcError(PaymeError.NO_SUCH_METHOD, call.method)
    if not isinstance(call.params, dict):
        raise PaymeRpcError(PaymeError.BAD_REQUEST, "params")
    return METHODS[call.method](merchant, call.params)


def _build_success(call: RpcCall, outcome: MethodResult) -> WebhookResponse:
    body = json_rpc.build_result(call.id, outcome.result)
    return WebhookResponse(
        status=200, body=body, result=outcome.verdict, event_type=call.method, transaction=outcome.transaction
    )


def _build_refusal(call: RpcCall, error: PaymeRpcError) -> WebhookResponse:
    return WebhookResponse(
        status=200,
        body=json_rpc.build_error(call.id, error),
        result=RESULT_BY_CODE.get(error.code, ProcessingResult.REFUSED),
        event_type=call.method[:MAX_METHOD_LENGTH],
        code=str(int(error.code)),
    )
