"""Events of play: on the stream `child` of the guardians, and hints on the stream `wall` of a group's teachers."""

from typing import Annotated
from uuid import UUID

from apps.core.event_types import Example, StudentId
from apps.courses.models import Membership
from apps.events.publishing import Event, get_wall_stream, send_hint


class ChildPlayed(Event, type="child.played"):
    """A small child has done an activity whose time or result is kept, or a lesson (`lesson_done`)."""

    child: StudentId
    lesson_done: Annotated[bool, Example(True)]


class SkillsMapChanged(Event, type="skills_map.changed"):
    """A hint: what is known of a small child of this group has changed, so open maps of its skills are loaded again. It
    holds no child and no level.
    """

    group: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8006")]


def hint_skills_map_changed(child_id: UUID) -> None:
    """Tell the teachers of the child's groups that their map has changed, after the commit."""
    groups = Membership.objects.filter(student=child_id, left_on__isnull=True).order_by("pk")
    for group_id in groups.values_list("group_id", flat=True):
        send_hint(get_wall_stream(group_id), SkillsMapChanged(group=str(group_id)))
