"""A pupil's progress for guardians and teachers: the stream `child`, its event and its state."""

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, QuerySet

from apps.accounts.models import User
from apps.courses.models import Membership, MembershipStatus
from apps.events.publishing import Event, get_child_stream, publish_event
from apps.homework.models import Homework
from apps.homework.queries import TITLE_LENGTH
from apps.homework.verdicts import get_homework_stars, is_under_8

INITIAL_HOMEWORK = 10
"""How many homeworks, newest first, the state of the stream `child` holds."""


class HomeworkProgress(Event):
    """A pupil's homework changed; sent to `child` at every step. For a child under 8 `stars` is set and `score` is
    null; both are null without a visible score.
    """

    type: ClassVar[str] = "homework.progress"
    example: ClassVar[dict[str, Any]] = {
        "homework": "01890a5d-ac96-774b-bcce-b302099a8005",
        "assignment": "01890a5d-ac96-774b-bcce-b302099a8007",
        "group": "01890a5d-ac96-774b-bcce-b302099a8006",
        "kind": "reading",
        "title": "Reading, unit 3",
        "due_at": "2026-09-08T18:00:00+00:00",
        "state": "scored",
        "score": 86.4,
        "stars": None,
    }

    homework: str
    assignment: str
    group: str
    kind: str
    title: str
    due_at: str | None
    state: str
    score: float | None
    stars: int | None

    @classmethod
    def from_homework(cls, homework: Homework) -> "HomeworkProgress":
        """The event of a homework as it is now; `assignment` and `last_attempt` are at hand."""
        few = is_under_8(homework.last_attempt)
        return cls(
            homework=str(homework.pk),
            assignment=str(homework.assignment_id),
            group=str(homework.assignment.group_id),
            kind=homework.assignment.kind,
            title=homework.assignment.title[:TITLE_LENGTH],
            due_at=homework.due_at.isoformat() if homework.due_at else None,
            state=homework.state,
            score=None if homework.score is None or few else float(homework.score),
            stars=get_homework_stars(homework),
        )


def list_followed_homework() -> QuerySet[Homework]:
    """Return homework of pupils who are in its group now, newest first: the homework that streams `child` carry."""
    here = Membership.objects.filter(
        student=OuterRef("student"), group=OuterRef("assignment__group"), left_on__isnull=True
    )
    rows = Homework.objects.filter(Exists(here.exclude(status=MembershipStatus.LEAD)))
    return rows.select_related("assignment", "last_attempt").order_by("-assignment_id", "student_id")


def get_child_homework_state(child: User) -> list[dict[str, Any]]:
    """Return the homework part of the state of the stream `child:{id}`, in the form of `homework.progress`."""
    return [
        HomeworkProgress.from_homework(homework).model_dump(mode="json")
        for homework in list_followed_homework().filter(student=child)[:INITIAL_HOMEWORK]
    ]


def publish_progress(homework: Homework) -> None:
    """Publish the homework's state on the pupil's stream `child`, while the pupil is in its group."""
    if list_followed_homework().filter(pk=homework.pk).exists():
        publish_event(get_child_stream(homework.student_id), HomeworkProgress.from_homework(homework))
