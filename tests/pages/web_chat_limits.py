"""The limits for minors on the pages of chat, in a real Chromium (`chat-limits.browser.ts`): each pair of
`tests/chat/test_limits.py`, by day and by night, as the writer and the reader see it.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.chat.models import ChatKind, ChatRoom, Message
from apps.settings.models import SystemSettings
from tests.chat.chat_people import gather_people
from tests.chat.test_limits import PAIRS
from tests.pages.browser import make_login
from tests.remote_control import serve_methods

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
REFUSALS = {"age": "age", "switched_off": "switched_off", "unknown": "no_link"}
"""What stands in place of the field for a message."""
OFFICE = (
    # who writes, who reads, whose conversation with the office it is, what comes of a message at night
    ("young", "manager", "young", "now"),
    ("older", "manager", "older", "now"),
    ("guardian_of_young", "manager", "guardian_of_young", "now"),
    ("teacher", "manager", "teacher", "now"),
    ("manager", "young", "young", "now"),
    ("manager", "older", "older", "now"),
    ("manager", "guardian_of_young", "guardian_of_young", "now"),
    ("manager", "teacher", "teacher", "waits"),
)
CHILD = ("teacher", "child", "told")
"""Under 12: the guardian reads along."""
SWITCHED_ON = (("older", "second_older", "now"), ("young", "older", "age"))
"""Pupils, where the centre lets them write to each other."""


class Hours:
    """The message hours, and whether pupils write to each other."""

    def __init__(self, zone):
        self.zone = zone

    def begin_day(self):
        """All times are message hours."""
        SystemSettings.objects.update(message_hours_from="00:00", message_hours_until="00:00")
        return ""

    def begin_night(self):
        """They begin in two hours: when."""
        now = timezone.localtime(timezone=ZoneInfo(self.zone))
        begins, ends = (now + timedelta(hours=hours) for hours in (2, 3))
        SystemSettings.objects.update(message_hours_from=begins.time(), message_hours_until=ends.time())
        return f"{begins:%H:%M}"

    def switch_on(self):
        SystemSettings.objects.update(pupil_direct_messages=True)


def make_rooms(people, branch):
    """Return a function that gives the id of the conversation of two people, or of one with the office."""
    rooms = {}

    def find(*names):
        key = frozenset(names)
        if key not in rooms:
            pair = dict(zip(("person", "other"), (getattr(people, name) for name in names), strict=False))
            kind = ChatKind.DIRECT if len(names) > 1 else ChatKind.OFFICE
            rooms[key] = ChatRoom.objects.create(kind=kind, branch=branch, last_at=timezone.now(), **pair)
        return str(rooms[key].pk)

    return find


def tell(writer, reader, room, at_night):
    """A cell as the browser's side reads it."""
    came = REFUSALS.get(at_night) or ("waits" if at_night == "waits" else "now")
    return {"writer": writer, "reader": reader, "room": room, "day": "now" if came == "waits" else came, "night": came}


def test_each_cell_shows_whether_one_may_write_and_when_it_comes(play, branch, course, teacher, other_teacher, manager):
    SystemSettings.objects.update(texts_per_minute=600, texts_per_day=10_000)
    staff = {"teacher": teacher, "other_teacher": other_teacher, "manager": manager}
    people = gather_people(branch=branch, course=course, today=timezone.localdate(), **staff)
    find = make_rooms(people, branch)
    cells = [tell(writer, reader, find(writer, reader), came) for writer, reader, came in (*PAIRS, CHILD)]
    cells += [tell(writer, reader, find(person), came) for writer, reader, person, came in OFFICE]
    switched_on = [tell(writer, reader, find(writer, reader), came) for writer, reader, came in SWITCHED_ON]
    names = {name for cell in cells for name in (cell["writer"], cell["reader"])} | {"guardian_of_child"}
    logins = {name: make_login(getattr(people, name), locale="en") for name in names}
    hours = Hours(branch.zone)
    with serve_methods(hours) as address:
        play(
            "chat-limits", door=address, login=logins["teacher"], logins=logins, cells=cells, switchedOn=switched_on,
            teacher=teacher.full_name,
        )  # fmt: skip
    written = [cell for cell in [*cells, *switched_on] if cell["day"] == "now"]
    waiting = [cell for cell in written if cell["night"] == "waits"]
    assert Message.objects.count() == 2 * len(written)
    assert Message.objects.filter(number__isnull=True).count() == len(waiting) > 3
