"""Who may learn a course online, and see which enrolment."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.utils import timezone

from api import guards
from api.auth import Identity
from apps.accounts.models import Guardian, User
from apps.core.errors import Forbidden, NotFound
from apps.courses.models import Course
from apps.learning.access import get_active_enrollment_or_forbidden, get_enrollment
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.queries import list_visible_enrollments
from apps.learning.services import enrol_user
from tests.factories import client_for

pytestmark = pytest.mark.django_db


def asking(user: User) -> Any:
    """A request of this person that authentication let through."""
    request: Any = RequestFactory().get("/")
    request.auth = Identity(user=user, session=client_for(user).session)  # type: ignore[arg-type]
    return request


@pytest.fixture
def enrolled(stranger, course):
    return enrol_user(actor=None, user=stranger, course=course, source=EnrollmentSource.FREE)


def test_course_is_open_to_enrolled_users_and_teachers(enrolled, group, course, teacher, manager, pupil, other_teacher):
    for person in (enrolled.user, teacher, manager):
        assert guards.get_course_as_enrolled_user(asking(person), course.pk) == course
    for person in (pupil, other_teacher):
        with pytest.raises(Forbidden):
            guards.get_course_as_enrolled_user(asking(person), course.pk)
    with pytest.raises(NotFound):
        guards.get_course_as_enrolled_user(asking(enrolled.user), uuid4())


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "frozen"},
        {"state": "ended", "ended_at": timezone.now()},
        {"state": "refunded", "ended_at": timezone.now()},
        {"starts_at": timezone.now() - timedelta(days=3), "until": timezone.now() - timedelta(days=1)},
        {"starts_at": timezone.now() + timedelta(days=1)},
    ],
    ids=["frozen", "ended", "refunded", "past its end", "not begun"],
)
def test_an_enrolment_that_opens_nothing_now(enrolled, course, changes):
    assert get_active_enrollment_or_forbidden(enrolled.user, course.pk) == enrolled
    Enrollment.objects.filter(pk=enrolled.pk).update(**changes)
    with pytest.raises(Forbidden):
        get_active_enrollment_or_forbidden(enrolled.user, course.pk)
    with pytest.raises(Forbidden):
        guards.get_course_as_enrolled_user(asking(enrolled.user), course.pk)


def test_a_course_that_was_archived_stays_open_for_who_learns_it(enrolled, course, pupil):
    Course.objects.update(status="archived")
    assert guards.get_course_as_enrolled_user(asking(enrolled.user), course.pk) == course
    with pytest.raises(NotFound):
        guards.get_course_as_enrolled_user(asking(pupil), course.pk)


def test_visibility_of_enrolments(enrolled, group, parent, teacher, manager, pupil, other_teacher):
    Guardian.objects.create(parent=parent, child=enrolled.user, kind="mother")
    for person in (enrolled.user, parent, teacher, manager):
        assert get_enrollment(person, enrolled.pk) == enrolled
    Guardian.objects.update(sees_progress=False)
    for person in (parent, pupil, other_teacher):
        with pytest.raises(NotFound):
            get_enrollment(person, enrolled.pk)
        assert not list_visible_enrollments(person).exists()
