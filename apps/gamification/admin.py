"""Coins in Django's admin, to look at: the ledger only grows, by its services."""

from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.gamification.models import CoinTransaction, StudentCoin


@admin.register(CoinTransaction)
class CoinTransactionAdmin(ReadOnlyAdmin):
    list_display = ("student", "amount", "cause", "revision", "reason", "created_at")
    list_filter = ("reason",)
    list_select_related = ("student",)
    search_fields = ("student__first_name", "student__last_name", "cause")
    ordering = ("-id",)


@admin.register(StudentCoin)
class StudentCoinAdmin(ReadOnlyAdmin):
    list_display = ("student", "balance")
    list_select_related = ("student",)
    search_fields = ("student__first_name", "student__last_name")
    ordering = ("-balance",)
