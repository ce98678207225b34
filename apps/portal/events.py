"""Events of announcements; an announcement to a group goes to the stream `group`."""

from typing import Annotated

from apps.core.event_types import Example
from apps.events.publishing import Event


class AnnouncementPublished(Event, type="announcement.published"):
    """An announcement to the pupils of the group: title and text in the languages it was written in."""

    announcement: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8004")]
    author: Annotated[str, Example("Dilnoza Rahimova")]
    title: Annotated[dict[str, str], Example({"uz": "Ertaga dars yo'q", "ru": "", "en": "No lesson tomorrow"})]
    text: Annotated[
        dict[str, str], Example({"uz": "Payshanba kuni uchrashamiz.", "ru": "", "en": "We meet on Thursday."})
    ]
    at: Annotated[str, Example("2026-09-07T15:00:00+00:00")]
