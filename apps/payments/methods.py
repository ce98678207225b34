"""The ways that money comes by, in words: cash, a transfer, or a provider by its name."""

from django.utils.translation import gettext as _


def get_method_name(provider: str) -> str:
    """What a provider, cash or a transfer is called, in the reader's language."""
    return {"cash": _("Cash"), "transfer": _("Bank transfer")}.get(provider, provider.capitalize())
