"""Realtime hints about grades: on `user` of the pupil, and on `wall` of the group or `course_wall` of the course."""

from typing import Annotated

from apps.accounts.models import User
from apps.core.event_types import Example, StudentId
from apps.events.publishing import Event, get_course_wall_stream, get_user_stream, get_wall_stream, send_hint
from apps.grading.models import Gradebook


class GradeChanged(Event, type="grade.changed"):
    """A hint without a number: a teacher wrote for a pupil in a gradebook, so open pages load it again. It holds no
    points.
    """

    gradebook: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8051")]
    student: StudentId


def hint_grade_changed(gradebook: Gradebook, student: User) -> None:
    """Tell the pupil and the teachers that the pupil's grade has changed, after the commit."""
    event = GradeChanged(gradebook=str(gradebook.pk), student=str(student.pk))
    wall = get_wall_stream(gradebook.group_id) if gradebook.group_id else None
    if gradebook.course_id:
        wall = get_course_wall_stream(gradebook.course_id)
    for stream in (get_user_stream(student.pk), wall):
        if stream is not None:
            send_hint(stream, event)
