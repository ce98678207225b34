"""People who are new in forums and chat, from a first question to an appeal, in a real Chromium
(`first-talk.browser.ts`). The clock of the branch is moved by its time zone: it is 23 there, or 8 in the morning.
"""

from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.chat.models import ChatRoom, Message
from apps.chat.services import sending
from apps.chat.services.delivery import deliver_due
from apps.courses.models import CourseTeacher
from apps.forums.models import Reply
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from apps.moderation.models import CaseDecision
from apps.settings.models import Branch
from tests.factories import client_for
from tests.learning.course_writing import Author
from tests.pages.browser import make_login
from tests.remote_control import serve_methods

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MORNING = 8
MOST_AHEAD = 14
"""Hours that clocks are ahead of UTC at most."""


def find_zone(hour, now):
    """The name of a time zone in which it is `hour` o'clock now."""
    ahead = (hour - now.hour) % 24
    ahead -= 24 if ahead > MOST_AHEAD else 0
    return f"Etc/GMT{-ahead:+d}"


class Town:
    """Where the branch and its people are, and a teacher who writes while a line is cut."""

    def __init__(self, branch, teacher):
        self.branch, self.teacher = branch, teacher

    def turn_clock(self, hour):
        """It is this hour there."""
        now = timezone.now()
        zone = find_zone(hour, now)
        assert now.astimezone(ZoneInfo(zone)).hour == hour
        Branch.objects.filter(pk=self.branch.pk).update(zone=zone)
        User.objects.update(zone=zone)

    def come_morning(self):
        """It is eight: what was to come at eight is due. How many messages came."""
        (until,) = Message.objects.filter(number__isnull=True).values_list("waits_until", flat=True)
        there = until.astimezone(ZoneInfo(Branch.objects.get(pk=self.branch.pk).zone))
        assert (there.hour, there.minute) == (MORNING, 0)
        self.turn_clock(MORNING)
        Message.objects.filter(number__isnull=True).update(waits_until=timezone.now())
        return deliver_due()

    def say(self, room, texts):
        """The teacher writes all of these."""
        for text in texts:
            place = ChatRoom.objects.get(pk=room)
            sending.send_message(author=self.teacher, room=place, client_id=uuid4(), text=text)


def test_new_people_ask_write_at_night_report_and_miss_nothing(
    play, group, course, pupil, second_pupil, parent, teacher, admin
):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    CourseTeacher.objects.create(course=course, teacher=teacher)
    author = Author(client_for(teacher), course)
    lesson = author.add_lesson(author.add_module())
    author.publish()
    for person in (pupil, second_pupil):
        enrol_user(actor=None, user=person, course=course, source=EnrollmentSource.FREE)
    town = Town(group.branch, teacher)
    with serve_methods(town) as address:
        play(
            "first-talk", door=address, lesson=str(lesson["id"]), teacherName=teacher.full_name,
            login=make_login(pupil, locale="uz"), other=make_login(second_pupil, locale="ru"),
            teacher=make_login(teacher, locale="en"), parent=make_login(parent, locale="ru"),
            office=make_login(admin, locale="en"),
        )  # fmt: skip
    assert Reply.objects.get(accepted_at__isnull=False).author == teacher
    assert not Message.objects.filter(number__isnull=True).exists()
    decision = CaseDecision.objects.get()
    assert (decision.action, decision.moderator, decision.withdrawn_at is not None) == ("hide", teacher, True)
