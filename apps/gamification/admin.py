"""Coins in Django's admin; read-only, because only the services write to the ledger."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.gamification import models


@admin.register(models.CoinTransaction)
class CoinTransactionAdmin(ReadOnlyAdmin):
    list_display = ("student", "amount", "cause", "revision", "reason", "created_at")
    list_filter = ("reason",)
    search_fields = ("student__first_name", "student__last_name", "cause")
    date_hierarchy = "created_at"


@admin.register(models.StudentCoin)
class StudentCoinAdmin(ReadOnlyAdmin):
    list_display = ("student", "balance", "earned", "name_hidden")
    search_fields = ("student__first_name", "student__last_name")
    ordering = ("-balance",)


@admin.register(models.CoinAdjustment)
class CoinAdjustmentAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "by", "student", "amount", "reason")
    search_fields = ("student__first_name", "student__last_name", "by__first_name", "by__last_name")


@admin.register(models.Leaderboard)
class LeaderboardAdmin(ReadOnlyAdmin):
    list_display = ("scope", "group", "course", "period", "starts_on", "taken_at", "closed_at")


@admin.register(models.Achievement)
class AchievementAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "counter", "threshold", "coins", "position", "archived_at")
    ordering = ("position", "code")


@admin.register(models.AchievementGrant)
class AchievementGrantAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "student", "achievement", "coins")
    search_fields = ("student__first_name", "student__last_name", "achievement__code")


@admin.register(models.ShopItem)
class ShopItemAdmin(ReadOnlyAdmin):
    list_display = ("name", "branch", "price", "stock", "archived_at")


@admin.register(models.Redemption)
class RedemptionAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "student", "item", "price", "state", "decided_by")
    search_fields = ("student__first_name", "student__last_name")


@admin.register(models.LeaderboardRow)
class LeaderboardRowAdmin(ReadOnlyAdmin):
    list_display = ("board", "rank", "student", "coins")
    list_filter = ("board__scope", "board__period")
    list_select_related = ("board__group", "board__course", "student")
    ordering = ("-board", "place")


@admin.register(models.GroupBoard)
class GroupBoardAdmin(ReadOnlyAdmin):
    list_display = ("group", "announced_at", "waiting")
    ordering = ("group",)


@admin.register(models.StudyDay)
class StudyDayAdmin(ReadOnlyAdmin):
    list_display = ("student", "day", "cause")
    date_hierarchy = "day"


@admin.register(models.StreakReward)
class StreakRewardAdmin(ReadOnlyAdmin):
    list_display = ("student", "day", "days", "coins")
    date_hierarchy = "day"
