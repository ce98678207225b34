"""A pupil's progress for guardians and teachers: the stream `child`, and its state."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from apps.accounts.models import User
from apps.courses.models import Membership, MembershipStatus
from apps.events.publishing import get_child_stream, publish_event
from apps.homework.events import HomeworkProgress
from apps.homework.models import Homework

INITIAL_HOMEWORK = 10
"""How many homeworks, newest first, the state of the stream `child` holds."""


def list_homework_of_current_pupils() -> QuerySet[Homework]:
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
        for homework in list_homework_of_current_pupils().filter(student=child)[:INITIAL_HOMEWORK]
    ]


def publish_progress_to_child_stream(homework: Homework) -> None:
    """Publish the homework's state on the pupil's stream `child`, while the pupil is in its group."""
    if list_homework_of_current_pupils().filter(pk=homework.pk).exists():
        publish_event(get_child_stream(homework.student_id), HomeworkProgress.from_homework(homework))
