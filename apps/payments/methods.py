"""Names of payment methods: cash, card terminal, bank transfer, or a provider."""

from django.utils.translation import gettext as _

TERMINAL = "terminal"
TAKEN_METHODS = ("cash", TERMINAL, "transfer")
"""Money that the office takes itself and can give back."""


def get_method_name(provider: str) -> str:
    """Return the method's name in the reader's language."""
    names = {
        "cash": _("Cash"),
        "terminal": _("Card terminal"),
        "transfer": _("Bank transfer"),
        "opening": _("Opening balance"),
    }
    return names.get(provider, provider.capitalize())
