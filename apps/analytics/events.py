"""The realtime hint about figures, on the stream `user` of staff."""

from typing import Annotated
from uuid import UUID

from apps.core.event_types import Example
from apps.events.publishing import Event, get_user_stream, send_hint


class FiguresChanged(Event, type="figures.changed"):
    """A hint, at most once in 5 s: these measures, which the user may see, were counted anew, so open pages load them
    again. It holds no values.
    """

    measures: Annotated[list[str], Example(["attendance", "lessons_held"])]


def hint_figures_changed(user_id: UUID, measures: list[str]) -> None:
    """Tell the open pages of a user, after the commit."""
    send_hint(get_user_stream(user_id), FiguresChanged(measures=measures))
