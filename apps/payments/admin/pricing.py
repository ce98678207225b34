"""Schedules, prices of single pupils and discounts in Django's admin, to look at."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.payments.models import Discount, PaymentSchedule, PriceOverride


@admin.register(PaymentSchedule)
class PaymentScheduleAdmin(ReadOnlyAdmin):
    """How groups pay."""

    list_display = ("group", "mode", "amount", "currency", "due_day", "valid_from", "valid_until", "ran_on")
    list_filter = ("mode", "currency", "group__branch")
    list_select_related = ("group",)
    search_fields = ("group__name",)
    ordering = ("-valid_from", "-id")


@admin.register(PriceOverride)
class PriceOverrideAdmin(ReadOnlyAdmin):
    """Prices of single pupils."""

    list_display = ("membership", "amount", "currency", "starts_on", "ends_on", "reason", "by")
    list_select_related = ("membership", "by")
    search_fields = ("membership__student__first_name", "membership__student__last_name")
    ordering = ("-starts_on", "-id")


@admin.register(Discount)
class DiscountAdmin(ReadOnlyAdmin):
    """Discounts."""

    list_display = (
        "kind",
        "percent_hundredths",
        "amount",
        "currency",
        "stackable",
        "student",
        "group",
        "course",
        "branch",
        "starts_on",
        "ends_on",
        "archived_at",
    )
    list_filter = ("kind", "stackable", "branch")
    list_select_related = ("student", "group", "course", "branch")
    ordering = ("-id",)
