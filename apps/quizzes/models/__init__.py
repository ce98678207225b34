"""Banks of questions with their files, quizzes, attempts and answers."""

from apps.quizzes.models.attempts import (
    Answer,
    AttemptState,
    HandedInBy,
    LateAnswer,
    QuizAttempt,
    Regrade,
    RegradeState,
)
from apps.quizzes.models.banks import Question, QuestionBank, QuestionFile, QuestionKind, QuestionVersion
from apps.quizzes.models.quizzes import CountedQuizAttempt, Quiz, QuizExtension, QuizQuestion, Reveal
from apps.quizzes.models.transfers import QuestionExport, QuestionExportState, QuestionImport, QuestionImportState

__all__ = [
    "Answer",
    "AttemptState",
    "CountedQuizAttempt",
    "HandedInBy",
    "LateAnswer",
    "Question",
    "QuestionBank",
    "QuestionExport",
    "QuestionExportState",
    "QuestionFile",
    "QuestionImport",
    "QuestionImportState",
    "QuestionKind",
    "QuestionVersion",
    "Quiz",
    "QuizAttempt",
    "QuizExtension",
    "QuizQuestion",
    "Regrade",
    "RegradeState",
    "Reveal",
]
