"""The ways into rooms and conversations, and messages that a moderator looks at first, in a real Chromium
(`chat-rooms.browser.ts`).
"""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import ChildProfile, Guardian
from apps.chat.models import ChatRoom, Message
from apps.courses.models import CourseTeacher
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from apps.moderation.services.words import add_blocked_word
from apps.settings.services import update_system_settings
from tests.factories import client_for
from tests.learning.course_writing import Author
from tests.pages.browser import create_running_lesson, in_base64, make_login
from tests.resources.sample_files import picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_rooms_open_from_where_people_are_and_held_messages_are_seen(play, group, course, pupil, parent, admin):
    """From the pages of a course, a group, a lesson that is on, a pupil and a child."""
    teacher = group.lead_teacher
    all_day = {"message_hours_from": time(0), "message_hours_until": time(0)}
    update_system_settings(actor=None, texts_per_minute=600, new_member_texts=0, **all_day)
    ChildProfile.objects.create(user=pupil, birth_date=(timezone.now() - timedelta(days=5_500)).date(), code="048213")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    CourseTeacher.objects.create(course=course, teacher=teacher)
    author = Author(client_for(teacher), course)
    author.add_lesson(author.add_module())
    author.publish()
    enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.FREE)
    create_running_lesson(group)
    add_blocked_word(actor=admin, language="uz", word="ahmoq", effect="hold")
    play(
        "chat-rooms", login=make_login(pupil, locale="uz"), teacher=make_login(teacher, locale="en"),
        parent=make_login(parent, locale="ru"), office=make_login(admin, locale="en"), course=str(course.pk),
        group=str(group.pk), groupName=group.name, pupil=str(pupil.pk), pupilName=pupil.full_name,
        teacherName=teacher.full_name, picture=in_base64(picture(size=(120, 60))),
    )  # fmt: skip
    kinds = sorted(ChatRoom.objects.values_list("kind", flat=True))
    assert kinds == ["course", "direct", "direct", "group", "lesson", "office"]
    (let_through,) = Message.objects.filter(text__contains="ahmoq")
    assert (let_through.author, let_through.number is not None) == (pupil, True)
    assert Message.objects.get(deleted_at__isnull=False).number is None
