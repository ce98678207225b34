"""Limits above which an act with money waits for a second person (system settings, by currency), and plausible sums."""

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.core.money import Money
from apps.settings.queries import get_system_settings

LARGEST_BY_HAND = 10**12
"""Ten billion soʻm, in tiyin: what is counted, spent or given as a bonus at once is never more, but for a slip."""


def is_above_limit(setting: str, amount: Money, *, before: int = 0) -> bool:
    """Return whether `amount` is above the limit of its currency; always when the currency has no limit.

    `setting`: `advance_limit`, `entry_limit`, `shift_difference_limit` or `change_float_limit`. `before`: what was let
    through today already (`queries.day_sums`), so that a sum cannot be split.
    """
    limit: int | None = getattr(get_system_settings(), setting).get(amount.currency)
    return limit is None or before + amount.amount > limit


def check_plausible(field: str, amount: int) -> None:
    """Raise Invalid on the field for more than anybody enters by hand, in minor units."""
    if amount > LARGEST_BY_HAND:
        raise Invalid.field(field, _("The amount is out of range."))
