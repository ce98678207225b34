"""Rates, entries, closed months and pay-outs in Django's admin, to look at."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.payments.models import PayEntry, PayMonth, PayOut, PayRate


@admin.register(PayRate)
class PayRateAdmin(ReadOnlyAdmin):
    """What teachers are paid."""

    list_display = (
        "teacher",
        "branch",
        "kind",
        "amount",
        "percent_hundredths",
        "group",
        "course",
        "starts_on",
        "ends_on",
    )
    list_filter = ("kind", "branch")
    list_select_related = ("teacher", "branch", "group", "course")
    search_fields = ("teacher__first_name", "teacher__last_name")
    ordering = ("-starts_on", "-id")


@admin.register(PayEntry)
class PayEntryAdmin(ReadOnlyAdmin):
    """The lines of months."""

    list_display = ("teacher", "branch", "month", "kind", "amount", "currency", "group", "corrects", "closed_in")
    list_filter = ("kind", "branch")
    list_select_related = ("teacher", "branch", "group", "closed_in")
    search_fields = ("teacher__first_name", "teacher__last_name")
    date_hierarchy = "month"
    ordering = ("-month", "-id")


@admin.register(PayMonth)
class PayMonthAdmin(ReadOnlyAdmin):
    """Months that were closed."""

    list_display = ("teacher", "branch", "month", "total", "currency", "closed_by", "created_at")
    list_filter = ("branch", "currency")
    list_select_related = ("teacher", "branch", "closed_by")
    ordering = ("-month", "-id")


@admin.register(PayOut)
class PayOutAdmin(ReadOnlyAdmin):
    """Pay that was handed over."""

    list_display = ("created_at", "teacher", "branch", "amount", "currency", "desk", "by")
    list_filter = ("branch", "currency")
    list_select_related = ("teacher", "branch", "desk", "by")
    ordering = ("-id",)
