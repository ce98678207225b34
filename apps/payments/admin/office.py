"""Payments in Django's admin: to look at and to refund. The ledger stands behind them, so they change over the API
only.
"""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin_pages import ReadOnlyAdmin
from apps.payments.admin.refunds import RefundForm, refund_from_admin
from apps.payments.models import Payment
from apps.settings.admin_actions import FormAnswers, confirmed_action


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    """What is owed and what was paid."""

    list_display = tuple("reference student kind status amount settled refunded currency due_on group branch".split())
    list_filter = ("status", "kind", "currency", "branch")
    search_fields = ("reference", "student__first_name", "student__last_name")
    date_hierarchy = "due_on"
    actions = ("refund",)

    @confirmed_action(
        _("Refund"), permission="payments.refund", confirmation_form=RefundForm, single_row=True, calls_outside=True
    )
    def refund(self, request: HttpRequest, payment: Payment, answers: FormAnswers) -> None:
        """The way it came."""
        refund_from_admin(request, payment, answers)
