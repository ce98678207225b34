"""Homework in Django's admin, to look at: marks and coins change by reviews only."""

from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.homework.models import (
    Appeal,
    Assignment,
    Attempt,
    Homework,
    Review,
    ScoreProposal,
    SpeechScore,
    WordCorrection,
)


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    list_display = ("title", "group", "kind", "language", "deadline", "attempts_allowed", "coins")
    list_filter = ("kind", "language")
    list_select_related = ("group",)
    search_fields = ("title", "group__name")
    ordering = ("-id",)


@admin.register(Homework)
class HomeworkAdmin(ReadOnlyAdmin):
    list_display = ("assignment", "student", "state", "score", "late", "created_at")
    list_filter = ("state", "late")
    list_select_related = ("assignment", "student")
    search_fields = ("student__first_name", "student__last_name", "assignment__title")
    ordering = ("-id",)


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ("homework", "number", "state", "verdict", "reason", "counts", "duration", "created_at")
    list_filter = ("state", "verdict")
    search_fields = ("id",)
    ordering = ("-id",)


@admin.register(SpeechScore)
class SpeechScoreAdmin(ReadOnlyAdmin):
    list_display = ("attempt", "verdict", "confidence", "overall", "hidden", "method", "model")
    list_filter = ("verdict", "confidence", "hidden", "model")
    list_select_related = ("attempt", "model")
    exclude = ("evidence",)
    ordering = ("-id",)


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ("homework", "reviewer", "decision", "score", "created_at")
    list_filter = ("decision",)
    list_select_related = ("homework", "reviewer")
    ordering = ("-id",)


@admin.register(Appeal)
class AppealAdmin(ReadOnlyAdmin):
    list_display = ("homework", "author", "created_at", "answered_at")
    list_select_related = ("homework", "author")
    ordering = ("-id",)


@admin.register(WordCorrection)
class WordCorrectionAdmin(ReadOnlyAdmin):
    list_display = ("attempt", "index", "was", "now", "author", "created_at")
    list_select_related = ("attempt", "author")
    ordering = ("-id",)


@admin.register(ScoreProposal)
class ScoreProposalAdmin(ReadOnlyAdmin):
    list_display = ("attempt", "purpose", "state", "author", "created_at", "settled_at")
    list_filter = ("purpose", "state")
    list_select_related = ("attempt", "author")
    exclude = ("result",)
    ordering = ("-id",)
