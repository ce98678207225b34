"""Models of homework: assignments, each pupil's homework, attempts, scores and reviews."""

from apps.homework.models.assignments import (
    READ_ALOUD_KINDS,
    SPOKEN_KINDS,
    Assignment,
    AssignmentKind,
    CountedAttempt,
    LatePolicy,
)
from apps.homework.models.homework import (
    IN_FLIGHT_STATES,
    SCORABLE_STATES,
    Attempt,
    AttemptState,
    Homework,
    HomeworkState,
    ProcessingStage,
    SoundPrint,
)
from apps.homework.models.reviews import Appeal, Review, ReviewDecision
from apps.homework.models.scores import HomeworkTranscript, ProposalState, ScoreProposal, SpeechScore, WordCorrection

__all__ = [
    "IN_FLIGHT_STATES",
    "READ_ALOUD_KINDS",
    "SCORABLE_STATES",
    "SPOKEN_KINDS",
    "Appeal",
    "Assignment",
    "AssignmentKind",
    "Attempt",
    "AttemptState",
    "CountedAttempt",
    "Homework",
    "HomeworkState",
    "HomeworkTranscript",
    "LatePolicy",
    "ProcessingStage",
    "ProposalState",
    "Review",
    "ReviewDecision",
    "ScoreProposal",
    "SoundPrint",
    "SpeechScore",
    "WordCorrection",
]
