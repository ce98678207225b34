"""Names of payment methods: cash, bank transfer, or a provider."""

from django.utils.translation import gettext as _


def get_method_name(provider: str) -> str:
    """Return the method's name in the reader's language."""
    return {"cash": _("Cash"), "transfer": _("Bank transfer")}.get(provider, provider.capitalize())
