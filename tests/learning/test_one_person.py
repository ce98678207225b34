"""What becomes of progress and reviews when two accounts of one person become one, and when a person is erased."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from apps.core.permissions import Role
from apps.courses.models import Course
from apps.learning.models import BlockProgress, CourseReview, Enrollment, EnrollmentSource, LessonProgress, LessonView
from apps.learning.services import end_enrollment, enrol_user
from apps.learning.services.reviews import save_review
from apps.portal.services.erasure import erase_database_rows
from tests.accounts.merges.merge_calls import merge, preview
from tests.factories import client_for, make_user
from tests.learning.published import publish_lessons

pytestmark = pytest.mark.django_db


@pytest.fixture
def duplicate():
    return make_user(Role.STUDENT, "Jasur", "Oripov", email=None, phone="+998901112233")


def learn(user, course, lessons, *pieces):
    """They are enrolled, have done these lessons, and heard these pieces of the first one."""
    enrollment = enrol_user(actor=None, user=user, course=course, source=EnrollmentSource.OFFICE)
    for lesson in lessons:
        client_for(user).post(f"/courses/lessons/{lesson.pk}/progress/", {"scrolled": True})
    begun = timezone.now() - timedelta(hours=1)
    watched = [{"block": block, "pieces": [list(piece)]} for piece in pieces for block in lessons[0].watched]
    BlockProgress.objects.filter(user=user).update(opened_at=begun)
    client_for(user).post(f"/courses/lessons/{lessons[0].pk}/progress/", {"watched": watched})
    return enrollment


def test_two_accounts_of_one_person_have_the_progress_of_both(course, manager, pupil, duplicate, second_pupil):
    first, second, third = publish_lessons(course, {"audio": [60_000]}, {}, {})
    ended = learn(pupil, course, [first, second], (0, 10_000))
    end_enrollment(actor=None, enrollment=ended, reason="over")
    learn(duplicate, course, [first, third], (5_000, 20_000))
    for person, stars in ((pupil, 5), (duplicate, 2), (second_pupil, 4)):
        save_review(user=person, course=course, rating=stars, text="")
    assert merge(client_for(manager), pupil, duplicate).status == 200
    running = Enrollment.objects.get(user=pupil, state="active")
    assert (running.progress, running.completed_at is None) == (100, False)
    heard = BlockProgress.objects.get(user=pupil, block=UUID(first.watched[0]))
    assert (heard.pieces, heard.granted_ms) == ([[0, 20_000]], 20_000)
    assert set(CourseReview.objects.values_list("user", "rating")) == {(pupil.pk, 5), (second_pupil.pk, 4)}
    course = Course.objects.get(pk=course.pk)
    assert (course.review_count, course.review_stars) == (2, 9)


def test_two_accounts_that_learn_one_course_are_not_merged(course, manager, pupil, duplicate):
    lessons = publish_lessons(course, {"audio": [60_000]})
    for person in (pupil, duplicate):
        learn(person, course, lessons)
    told = preview(client_for(manager), pupil, duplicate)
    assert [conflict["code"] for conflict in told.json["conflicts"]] == ["merge_same_course"]
    assert merge(client_for(manager), pupil, duplicate).status == 409


def test_nothing_of_an_erased_person_is_kept_but_that_they_were_enrolled(course, pupil, second_pupil):
    lessons = publish_lessons(course, {"audio": [60_000]})
    for person in (pupil, second_pupil):
        learn(person, course, lessons, (0, 10_000))
        client_for(person).get(f"/courses/lessons/{lessons[0].pk}/")
        save_review(user=person, course=course, rating=3, text="Good")
    erase_database_rows(pupil.pk)
    for model in (LessonProgress, BlockProgress, LessonView, CourseReview):
        assert list(model.objects.values_list("user", flat=True)) == [second_pupil.pk]
    assert set(Enrollment.objects.values_list("user", "state")) == {(pupil.pk, "ended"), (second_pupil.pk, "active")}
    course = Course.objects.get(pk=course.pk)
    assert (course.review_count, course.review_stars) == (1, 3)
