"""Checkout links to a provider's page, for a payment or a top-up. Only a webhook proves that money was paid.

No transaction is open here, because a gateway may call its provider.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import Conflict, Invalid, Unavailable
from apps.core.uow import unit_of_work
from apps.payments import queries
from apps.payments.errors import ORDER_EXPIRED, PaymentClosed
from apps.payments.gateways import get_gateway, get_open_gateway, list_gateways
from apps.payments.gateways.base import Checkout, Gateway
from apps.payments.models import OPEN_STATUSES, Payment
from apps.payments.services import transactions
from apps.settings.services import write_audit_log

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class CheckoutLink:
    """A provider that takes a payment. `url`: its page; None where the page has to be opened first
    (`create_payment_checkout`).
    """

    provider: str
    url: str | None


def list_checkout_links(*, payment: Payment, lang: str = "", return_url: str = "") -> list[CheckoutLink]:
    """Return the providers that are configured and take this payment's currency; none for a payment that is closed.

    An open page of some providers holds the payment (`Gateway.page_holds_payment`): such a page is opened here only
    when no other provider takes the payment. Invalid on "return_url".
    """
    address = check_return_url(return_url)
    if payment.status not in OPEN_STATUSES:
        return []
    gateways = [each for each in list_gateways() if each.takes_payments and each.accepts_currency(payment.currency)]
    checkout = Checkout(payment.amount - payment.settled, payment.currency, lang, address, payment=payment)
    return [CheckoutLink(each.name, _find_url(each, checkout, alone=len(gateways) == 1)) for each in gateways]


def _find_url(gateway: Gateway, checkout: Checkout, *, alone: bool) -> str | None:
    """Return the address of the page; None where it must not be opened now, or the provider refuses or is away."""
    if gateway.page_holds_payment and not alone:
        return None
    try:
        return gateway.create_checkout(checkout)
    except (Conflict, Unavailable) as error:
        log.info("no checkout link", provider=gateway.name, code=str(error.code))
        return None


def create_payment_checkout(*, payment: Payment, provider: str, lang: str = "", return_url: str = "") -> str:
    """Return the address where the outstanding amount is paid.

    Conflict `payment_closed`, `payment_in_progress` while another provider's transaction is open, `provider_off`;
    Invalid on "return_url"; Unavailable `provider_away`.
    """
    address, now = check_return_url(return_url), clock.now_ms()
    if payment.status not in OPEN_STATUSES:
        raise PaymentClosed()
    if payment.expires_at is not None and payment.expires_at <= clock.datetime_from_ms(now):
        raise PaymentClosed(ORDER_EXPIRED)
    gateway = get_open_gateway(provider, payment.currency)
    live = queries.get_open_transaction(payment)
    if live is not None and live.provider != provider and not transactions.is_transaction_expired(live, now):
        get_gateway(live.provider).end_open_checkout(payment)
    outstanding = payment.amount - payment.settled
    return gateway.create_checkout(Checkout(outstanding, payment.currency, lang, address, payment=payment))


def close_checkout(*, actor: User, payment: Payment) -> None:
    """End the provider's open page of the payment, so that it can be paid in another way at once.

    Nothing happens when none is open. Conflict `payment_closed` for a payment that cannot be paid, also one that was
    paid on the page at this moment: the money counts. Conflict `payment_in_progress` when the provider cannot end it;
    Unavailable `provider_away`.
    """
    provider = end_open_page(payment)
    if not provider and payment.status not in OPEN_STATUSES:
        raise PaymentClosed()
    if not provider:
        return
    with unit_of_work():
        changes = {"provider": (provider, None)}
        write_audit_log(actor=actor, action="payments.close_checkout", obj=payment, changes=changes)


def end_open_page(payment: Payment) -> str:
    """End the provider's open page of the payment; return the provider, empty when none is open. Errors as
    `close_checkout`.
    """
    live = queries.get_open_transaction(payment)
    if live is None:
        return ""
    get_gateway(live.provider).end_open_checkout(payment)
    return live.provider


def create_topup_checkout(
    *, student: User, provider: str, amount: int, currency: str, lang: str = "", return_url: str = ""
) -> str:
    """Return the address where the pupil's balance is topped up.

    Invalid on "amount" outside the centre's limits; Conflict `payment_closed` for a deactivated pupil; otherwise as
    `create_payment_checkout`.
    """
    if not queries.is_allowed_topup(amount, currency):
        raise Invalid.field("amount", _("The amount is out of range."))
    if not student.is_active:
        raise PaymentClosed()
    gateway = get_open_gateway(provider, currency)
    return gateway.create_checkout(Checkout(amount, currency, lang, check_return_url(return_url), student=student))


def check_return_url(address: str) -> str:
    """Return the address to return to after paying; only our own origins are allowed."""
    env = settings.ENV
    if not address:
        return str(env.frontend_url)
    if _get_origin(address) not in {_get_origin(allowed) for allowed in (env.frontend_url, *env.cors_allowed_origins)}:
        raise Invalid.field("return_url", _("This address does not belong to this site."))
    return address


def _get_origin(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme.lower(), parts.netloc.lower()
