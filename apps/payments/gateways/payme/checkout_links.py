"""Links to Payme's checkout page. A link is no proof of payment: only PerformTransaction is."""

import base64
from collections.abc import Mapping

from django.conf import settings

from apps.payments.gateways.payme.merchants import Merchant

PRODUCTION = "https://checkout.paycom.uz"
SANDBOX = "https://test.paycom.uz"


def build_checkout_link(*, merchant: Merchant, account: str, amount: int, lang: str = "", return_url: str = "") -> str:
    """Return the link to Payme's page for this account; `amount` in tiyin.

    Its host comes from the environment, else it is the sandbox in test mode, else production. ValueError for a value
    with a semicolon, which separates the link's fields.
    """
    env = settings.ENV
    host = env.payme_checkout_url.rstrip("/") or (SANDBOX if env.payme_test_mode else PRODUCTION)
    pairs = {"m": merchant.merchant_id, f"ac.{merchant.field}": account, "a": str(amount), "l": lang, "c": return_url}
    return f"{host}/{join_pairs_as_base64(pairs)}"


def join_pairs_as_base64(pairs: Mapping[str, str]) -> str:
    """Return `key=value` pairs joined by semicolons, in base64; empty values are left out."""
    if any(";" in value for value in pairs.values()):
        raise ValueError("a value of a checkout link has no semicolon")
    text = ";".join(f"{key}={value}" for key, value in pairs.items() if value)
    return base64.b64encode(text.encode()).decode("ascii")
