"""What the page of a conversation shows in some cells of the limits for minors, in a real Chromium
(`chat-limits.browser.ts`). All cells are read in `tests/realtime/test_chat_limits.py`.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.chat.models import ChatKind, ChatRoom, Message
from apps.settings.models import SystemSettings
from tests.chat.chat_people import gather_people
from tests.pages.browser import make_login

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CELLS = (
    # who looks, at the conversation with whom, what stands in place of the field for a message: "" is the field
    ("young", "teacher", "waits"),
    ("teacher", "young", ""),
    ("former_young", "teacher", "age"),
    ("young", "older", "age"),
    ("older", "second_older", "switched_off"),
    ("guardian_of_older", "guardian_of_young", "no_link"),
)


def test_a_conversation_shows_whether_one_may_write_and_why_not(play, branch, course, teacher):
    now = timezone.localtime(timezone=ZoneInfo(branch.zone))
    begins, ends = (now + timedelta(hours=hours) for hours in (2, 3))
    SystemSettings.objects.update(message_hours_from=begins.time(), message_hours_until=ends.time())
    people = gather_people(branch=branch, course=course, today=timezone.localdate(), teacher=teacher)
    rooms, cells = {}, []
    for looks, other, shows in CELLS:
        pair = (getattr(people, looks), getattr(people, other))
        if frozenset((looks, other)) not in rooms:
            rooms[frozenset((looks, other))] = ChatRoom.objects.create(
                kind=ChatKind.DIRECT, branch=branch, person=pair[0], other=pair[1], last_at=timezone.now()
            )
        room = rooms[frozenset((looks, other))]
        cells.append({"login": make_login(pair[0], locale="en"), "room": str(room.pk), "shows": shows, "looks": looks})
    play("chat-limits", login=cells[0]["login"], cells=cells, begins=f"{begins:%H:%M}")
    assert Message.objects.filter(number__isnull=True).count() == 1
    assert Message.objects.filter(number__isnull=False).count() == 1
