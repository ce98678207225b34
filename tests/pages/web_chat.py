"""Chat between a pupil, a teacher, a parent and the office, in a real Chromium (`chat.browser.ts`)."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.accounts.models import ChildProfile, Guardian
from apps.chat.models import Block, ChatRoom, Message, Reaction
from apps.chat.services import sending
from apps.chat.services.delivery import deliver_due
from apps.moderation.models import TextReport, WrittenText
from apps.settings.models import SystemSettings
from tests.pages.browser import create_running_lesson, make_login
from tests.remote_control import serve_methods

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class Centre:
    """What happens behind the browsers' back: the message hours, and a teacher who writes much."""

    def __init__(self, teacher, zone):
        self.teacher, self.zone = teacher, zone

    def say(self, room, texts):
        """The teacher writes all of these."""
        for text in texts:
            author, place = self.teacher, ChatRoom.objects.get(pk=room)
            sending.send_message(author=author, room=place, client_id=uuid4(), text=text)
            # Half an hour ago, as more in a minute are refused.
            WrittenText.objects.filter(author=author).update(created_at=timezone.now() - timedelta(minutes=30))

    def begin_night(self):
        """The hours begin in two hours."""
        now = timezone.localtime(timezone=ZoneInfo(self.zone))
        begins, ends = (now + timedelta(hours=hours) for hours in (2, 3))
        SystemSettings.objects.update(message_hours_from=begins.time(), message_hours_until=ends.time())
        return f"{begins:%H:%M}"

    def end_night(self):
        """There is no night; what waited is delivered."""
        SystemSettings.objects.update(message_hours_from="00:00", message_hours_until="00:00")
        Message.objects.filter(number__isnull=True).update(waits_until=timezone.now())
        return deliver_due()


def test_people_write_to_each_other_live_at_night_and_without_a_network(play, group, pupil, parent, admin):
    """Two browsers at once; the line of one is cut. The room of a group, a voice note, blocks, read-along."""
    teacher = group.lead_teacher
    ChildProfile.objects.create(user=pupil, birth_date=(timezone.now() - timedelta(days=3_650)).date(), code="048213")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    create_running_lesson(group)
    centre = Centre(teacher, group.branch.zone)
    centre.end_night()
    with serve_methods(centre) as address:
        play(
            "chat", door=address, login=make_login(pupil, locale="uz"), teacher=make_login(teacher, locale="en"),
            parent=make_login(parent, locale="ru"), office=make_login(admin, locale="en"), pupil=pupil.full_name,
            teacher_name=teacher.full_name, parent_name=parent.full_name, branch=group.branch.name, group=group.name,
        )  # fmt: skip
    texts = Counter(Message.objects.filter(deleted_at__isnull=True).values_list("room", "text"))
    assert max(texts.values()) == 1, "nothing came twice"
    assert not Message.objects.filter(number__isnull=True, deleted_at__isnull=True).exists()
    assert Message.objects.filter(voice__isnull=False).count() == 1
    assert not Block.objects.exists()
    assert TextReport.objects.get().author == pupil
    assert Reaction.objects.get().kind == "heart"
