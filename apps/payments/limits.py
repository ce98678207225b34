"""Limits of money above which an act waits for a second person (system settings, by currency)."""

from apps.core.money import Money
from apps.settings.queries import get_system_settings


def is_above_limit(setting: str, amount: Money) -> bool:
    """Return whether `amount` is above the limit of its currency; always when the currency has no limit.

    `setting`: `advance_limit`, `entry_limit`, `shift_difference_limit` or `change_float_limit`.
    """
    limit: int | None = getattr(get_system_settings(), setting).get(amount.currency)
    return limit is None or amount.amount > limit
