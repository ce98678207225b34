"""How long rows of quizzes are kept, and why others have no age limit."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule
from apps.quizzes.services.answer_files import remove_old_recordings, remove_replaced_recordings
from apps.quizzes.services.placement_sessions import forget_visitors
from apps.quizzes.services.placement_speech import remove_old_speeches

FILE_LIFE = 7 * DAY

RETENTION = [
    RetentionRule("quizzes.AnswerFile", "created_at", setting="recordings_keep_days", by=remove_old_recordings),
    RetentionRule("quizzes.AnswerFile", "created_at", DAY, by=remove_replaced_recordings),
    RetentionRule("quizzes.QuestionImport", "created_at", FILE_LIFE),
    RetentionRule("quizzes.QuestionExport", "created_at", FILE_LIFE),
    RetentionRule("quizzes.PlacementSpeech", "recorded_at", setting="recordings_keep_days", by=remove_old_speeches),
    RetentionRule("quizzes.PlacementLink", "expires_at", 90 * DAY),
    RetentionRule("quizzes.PlacementSession", "expires_at", 30 * DAY, where={"finished_at__isnull": True}),
    RetentionRule("quizzes.PlacementSession", "finished_at", 365 * DAY, by=forget_visitors),
]
"""Unfinished sessions of placement tests go. Finished ones stay for the calibration, without the visitor's name and
phone.
"""

KEPT = {
    "what quizzes ask and asked; rows go with their bank or course": (
        "quizzes.QuestionBank quizzes.QuestionFile quizzes.Question quizzes.QuestionVersion"
    ),
    "which corrected keys changed marks; some rows a year": "quizzes.Regrade",
    "what was asked of whom, and by which rules": "quizzes.Quiz quizzes.QuizQuestion quizzes.QuizExtension",
    "what learners answered and how it was marked; goes with the person": (
        "quizzes.QuizAttempt quizzes.Answer quizzes.LateAnswer"
    ),
    "some for each centre": "quizzes.PlacementTest",
    "what the engine heard; goes with its answer": "quizzes.SpokenResult",
    "goes with its session": "quizzes.PlacementAnswer",
}
