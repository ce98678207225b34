"""Realtime hints about grades: on `user` of the pupil, and on `wall` of the group or `course_wall` of the course."""

from typing import Annotated

from apps.accounts.models import User
from apps.core.event_types import Example
from apps.events.publishing import Event, get_course_wall_stream, get_user_stream, get_wall_stream, send_hint
from apps.grading.models import Gradebook


class GradeChanged(Event, type="grade.changed"):
    """A hint: a teacher wrote for a pupil, or (`student` null) changed what counts, so open pages load the gradebook
    again. It holds no points.
    """

    gradebook: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8051")]
    student: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8002")]


def hint_grade_changed(gradebook: Gradebook, student: User) -> None:
    """Tell the pupil and the teachers that the pupil's grade has changed, after the commit."""
    event = GradeChanged(gradebook=str(gradebook.pk), student=str(student.pk))
    for stream in (get_user_stream(student.pk), _get_wall(gradebook)):
        send_hint(stream, event)


def hint_gradebook_changed(gradebook: Gradebook) -> None:
    """Tell the teachers that something else counts, after the commit."""
    send_hint(_get_wall(gradebook), GradeChanged(gradebook=str(gradebook.pk), student=None))


def _get_wall(gradebook: Gradebook) -> str:
    if gradebook.group_id is not None:
        return get_wall_stream(gradebook.group_id)
    assert gradebook.course_id is not None
    return get_course_wall_stream(gradebook.course_id)
