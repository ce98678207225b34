"""What homework knows of people: marks stay without the person, voices and what they said go."""

from uuid import UUID

from django.utils import timezone

from apps.core.personal_data import Erasure, PersonalData
from apps.homework.models import IN_FLIGHT, Attempt, AttemptState, Homework, HomeworkState, Stage
from apps.homework.verdicts import OUR_FAILURE

PERSONAL_DATA = [
    PersonalData(
        "homework.Assignment",
        "author",
        Erasure.KEEP,
        export=("id", "created_at", "group__name", "kind", "title", "reference_text", "question", "deadline"),
        own=False,
    ),
    PersonalData(
        "homework.Homework",
        "student",
        Erasure.KEEP,
        export=("id", "created_at", "assignment__title", "state", "score", "late", "extended_until", "extra_attempts"),
    ),
    PersonalData(
        "homework.Attempt",
        "homework__student",
        Erasure.KEEP,
        export=("id", "created_at", "homework", "number", "file", "state", "verdict", "reason", "late", "duration"),
    ),
    PersonalData(
        "homework.HomeworkTranscript",
        "attempt__homework__student",
        Erasure.DELETE,
        export=("attempt", "created_at", "text", "language"),
    ),
    PersonalData(
        "homework.SpeechScore",
        "attempt__homework__student",
        Erasure.KEEP,
        export=(
            "attempt", "created_at", "verdict", "confidence", "method", "accuracy", "completeness", "fluency",
            "relevance", "overall", "words",
        ),
        empty={"words": [], "evidence": {}},
    ),
    PersonalData(
        "homework.Review",
        "homework__student",
        Erasure.KEEP,
        export=("homework", "attempt", "created_at", "decision", "score", "comment"),
        empty={"comment": ""},
    ),
    PersonalData(
        "homework.Review",
        "reviewer",
        Erasure.KEEP,
        export=("homework", "attempt", "created_at", "decision", "score", "comment"),
        own=False,
    ),
]  # fmt: skip


def leave(person: UUID) -> None:
    """What the engine holds of the person comes to nothing; nobody is told, as nobody is left to hand in again.

    A hand-in that overlaps waits for these locks and then finds that the pupil is in no group.
    """
    now = timezone.now()
    homework = Homework.objects.select_for_update().filter(student=person).order_by("pk")
    list(homework.values_list("pk"))
    Attempt.objects.filter(homework__student=person, state__in=IN_FLIGHT).update(
        state=AttemptState.FAILED, stage=Stage.DONE, counts=False, reason=OUR_FAILURE, finished_at=now, updated_at=now
    )
    Homework.objects.filter(student=person, state=HomeworkState.PROCESSING).update(
        state=HomeworkState.ASSIGNED, updated_at=now
    )
