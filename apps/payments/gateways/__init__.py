"""Payment providers by name."""

from functools import cache

from django.utils.module_loading import import_string

from apps.core.errors import NotFound
from apps.payments.errors import ProviderOff
from apps.payments.gateways.base import Gateway

GATEWAYS = {
    "payme": "apps.payments.gateways.payme.gateway.PaymeGateway",
    "stripe": "apps.payments.gateways.stripe.gateway.StripeGateway",
}


@cache
def get_gateway(name: str) -> Gateway:
    """Return the provider's gateway, configured or not; NotFound for an unknown name."""
    if name not in GATEWAYS:
        raise NotFound()
    gateway: Gateway = import_string(GATEWAYS[name])()
    return gateway


def list_gateways() -> list[Gateway]:
    """Return all providers, configured or not."""
    return [get_gateway(name) for name in GATEWAYS]


def get_open_gateway(name: str, currency: str) -> Gateway:
    """Return a gateway that can take a payment; Conflict `provider_off` when it is not configured or does not accept
    the currency.
    """
    gateway = get_gateway(name)
    if not gateway.is_on or not gateway.accepts_currency(currency):
        raise ProviderOff()
    return gateway
