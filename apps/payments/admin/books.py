"""The ledger, orders and comparisons in Django's admin."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.payments.models import (
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    Order,
    OrderItem,
    Reconciliation,
    Subscription,
)


@admin.register(LedgerAccount)
class LedgerAccountAdmin(ReadOnlyAdmin):
    """Accounts with their balances, each in the sense of its kind."""

    list_display = ("kind", "currency", "provider", "branch", "student", "teacher", "desk", "balance")
    list_filter = ("kind", "currency", "branch")
    list_select_related = ("branch", "student", "teacher", "desk")


@admin.register(LedgerTransfer)
class LedgerTransferAdmin(ReadOnlyAdmin):
    """What happened, because of what."""

    list_display = ("created_at", "kind", "cause", "branch", "payment", "by")
    list_filter = ("kind", "branch")
    search_fields = ("cause", "payment__reference")
    date_hierarchy = "on"
    list_select_related = ("branch", "payment", "by")
    ordering = ("-id",)


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    """The sides of every transfer."""

    list_display = ("id", "transfer", "account", "side", "amount", "balance")
    list_filter = ("side",)
    list_select_related = ("transfer", "account")
    ordering = ("-id",)


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    """Who ordered for whom."""

    list_display = ("created_at", "buyer", "learner", "payment")
    list_select_related = ("buyer", "learner", "payment")
    ordering = ("-id",)


@admin.register(OrderItem)
class OrderItemAdmin(ReadOnlyAdmin):
    """The courses of the orders."""

    list_display = ("order", "course", "months", "amount")
    list_select_related = ("order", "course")


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    """Courses that are paid until a day."""

    list_display = ("learner", "course", "starts_on", "until", "ended_at")
    list_select_related = ("learner", "course")
    ordering = ("until",)


@admin.register(Reconciliation)
class ReconciliationAdmin(ReadOnlyAdmin):
    """Comparisons of a provider's export with the books."""

    list_display = ("created_at", "provider", "starts_on", "ends_on", "rows", "matched", "state")
    list_filter = ("provider", "state")
    ordering = ("-id",)
