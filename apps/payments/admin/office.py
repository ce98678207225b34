"""Payments, proofs, cash desks, shifts, receipts and expenses in Django's admin, to look at: the ledger stands behind
them, so they change over the API only.
"""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin_pages import ReadOnlyAdmin
from apps.payments.admin.refunds import RefundForm, refund_from_admin
from apps.payments.models import CashDesk, Expense, Payment, PaymentHistory, PaymentProof, Receipt, Settlement, Shift
from apps.settings.admin_actions import FormAnswers, confirmed_action

PUPIL = ("student__first_name", "student__last_name")
PAYMENT_PUPIL = ("payment__reference", "payment__student__first_name", "payment__student__last_name")


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    """What is owed and what was paid."""

    list_display = (
        "reference", "student", "kind", "status", "amount", "settled", "refunded", "currency", "due_on", "group",
        "branch",
    )  # fmt: skip
    list_filter = ("status", "kind", "currency", "branch")
    list_select_related = ("student", "group", "branch")
    search_fields = ("reference", *PUPIL)
    date_hierarchy = "due_on"
    ordering = ("-id",)
    actions = ("refund",)

    @confirmed_action(_("Refund"), permission="payments.refund", form=RefundForm, single=True, outside=True)
    def refund(self, request: HttpRequest, payment: Payment, answers: FormAnswers) -> None:
        """The way it came."""
        refund_from_admin(request, payment, answers)


@admin.register(PaymentHistory)
class PaymentHistoryAdmin(ReadOnlyAdmin):
    """The steps of payments."""

    list_display = ("created_at", "payment", "what", "from_status", "to_status", "amount_before", "amount_after", "by")
    list_filter = ("what",)
    list_select_related = ("payment", "by")
    search_fields = PAYMENT_PUPIL
    ordering = ("-id",)


@admin.register(Settlement)
class SettlementAdmin(ReadOnlyAdmin):
    """Which money covers what."""

    list_display = ("created_at", "payment", "money", "amount", "refund")
    list_filter = ("refund",)
    list_select_related = ("payment", "money")
    search_fields = PAYMENT_PUPIL
    ordering = ("-id",)


@admin.register(PaymentProof)
class PaymentProofAdmin(ReadOnlyAdmin):
    """Photos of transfers."""

    list_display = ("created_at", "payment", "amount", "state", "sent_by", "decided_by", "decided_at")
    list_filter = ("state",)
    list_select_related = ("payment", "sent_by", "decided_by")
    search_fields = PAYMENT_PUPIL
    ordering = ("-id",)


@admin.register(CashDesk)
class CashDeskAdmin(ReadOnlyAdmin):
    """Drawers of money."""

    list_display = ("name", "branch", "currency", "keeper", "archived_at")
    list_filter = ("branch", "currency")
    list_select_related = ("branch", "keeper")
    search_fields = ("name",)
    ordering = ("branch", "name")


@admin.register(Shift)
class ShiftAdmin(ReadOnlyAdmin):
    """Who stood at which desk, and the counts."""

    list_display = ("desk", "cashier", "opened_at", "opened_with", "closed_at", "expected", "counted", "closed_by")
    list_filter = ("desk",)
    list_select_related = ("desk", "cashier", "closed_by")
    ordering = ("-id",)


@admin.register(Receipt)
class ReceiptAdmin(ReadOnlyAdmin):
    """Numbered receipts."""

    list_display = ("created_at", "series", "number", "kind", "amount", "currency", "money")
    list_filter = ("kind", "currency")
    list_select_related = ("money",)
    search_fields = ("=number", "money__student__first_name", "money__student__last_name")
    ordering = ("-id",)


@admin.register(Expense)
class ExpenseAdmin(ReadOnlyAdmin):
    """What was spent."""

    list_display = ("on", "branch", "category", "amount", "currency", "desk", "text", "by", "reverses")
    list_filter = ("category", "branch", "currency")
    list_select_related = ("branch", "desk", "by", "reverses")
    search_fields = ("text",)
    ordering = ("-id",)
