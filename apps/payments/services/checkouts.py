"""Links to a provider's page, for a payment or a pupil's balance. They promise nothing: paid is what a webhook says.

No transaction is open here, as a gateway may have to ask its provider for the link.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.payments import queries
from apps.payments.gateways import get_gateway, get_open_gateway
from apps.payments.models import OPEN_STATUSES, Payment
from apps.payments.services import payment_history, transactions


def create_payment_checkout(*, payment: Payment, provider: str, lang: str = "", return_url: str = "") -> str:
    """Where all that is outstanding is paid.

    Conflict: `payment_closed`, `payment_in_progress` while another provider works on it, `provider_off`. Invalid on
    "return_url". Unavailable (`provider_away`).
    """
    address, now = _check_return_url(return_url), clock.now_ms()
    over = payment.expires_at is not None and payment.expires_at <= clock.datetime_from_ms(now)
    if payment.status not in OPEN_STATUSES or over:
        raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    gateway = get_open_gateway(provider, payment.currency)
    live = queries.get_live_transaction(payment)
    if live is not None and live.provider != provider and not transactions.is_expired(live, now):
        get_gateway(live.provider).end_open_checkout(payment)
    return gateway.create_checkout(
        payment=payment,
        amount=payment.amount - payment.settled,
        currency=payment.currency,
        lang=lang,
        return_url=address,
    )


def create_topup_checkout(
    *, student: User, provider: str, amount: int, currency: str, lang: str = "", return_url: str = ""
) -> str:
    """Where the pupil's balance is topped up. Invalid on "amount" outside of the centre's limits, on "student" for one
    who is switched off; else as `create_payment_checkout`.
    """
    if not queries.is_allowed_topup(amount, currency):
        raise Invalid.field("amount", _("The amount is out of range."))
    if not student.is_active:
        raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    gateway = get_open_gateway(provider, currency)
    return gateway.create_checkout(
        student=student, amount=amount, currency=currency, lang=lang, return_url=_check_return_url(return_url)
    )


def _check_return_url(address: str) -> str:
    """The address a buyer comes back to: one of our own pages, so that no link leads from a payment elsewhere."""
    env = settings.ENV
    if not address:
        return str(env.frontend_url)
    if _get_origin(address) not in {_get_origin(own) for own in (env.frontend_url, *env.cors_allowed_origins)}:
        raise Invalid.field("return_url", _("This address does not belong to this site."))
    return address


def _get_origin(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme.lower(), parts.netloc.lower()
