"""Read-only admin pages of banks, quizzes, attempts and placement tests."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.quizzes.models import (
    Answer,
    AnswerFile,
    LateAnswer,
    PlacementAnswer,
    PlacementLink,
    PlacementSession,
    PlacementSpeech,
    PlacementTest,
    Question,
    QuestionBank,
    QuestionExport,
    QuestionFile,
    QuestionImport,
    QuestionVersion,
    Quiz,
    QuizAttempt,
    QuizExtension,
    QuizQuestion,
    Regrade,
    SpokenResult,
)


@admin.register(QuestionBank)
class QuestionBankAdmin(ReadOnlyAdmin):
    list_display = ("name", "course", "deleted_at", "created_at")
    list_select_related = ("course",)
    search_fields = ("name", "course__slug")


@admin.register(QuestionFile)
class QuestionFileAdmin(ReadOnlyAdmin):
    list_display = ("bank", "file", "duration_ms", "added_by", "created_at")
    list_select_related = ("bank", "file", "added_by")
    search_fields = ("bank__name",)


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    list_display = ("name", "bank", "kind", "level", "skill", "difficulty", "deleted_at", "created_at")
    list_filter = ("kind", "level", "skill")
    list_select_related = ("bank",)
    search_fields = ("name", "bank__name")


@admin.register(QuestionVersion)
class QuestionVersionAdmin(ReadOnlyAdmin):
    list_display = ("question", "number", "points", "language", "made_by", "created_at")
    list_select_related = ("question", "made_by")
    search_fields = ("question__name",)


@admin.register(Quiz)
class QuizAdmin(ReadOnlyAdmin):
    list_display = ("title", "group", "course", "opens_at", "closes_at", "published_at", "deleted_at", "created_at")
    list_select_related = ("group", "course")
    search_fields = ("title", "group__name", "course__slug")


@admin.register(QuizQuestion)
class QuizQuestionAdmin(ReadOnlyAdmin):
    list_display = ("quiz", "position", "question", "bank", "tag", "draw", "points")
    list_select_related = ("quiz", "question", "bank")
    search_fields = ("quiz__title",)


@admin.register(QuizExtension)
class QuizExtensionAdmin(ReadOnlyAdmin):
    list_display = ("quiz", "user", "extra_percent", "extra_attempts", "closes_at", "by", "created_at")
    list_select_related = ("quiz", "user", "by")
    search_fields = ("quiz__title", "user__first_name", "user__last_name")


@admin.register(QuizAttempt)
class QuizAttemptAdmin(ReadOnlyAdmin):
    list_display = ("quiz", "user", "number", "state", "started_at", "deadline", "handed_in_at", "score", "passed")
    list_filter = ("state", "handed_in_by", "passed")
    list_select_related = ("quiz", "user")
    search_fields = ("quiz__title", "user__first_name", "user__last_name")


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ("attempt", "place", "version", "saves", "saved_at", "mark", "waits", "marked_by")
    list_filter = ("waits",)
    list_select_related = ("attempt", "version", "marked_by")
    search_fields = ("attempt__quiz__title", "attempt__user__last_name")


@admin.register(Regrade)
class RegradeAdmin(ReadOnlyAdmin):
    list_display = ("version", "state", "answer_count", "change_count", "by", "created_at")
    list_filter = ("state",)
    list_select_related = ("version", "by")
    search_fields = ("version__question__name",)


@admin.register(AnswerFile)
class AnswerFileAdmin(ReadOnlyAdmin):
    list_display = ("answer", "file", "created_at")
    list_select_related = ("answer", "file")
    search_fields = ("answer__attempt__user__last_name",)


@admin.register(SpokenResult)
class SpokenResultAdmin(ReadOnlyAdmin):
    list_display = ("recording", "state", "verdict", "overall", "is_sure", "created_at")
    list_filter = ("state", "verdict")
    list_select_related = ("recording",)
    search_fields = ("recording__answer__attempt__user__last_name",)


@admin.register(LateAnswer)
class LateAnswerAdmin(ReadOnlyAdmin):
    list_display = ("answer", "received_at", "accepted_at", "accepted_by")
    list_select_related = ("answer", "accepted_by")
    search_fields = ("answer__attempt__quiz__title",)


@admin.register(QuestionImport)
class QuestionImportAdmin(ReadOnlyAdmin):
    list_display = ("name", "bank", "format", "state", "question_count", "by", "created_at")
    list_filter = ("format", "state")
    list_select_related = ("bank", "by")
    search_fields = ("name", "bank__name")


@admin.register(QuestionExport)
class QuestionExportAdmin(ReadOnlyAdmin):
    list_display = ("bank", "format", "tag", "state", "question_count", "by", "created_at")
    list_filter = ("format", "state")
    list_select_related = ("bank", "by")
    search_fields = ("bank__name",)


@admin.register(PlacementTest)
class PlacementTestAdmin(ReadOnlyAdmin):
    list_display = ("name", "bank", "is_open", "daily_starts", "by", "created_at")
    list_filter = ("is_open",)
    list_select_related = ("bank", "by")
    search_fields = ("name", "bank__name")
    exclude = ("token_sha256",)


@admin.register(PlacementLink)
class PlacementLinkAdmin(ReadOnlyAdmin):
    list_display = ("test", "name", "expires_at", "by", "created_at")
    list_select_related = ("test", "by")
    search_fields = ("test__name", "name", "phone")
    exclude = ("token_sha256",)


@admin.register(PlacementSession)
class PlacementSessionAdmin(ReadOnlyAdmin):
    list_display = ("test", "user", "name", "started_at", "finished_at", "level", "standard_error")
    list_filter = ("level",)
    list_select_related = ("test", "user")
    search_fields = ("test__name", "name", "phone", "user__last_name")
    exclude = ("secret_sha256",)


@admin.register(PlacementAnswer)
class PlacementAnswerAdmin(ReadOnlyAdmin):
    list_display = ("session", "place", "version", "difficulty", "is_correct", "ability", "answered_at")
    list_filter = ("is_correct",)
    list_select_related = ("session", "version")
    search_fields = ("session__name", "version__question__name")


@admin.register(PlacementSpeech)
class PlacementSpeechAdmin(ReadOnlyAdmin):
    list_display = ("session", "state", "verdict", "overall", "allowed_by", "recorded_at", "created_at")
    list_filter = ("state", "verdict")
    list_select_related = ("session",)
    search_fields = ("session__name", "session__user__last_name")
