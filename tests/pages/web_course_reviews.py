"""Reviews of a course, in a real Chromium (`course-reviews.browser.ts`)."""

import pytest

from apps.courses.models import CourseTeacher
from apps.learning.models import CourseReview, Enrollment, EnrollmentSource
from apps.learning.services import enrol_user
from tests.factories import client_for
from tests.learning.course_writing import Author
from tests.pages.browser import make_login

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_a_course_is_reviewed(play, group, course, pupil, second_pupil, admin):
    teacher = group.lead_teacher
    CourseTeacher.objects.create(course=course, teacher=teacher)
    author = Author(client_for(teacher), course)
    author.add_lesson(author.add_module())
    author.publish()
    for person in (pupil, second_pupil):
        enrol_user(actor=None, user=person, course=course, source=EnrollmentSource.FREE)
    Enrollment.objects.filter(user=pupil).update(progress=40)
    people = {"learner": pupil, "other": second_pupil, "teacher": teacher, "office": admin}
    play("course-reviews", course=str(course.pk), **{who: make_login(one, locale="en") for who, one in people.items()})
    assert not CourseReview.objects.exists()
