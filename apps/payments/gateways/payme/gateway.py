"""Payme as one of our payment providers."""

from collections.abc import Mapping, Sequence

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.money import Money
from apps.core.tables import TableRow
from apps.payments.gateways.base import Answer, StatementRow
from apps.payments.gateways.payme import envelope
from apps.payments.gateways.payme.accounts import CURRENCY
from apps.payments.gateways.payme.desks import Desk, cumulative_desk, desk_asking, is_let_in, one_time_desk
from apps.payments.gateways.payme.envelope import Call
from apps.payments.gateways.payme.errors import Code, RpcError
from apps.payments.gateways.payme.export import rows_of
from apps.payments.gateways.payme.links import checkout_link
from apps.payments.gateways.payme.methods import METHODS, Outcome
from apps.payments.models import Payment, ProviderTransaction, State, Verdict
from apps.payments.queries import payme as reads
from apps.payments.services import changing, receiving

log = structlog.get_logger(__name__)

OFF = _("This payment method is not available here.")
PAID_IN_PART = _("Payme has already paid part of this payment. Please pay the rest by another method.")
STEPS = _(
    "Payme refunds money only in its own cabinet, and only the whole amount. 1. Sign in to the Payme Business "
    "cabinet. 2. Open the payments of your cash desk and find the payment of %(amount)s for %(reference)s (Payme "
    "number %(provider_id)s). 3. Open it and cancel it. 4. Payme informs this site at once, and the payment is "
    "refunded here too."
)
LONGEST_NAME = 60
VERDICTS = {Code.NOT_ALLOWED: Verdict.FORGED, Code.OUR_FAILURE: Verdict.FAILED}


class Payme:
    """The Merchant API: Payme calls us."""

    name = "payme"

    @property
    def is_on(self) -> bool:
        """Whether one of the two cash desks is set up."""
        return one_time_desk().is_on or cumulative_desk().is_on

    def takes(self, currency: str) -> bool:
        """Soʻm only."""
        return currency == CURRENCY

    def secrets(self) -> Sequence[str]:
        """Every key of both desks."""
        env = settings.ENV
        own = (env.payme_key, env.payme_key_old, env.payme_test_key)
        return [*own, env.payme_cumulative_key, env.payme_cumulative_key_old, env.payme_cumulative_test_key]

    def checkout_url(
        self,
        *,
        payment: Payment | None = None,
        student: User | None = None,
        amount: int,
        currency: str,
        lang: str,
        return_url: str,
    ) -> str:
        """Payme's page for the payment, or for the pupil's balance. Conflict (provider_off) when its desk is not set
        up, the pupil has no number or Payme has paid part of the payment already, (payment_in_progress) while Payme's
        page would refuse; Invalid on "return_url" for an address that the link cannot carry.
        """
        desk = cumulative_desk() if payment is None else one_time_desk()
        account = payment.reference if payment is not None else str((student and student.number) or "")
        if not desk.is_on or not account:
            raise Conflict(OFF, code=ErrorCode.PROVIDER_OFF)
        for one in [] if payment is None else reads.in_the_way(payment):
            if one.state == State.PERFORMED:
                raise Conflict(PAID_IN_PART, code=ErrorCode.PROVIDER_OFF)
            if not receiving.is_expired(one, clock.now_ms()):
                raise Conflict(changing.IN_PROGRESS, code=ErrorCode.PAYMENT_IN_PROGRESS)
        try:
            return checkout_link(desk=desk, account=account, amount=amount, lang=lang, return_url=return_url)
        except ValueError as error:
            raise Invalid.field("return_url", _("The address must not contain a semicolon.")) from error

    def give_way(self, payment: Payment) -> None:
        """Only Payme ends a transaction of Payme's."""
        raise Conflict(changing.IN_PROGRESS, code=ErrorCode.PAYMENT_IN_PROGRESS)

    def webhook(
        self, *, headers: Mapping[str, str], body: bytes, address: str | None, method: str, too_long: bool = False
    ) -> Answer:
        """Answer one call, always with 200: the key first, then method, body, and what is asked, in Payme's order."""
        call = Call(method="", params=None, id=None)
        try:
            desk = desk_asking(headers.get("Authorization", ""))
            is_known = desk is not None and is_let_in(address)
            found = envelope.UNREADABLE if too_long else envelope.read(body)
            call = Call(method="", params=None, id=envelope.id_of(found))
            if desk is None or not is_known:
                raise RpcError(Code.NOT_ALLOWED)
            if method != "POST":
                raise RpcError(Code.NOT_POST)
            call = envelope.call_of(found)
            return _answered(call, _outcome(desk, call))
        except RpcError as error:
            return _refused(call, error)
        except Exception:
            log.exception("a call of Payme's failed", method=call.method[:LONGEST_NAME])
            return _refused(call, RpcError(Code.OUR_FAILURE))

    def refund_steps(self, money: ProviderTransaction) -> str:
        """Payme's refunds are made in its cabinet, which then calls CancelTransaction."""
        facts = {
            "amount": Money(money.amount, money.currency).format(),
            "reference": money.payment.reference if money.payment else str(money.student.number or ""),
            "provider_id": money.provider_id,
        }
        return str(STEPS % facts)

    def refund(self, *, money: ProviderTransaction, amount: int, reason: str, key: str, credit: bool = False) -> str:
        """Never: `refund_steps`."""
        raise Conflict(self.refund_steps(money), code=ErrorCode.REFUND_AT_PROVIDER)

    def read_statement(self, rows: Sequence[TableRow]) -> list[StatementRow]:
        """The table that the cabinet exports (`export`)."""
        return rows_of(rows)


def _outcome(desk: Desk, call: Call) -> Outcome:
    if call.method not in METHODS:
        raise RpcError(Code.NO_SUCH_METHOD, call.method)
    if not isinstance(call.params, dict):
        raise RpcError(Code.BAD_REQUEST, "params")
    return METHODS[call.method](desk, call.params)


def _answered(call: Call, outcome: Outcome) -> Answer:
    body = envelope.success(call.id, outcome.result)
    return Answer(status=200, body=body, verdict=outcome.verdict, what=call.method, transaction=outcome.transaction)


def _refused(call: Call, error: RpcError) -> Answer:
    return Answer(
        status=200,
        body=envelope.failure(call.id, error),
        verdict=VERDICTS.get(error.code, Verdict.REFUSED),
        what=call.method[:LONGEST_NAME],
        code=str(int(error.code)),
    )
