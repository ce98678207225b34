"""Assignments, each pupil's homework, attempts and what came of them."""

from apps.homework.models.assignments import READ_ALOUD, SPOKEN, Assignment, AssignmentKind, Counting, LatePolicy
from apps.homework.models.attempts import (
    IN_FLIGHT,
    TAKEN,
    Attempt,
    AttemptState,
    Homework,
    HomeworkState,
    SoundPrint,
    Stage,
)
from apps.homework.models.reviews import Appeal, Decision, Review
from apps.homework.models.scores import HomeworkTranscript, ProposalState, ScoreProposal, SpeechScore, WordCorrection

__all__ = [
    "IN_FLIGHT",
    "READ_ALOUD",
    "SPOKEN",
    "TAKEN",
    "Appeal",
    "Assignment",
    "AssignmentKind",
    "Attempt",
    "AttemptState",
    "Counting",
    "Decision",
    "Homework",
    "HomeworkState",
    "HomeworkTranscript",
    "LatePolicy",
    "ProposalState",
    "Review",
    "ScoreProposal",
    "SoundPrint",
    "SpeechScore",
    "Stage",
    "WordCorrection",
]
