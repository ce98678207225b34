"""Banks of questions, quizzes, attempts and answers."""

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

__all__ = [
    "Answer",
    "AttemptState",
    "CountedQuizAttempt",
    "HandedInBy",
    "LateAnswer",
    "Question",
    "QuestionBank",
    "QuestionFile",
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
