"""The event of play, on the stream `child`."""

from typing import Annotated

from apps.core.event_types import Example, StudentId
from apps.events.publishing import Event


class ChildPlayed(Event, type="child.played"):
    """A small child has done an activity whose time or result is kept, or a lesson (`lesson_done`)."""

    child: StudentId
    lesson_done: Annotated[bool, Example(True)]
