"""What a teacher opens around a group and a lesson, in a real Chromium (`teacher-group.browser.ts`)."""

import pytest

from apps.accounts.models import ContactPerson
from apps.courses.models import PlacementMethod
from apps.courses.services import create_placement
from apps.notifications.models import Announcement
from apps.portal.models import FamilyMessage
from apps.portal.services.family_messages import create_family_template
from apps.resources.services import materials
from tests.attendance.register_requests import mark_row, send_marks
from tests.homework import submission_helpers
from tests.pages.browser import create_running_lesson, make_login

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_a_teacher_works_around_a_group(play, group, pupil, second_pupil, admin):
    """Eleven homeworks, a lesson that is on, two pupils."""
    lesson = create_running_lesson(group, topic="Family")
    for number in range(11):
        title = f"Unit {number + 1}" if number else "Unit 1·"
        newest = submission_helpers.assign_reading(group, title=title)
    submission_helpers.submit_and_score(newest, pupil, submission_helpers.recorded_result())
    assert send_marks(group.lead_teacher, lesson, mark_row(pupil, "present")).status == 200
    ContactPerson.objects.create(person=pupil, name="Zulfiya Oripova", relation="grandmother", phone="+998901112233")
    target = materials.MaterialTarget(course=group.course)
    materials.add_link(actor=group.lead_teacher, target=target, url="https://example.uz/", title="Words of the course")
    create_placement(student=pupil, actor=group.lead_teacher, language="en", level="A2", method=PlacementMethod.TEST)
    title, text = (dict.fromkeys(("uz", "ru", "en"), words) for words in ("Well done", "{student} did well today."))
    create_family_template(actor=admin, title=title, text=text)
    for user in (group.lead_teacher, pupil, second_pupil):
        make_login(user, locale="en")
    play("teacher-group", teacher=group.lead_teacher.email, group=str(group.pk), lesson=str(lesson.pk))
    announcement = Announcement.objects.get()
    assert (announcement.scope, announcement.object_id) == ("group", group.pk)
    message = FamilyMessage.objects.get()
    assert (message.author, message.student, message.text["en"]) == (
        group.lead_teacher,
        pupil,
        "Jasur Oripov did well today.",
    )
