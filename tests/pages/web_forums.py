"""Discussions of a centre and under a lesson, in a real Chromium (`forums.browser.ts`), and at a second of its film
(`forum-moments.browser.ts`).
"""

import pytest

from apps.courses.models import CourseTeacher
from apps.forums.models import Discussion, ForumReader, Reply, TextEdit, Upvote
from apps.forums.services.forums import open_forum
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from apps.moderation.models import TextReport
from tests.factories import client_for
from tests.forums.forum_requests import open_group_forum
from tests.learning.course_writing import Author
from tests.pages.browser import in_base64, make_login
from tests.pages.web_video import publish_film
from tests.resources.sample_files import picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_pupil_asks_under_a_lesson_and_gets_an_answer(play, group, course, pupil, second_pupil, teacher):
    """Live on a phone. Then it is voted for, changed, closed, moved, split and joined."""
    forum = open_group_forum(group)
    CourseTeacher.objects.create(course=course, teacher=teacher)
    author = Author(client_for(teacher), course)
    lesson = author.add_lesson(author.add_module())
    author.publish()
    for person in (pupil, second_pupil):
        enrol_user(actor=None, user=person, course=course, source=EnrollmentSource.FREE)
    play(
        "forums", lesson=str(lesson["id"]), forum=str(forum.pk),
        courseForum=str(open_forum(kind="course", place_id=course.pk).pk),
        names=[person.full_name for person in (pupil, second_pupil, teacher)],
        picture=in_base64(picture(size=(120, 60))),
        learner=make_login(pupil, locale="uz"), other=make_login(second_pupil, locale="ru"),
        teacher=make_login(teacher, locale="en"),
    )  # fmt: skip
    question = Discussion.objects.get(title="Qachon “an” boʻladi?")
    assert (str(question.lesson_id), question.author, question.resolved_at is None) == (lesson["id"], pupil, False)
    accepted = Reply.objects.get(accepted_at__isnull=False)
    assert (accepted.author, accepted.text) == (teacher, "<p>Before a vowel sound: an hour.</p>")
    assert Upvote.objects.filter(reply=accepted, user=second_pupil).exists()
    assert TextEdit.objects.filter(reply=accepted).exists()
    assert Reply.objects.filter(deleted_at__isnull=False).count() == 1
    assert [file.kind for file in Reply.objects.get(text="<p>Listen to it.</p>").files.all()] == ["voice"]
    assert TextReport.objects.get().author == second_pupil
    assert ForumReader.objects.get(user=pupil, forum=forum).level == "all"


def test_a_question_leads_to_its_second_of_a_film(play, course, pupil, second_pupil, teacher):
    """And has a picture that was pasted."""
    CourseTeacher.objects.create(course=course, teacher=teacher)
    lesson, _, _ = publish_film(course, teacher)
    for person in (pupil, second_pupil):
        enrol_user(actor=None, user=person, course=course, source=EnrollmentSource.FREE)
    play(
        "forum-moments", lesson=str(lesson.pk), learner=make_login(pupil, locale="uz"),
        other=make_login(second_pupil, locale="ru"), picture=in_base64(picture(size=(120, 60))),
    )  # fmt: skip
    question = Discussion.objects.get()
    assert (question.lesson_id, question.second, question.author) == (lesson.pk, 31, pupil)
    assert [file.kind for file in question.files.all()] == ["picture"]
