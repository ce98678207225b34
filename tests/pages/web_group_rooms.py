"""Online rooms of a whole group in a real Chromium (`group-rooms.browser.ts`), at a Jitsi server of the centre."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.lessons.models import LessonSchedule, LiveRoom
from apps.lessons.services import create_lesson
from tests.pages.browser import make_login

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
JITSI = {"JITSI_URL": "https://meet.example.uz", "JITSI_APP_ID": "talim", "JITSI_APP_SECRET": "s" * 40}


def test_a_group_gets_its_rooms_by_one_act(play, server, processes, group, manager, teacher):
    LessonSchedule.objects.create(group=group)
    begins = [timezone.now() + timedelta(days=day) for day in (1, 2)]
    first, _second = (
        create_lesson(actor=None, group=group, starts_at=at, ends_at=at + timedelta(hours=1)) for at in begins
    )
    url, _process = processes.start_server("uvicorn", env={**server.env, **JITSI})
    play(
        "group-rooms", beside=["worker"], env=JITSI, url=url, office=make_login(manager, locale="en"),
        teacher=make_login(teacher, locale="en"), group=group.name, lesson=str(first.pk),
    )  # fmt: skip
    assert list(LiveRoom.objects.values_list("provider", "state")) == [("jitsi", "ready")] * 2
    assert LessonSchedule.objects.get().live_provider == "jitsi"
