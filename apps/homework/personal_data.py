"""Personal data in homework: scores stay without the person; voices and transcripts are deleted."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from apps.core.models import StoredFile
from apps.core.personal_data import DELETE, KEEP, PersonalData
from apps.homework.models import (
    IN_FLIGHT_STATES,
    Attempt,
    AttemptState,
    Homework,
    HomeworkState,
    ProcessingStage,
    Review,
)
from apps.homework.verdicts import OUR_FAILURE
from apps.video.services.removal import delete_videos

PERSONAL_DATA = [
    PersonalData(
        "homework.Assignment",
        "author",
        KEEP,
        "id created_at group__name course__slug lesson_title kind title reference_text question deadline",
        own=False,
    ),
    PersonalData(
        "homework.Homework",
        "student",
        KEEP,
        "id created_at assignment__title state score late deadline extended_until extra_attempts",
    ),
    PersonalData(
        "homework.Attempt",
        "homework__student",
        KEEP,
        "id created_at homework number file text state verdict reason late due_at duration",
        empty={"text": "", "task": {}, "flags": []},
    ),
    PersonalData("homework.SoundPrint", "file__owner", DELETE),
    PersonalData(
        "homework.HomeworkTranscript", "attempt__homework__student", DELETE, "attempt created_at text language"
    ),
    PersonalData(
        "homework.SpeechScore",
        "attempt__homework__student",
        KEEP,
        "attempt created_at verdict confidence method accuracy completeness fluency prosody relevance overall "
        "words advice",
        empty={"words": [], "evidence": {}, "parts": {}, "advice": [], "guard_hits": [], "parameters": {}},
    ),
    PersonalData("homework.WordCorrection", "attempt__homework__student", DELETE, "attempt created_at index was now"),
    PersonalData("homework.WordCorrection", "author", KEEP, "created_at index was now", own=False),
    PersonalData("homework.ScoreProposal", "attempt__homework__student", DELETE),
    PersonalData("homework.ScoreProposal", "author", DELETE, "created_at purpose state", own=False),
    PersonalData(
        "homework.Appeal", "homework__student", KEEP, "homework created_at text answered_at", empty={"text": ""}
    ),
    PersonalData(
        "homework.Appeal", "author", KEEP, "homework created_at text answered_at", empty={"text": ""}, own=False
    ),
    PersonalData(
        "homework.Review",
        "homework__student",
        KEEP,
        "homework attempt created_at decision score comment",
        empty={"comment": ""},
    ),
    PersonalData("homework.Review", "reviewer", KEEP, "homework attempt created_at decision score comment", own=False),
]


def prepare_erasure(person: UUID) -> None:
    """End unfinished attempts of the person without a notification: nobody is left to submit again. Voice comments that
    teachers recorded for the person, or the person for others, become the person's, so that they go with their files.
    Films that the person submitted can be watched no more, and what was made from them goes.

    A submission at the same time waits for these locks and is then refused, as the pupil is in no group.
    """
    now = timezone.now()
    homework = Homework.objects.select_for_update().filter(student=person).order_by("pk")
    list(homework.values_list("pk"))
    Attempt.objects.filter(homework__student=person, state__in=IN_FLIGHT_STATES).update(
        state=AttemptState.FAILED,
        stage=ProcessingStage.DONE,
        counts=False,
        reason=OUR_FAILURE,
        finished_at=now,
        updated_at=now,
    )
    reviews = Review.objects.filter(Q(homework__student=person) | Q(reviewer=person), voice__isnull=False)
    StoredFile.objects.filter(pk__in=reviews.values("voice")).update(owner=person)
    delete_videos(Attempt.objects.filter(homework__student=person, file__isnull=False).values("file"))
    Homework.objects.filter(student=person, state=HomeworkState.PROCESSING).update(
        state=HomeworkState.ASSIGNED, updated_at=now
    )
