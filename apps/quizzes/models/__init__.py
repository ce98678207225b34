"""Banks of questions with their files, quizzes, attempts, answers and placement tests."""

from apps.quizzes.models.answer_files import AnswerFile, SpokenResult
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
from apps.quizzes.models.heard import HeardRecording, SpokenState
from apps.quizzes.models.placement import PlacementAnswer, PlacementLink, PlacementSession, PlacementTest
from apps.quizzes.models.placement_speech import PlacementSpeech, RecordingAllowedBy
from apps.quizzes.models.quizzes import CountedQuizAttempt, Quiz, QuizExtension, QuizQuestion, Reveal
from apps.quizzes.models.transfers import QuestionExport, QuestionExportState, QuestionImport, QuestionImportState

__all__ = [
    "Answer",
    "AnswerFile",
    "AttemptState",
    "CountedQuizAttempt",
    "HandedInBy",
    "HeardRecording",
    "LateAnswer",
    "PlacementAnswer",
    "PlacementLink",
    "PlacementSession",
    "PlacementSpeech",
    "PlacementTest",
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
    "RecordingAllowedBy",
    "Regrade",
    "RegradeState",
    "Reveal",
    "SpokenResult",
    "SpokenState",
]
