"""Events of announcements; an announcement to a group goes to the stream `group`."""

from typing import Any, ClassVar

from apps.events.publishing import Event


class AnnouncementPublished(Event):
    """An announcement to the pupils of the group: title and text in the languages it was written in."""

    type: ClassVar[str] = "announcement.published"
    example: ClassVar[dict[str, Any]] = {
        "announcement": "01890a5d-ac96-774b-bcce-b302099a8004",
        "author": "Dilnoza Rahimova",
        "title": {"uz": "Ertaga dars yo'q", "ru": "", "en": "No lesson tomorrow"},
        "text": {"uz": "Payshanba kuni uchrashamiz.", "ru": "", "en": "We meet on Thursday."},
        "at": "2026-09-07T15:00:00+00:00",
    }

    announcement: str
    author: str
    title: dict[str, str]
    text: dict[str, str]
    at: str


EVENTS = [AnnouncementPublished]
