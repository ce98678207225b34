"""How long files of questions are kept, and why other rows of this app are kept without an age limit."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

FILE_LIFE = 7 * DAY

RETENTION = [
    RetentionRule("quizzes.QuestionImport", "created_at", FILE_LIFE),
    RetentionRule("quizzes.QuestionExport", "created_at", FILE_LIFE),
]

KEPT = {
    "what quizzes ask and asked; rows go with their bank or course": (
        "quizzes.QuestionBank quizzes.QuestionFile quizzes.Question quizzes.QuestionVersion"
    ),
    "which corrected keys changed marks; some rows a year": "quizzes.Regrade",
    "what was asked of whom, and by which rules": "quizzes.Quiz quizzes.QuizQuestion quizzes.QuizExtension",
    "what learners answered and how it was marked; goes with the person": (
        "quizzes.QuizAttempt quizzes.Answer quizzes.LateAnswer"
    ),
}
