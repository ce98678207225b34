"""Fiscal data of a payment: one item whose price less its discount equals the amount to the tiyin."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from apps.payments.gateways.payme.account_rules import PaymentTarget
from apps.payments.titles import get_payment_title
from apps.settings.queries import get_system_settings

SALE = 0


def build_fiscal_detail(target: PaymentTarget, amount: int) -> dict[str, Any] | None:
    """Return `detail` for CheckPerformTransaction; None while PAYME_IKPU is not set.

    The discount is shown only while nothing is paid yet; the rest of a payment is an item without a discount.
    """
    env = settings.ENV
    if not env.payme_ikpu:
        return None
    payment = target.payment
    price, discount = amount, 0
    if payment is not None and amount == payment.amount:
        price, discount = payment.gross, payment.gross - amount
    item: dict[str, Any] = {
        "title": _get_title(target),
        "price": price,
        "count": 1,
        "code": env.payme_ikpu,
        "package_code": env.payme_package_code,
        "vat_percent": env.payme_vat_percent,
    }
    if discount:
        item["discount"] = discount
    if env.payme_units:
        item["units"] = env.payme_units
    return {"receipt_type": SALE, "items": [item]}


def _get_title(target: PaymentTarget) -> str:
    with translation.override(get_system_settings().default_language):
        if target.payment is not None:
            return get_payment_title(target.payment)
        return _("Advance payment for lessons")
