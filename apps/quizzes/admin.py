"""Read-only admin pages of banks, quizzes, attempts and placement tests."""

from apps.core.admin_pages import register_read_only_page
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

register_read_only_page(QuestionBank, "name course deleted_at created_at")
register_read_only_page(QuestionFile, "bank file duration_ms added_by created_at")
register_read_only_page(Question, "name bank kind level skill difficulty deleted_at created_at")
register_read_only_page(QuestionVersion, "question number points language made_by created_at")
register_read_only_page(Quiz, "title group course opens_at closes_at published_at deleted_at created_at")
register_read_only_page(QuizQuestion, "quiz position question bank tag draw points")
register_read_only_page(QuizExtension, "quiz user extra_percent extra_attempts closes_at by created_at")
register_read_only_page(QuizAttempt, "quiz user number state started_at deadline handed_in_at score passed")
register_read_only_page(
    Answer,
    "attempt place version saves saved_at mark waits marked_by",
    search_fields=("attempt__quiz__title", "attempt__user__last_name"),
)
register_read_only_page(
    Regrade, "version state answer_count change_count by created_at", search_fields=("version__question__name",)
)
register_read_only_page(AnswerFile, "answer file created_at", search_fields=("answer__attempt__user__last_name",))
register_read_only_page(
    SpokenResult,
    "recording state verdict overall is_sure created_at",
    list_filter=("state", "verdict"),
    search_fields=("recording__answer__attempt__user__last_name",),
)
register_read_only_page(
    LateAnswer, "answer received_at accepted_at accepted_by", search_fields=("answer__attempt__quiz__title",)
)
register_read_only_page(
    QuestionImport, "name bank format state question_count by created_at", list_filter=("format", "state")
)
register_read_only_page(
    QuestionExport, "bank format tag state question_count by created_at", list_filter=("format", "state")
)
register_read_only_page(PlacementTest, "name bank is_open daily_starts by created_at", exclude=("token_sha256",))
register_read_only_page(PlacementLink, "test name expires_at by created_at", exclude=("token_sha256",))
register_read_only_page(
    PlacementSession, "test user name started_at finished_at level standard_error", exclude=("secret_sha256",)
)
register_read_only_page(
    PlacementAnswer,
    "session place version difficulty is_correct ability answered_at",
    search_fields=("session__name", "version__question__name"),
)
register_read_only_page(
    PlacementSpeech,
    "session state verdict overall allowed_by recorded_at created_at",
    list_filter=("state", "verdict"),
    search_fields=("session__name", "session__user__last_name"),
)
