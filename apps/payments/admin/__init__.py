"""Money in Django's admin: to look at, not to change."""

from apps.payments.admin import books, deliveries, office, pricing, salaries

__all__ = ["books", "deliveries", "office", "pricing", "salaries"]
