"""Payments in Django's admin: read-only pages."""

from apps.payments.admin import books, controls, deliveries, office
