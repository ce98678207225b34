"""Coins in Django's admin; read-only, because only the services write to the ledger."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.gamification.models import (
    Achievement,
    AchievementGrant,
    CoinAdjustment,
    CoinTransaction,
    GroupBoard,
    Leaderboard,
    LeaderboardRow,
    Redemption,
    ShopItem,
    StreakReward,
    StudentCoin,
    StudyDay,
)


@admin.register(CoinTransaction)
class CoinTransactionAdmin(ReadOnlyAdmin):
    list_display = ("student", "amount", "cause", "revision", "reason", "created_at")
    list_filter = ("reason",)
    list_select_related = ("student",)
    search_fields = ("student__first_name", "student__last_name", "cause")
    date_hierarchy = "created_at"
    ordering = ("-id",)


@admin.register(StudentCoin)
class StudentCoinAdmin(ReadOnlyAdmin):
    list_display = ("student", "balance", "earned", "name_hidden")
    list_select_related = ("student",)
    search_fields = ("student__first_name", "student__last_name")
    ordering = ("-balance",)


@admin.register(CoinAdjustment)
class CoinAdjustmentAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "by", "student", "amount", "reason")
    list_select_related = ("by", "student")
    search_fields = ("student__first_name", "student__last_name", "by__first_name", "by__last_name")
    ordering = ("-id",)


@admin.register(Leaderboard)
class LeaderboardAdmin(ReadOnlyAdmin):
    list_display = ("scope", "group", "course", "period", "starts_on", "taken_at", "closed_at")
    list_filter = ("scope", "period")
    list_select_related = ("group", "course")
    ordering = ("-id",)


@admin.register(Achievement)
class AchievementAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "counter", "threshold", "coins", "position", "archived_at")
    ordering = ("position", "code")


@admin.register(AchievementGrant)
class AchievementGrantAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "student", "achievement", "coins")
    list_select_related = ("student", "achievement")
    search_fields = ("student__first_name", "student__last_name", "achievement__code")
    ordering = ("-id",)


@admin.register(ShopItem)
class ShopItemAdmin(ReadOnlyAdmin):
    list_display = ("name", "branch", "price", "stock", "archived_at")
    list_filter = ("branch",)
    list_select_related = ("branch",)
    ordering = ("-id",)


@admin.register(Redemption)
class RedemptionAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "student", "item", "price", "state", "decided_by")
    list_filter = ("state",)
    list_select_related = ("student", "item", "decided_by")
    search_fields = ("student__first_name", "student__last_name")
    ordering = ("-id",)


@admin.register(LeaderboardRow)
class LeaderboardRowAdmin(ReadOnlyAdmin):
    list_display = ("board", "rank", "student", "coins")
    list_filter = ("board__scope", "board__period")
    list_select_related = ("board__group", "board__course", "student")
    ordering = ("-board", "place")


@admin.register(GroupBoard)
class GroupBoardAdmin(ReadOnlyAdmin):
    list_display = ("group", "announced_at", "waiting")
    ordering = ("group",)


@admin.register(StudyDay)
class StudyDayAdmin(ReadOnlyAdmin):
    list_display = ("student", "day", "cause")
    date_hierarchy = "day"
    ordering = ("-id",)


@admin.register(StreakReward)
class StreakRewardAdmin(ReadOnlyAdmin):
    list_display = ("student", "day", "days", "coins")
    date_hierarchy = "day"
    ordering = ("-id",)
