"""Homework in Django's admin, read-only: scores and coins change by reviews."""

from typing import cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.admin_pages import ReadOnlyAdmin
from apps.homework import models
from apps.homework.services import rescoring
from apps.settings.admin_actions import FormAnswers, confirmed_action


@admin.register(models.Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    list_display = ("title", "group", "course", "kind", "language", "deadline", "attempts_allowed", "coins")
    list_filter = ("kind", "language")
    search_fields = ("title", "group__name", "course__slug")


@admin.register(models.Homework)
class HomeworkAdmin(ReadOnlyAdmin):
    list_display = ("assignment", "student", "state", "score", "late", "created_at")
    search_fields = ("student__first_name", "student__last_name", "assignment__title")


@admin.register(models.Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ("homework", "number", "state", "verdict", "reason", "counts", "duration", "created_at")
    list_filter = ("state", "verdict")
    list_select_related = ("homework__assignment", "homework__student")
    search_fields = ("homework__student__first_name", "homework__student__last_name", "id")
    date_hierarchy = "created_at"
    exclude = ("text",)
    actions = ("mark_anew", "hear_again")

    @confirmed_action(_("Score again from the stored evidence (a proposal)"), permission="homework.review")
    def mark_anew(self, request: HttpRequest, attempt: models.Attempt, answers: FormAnswers) -> None:
        """Make a score proposal where the current version scores differently."""
        rescoring.propose_score(actor=cast(User, request.user), attempt=attempt, from_recording=False)

    @confirmed_action(_("Score again from the recording (a proposal)"), permission="homework.review")
    def hear_again(self, request: HttpRequest, attempt: models.Attempt, answers: FormAnswers) -> None:
        """Make a score proposal from the recording, by a speech job."""
        rescoring.propose_score(actor=cast(User, request.user), attempt=attempt, from_recording=True)


@admin.register(models.SpeechScore)
class SpeechScoreAdmin(ReadOnlyAdmin):
    list_display = ("attempt", "verdict", "confidence", "overall", "hidden", "method", "model")
    list_filter = ("verdict", "confidence", "hidden", "model")
    exclude = ("evidence",)


@admin.register(models.Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ("homework", "reviewer", "decision", "score", "created_at")


@admin.register(models.Appeal)
class AppealAdmin(ReadOnlyAdmin):
    list_display = ("homework", "author", "created_at", "answered_at")


@admin.register(models.WordCorrection)
class WordCorrectionAdmin(ReadOnlyAdmin):
    list_display = ("attempt", "index", "was", "now", "author", "created_at")


@admin.register(models.ScoreProposal)
class ScoreProposalAdmin(ReadOnlyAdmin):
    list_display = ("attempt", "purpose", "state", "author", "created_at", "settled_at")
    list_filter = ("purpose", "state")
    exclude = ("result",)
    actions = ("put_in_place", "drop")

    @confirmed_action(_("Apply the proposal"), permission="homework.review")
    def put_in_place(self, request: HttpRequest, proposal: models.ScoreProposal, answers: FormAnswers) -> None:
        """Apply the proposal: score, coins and reports follow."""
        rescoring.apply_proposal(actor=cast(User, request.user), attempt=proposal.attempt, proposal_id=proposal.pk)

    @confirmed_action(_("Drop the proposal"), permission="homework.review")
    def drop(self, request: HttpRequest, proposal: models.ScoreProposal, answers: FormAnswers) -> None:
        """Drop the proposal; the score stays."""
        rescoring.drop_proposal(actor=cast(User, request.user), attempt=proposal.attempt, proposal_id=proposal.pk)


@admin.register(models.HomeworkTranscript)
class HomeworkTranscriptAdmin(ReadOnlyAdmin):
    """Shows that a transcript exists; its text is for the pupil and the teacher."""

    list_display = ("attempt", "language", "model", "created_at")
    list_select_related = ("attempt__homework__student", "model")
    search_fields = ("attempt__homework__student__first_name", "attempt__homework__student__last_name")
    exclude = ("text",)


@admin.register(models.SoundPrint)
class SoundPrintAdmin(ReadOnlyAdmin):
    """Shows how long recordings are."""

    list_display = ("file", "seconds", "created_at")
