"""A group of a course that is taught both ways opens the course online; the end of the membership closes it."""

from datetime import timedelta

import pytest
from django.utils import timezone

import apps.courses.services as courses
import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Membership
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.services import end_enrollment, enrol_user
from tests import factories
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.learning.course_writing import Author

pytestmark = pytest.mark.django_db
KIND = "learning.sync_group_access"


@pytest.fixture
def content(course, admin):
    Course.objects.filter(pk=course.pk).update(mode="both")
    author = Author(client_for(admin), course)
    author.add_lesson(author.add_module())
    author.publish()


def sync() -> None:
    with unit_of_work():
        jobs.enqueue(kind=KIND)
    assert run_jobs(KIND) == 1


def states(pupil) -> list[tuple[str, str]]:
    return list(Enrollment.objects.filter(user=pupil).order_by("pk").values_list("state", "cause"))


def test_a_pupil_gets_the_course_with_the_group_and_loses_it_with_the_last_day(content, group, pupil, admin):
    sync()
    sync()
    assert states(pupil) == [("active", "")]
    Membership.objects.filter(group=group, student=pupil).update(
        status="left", left_on=timezone.localdate() - timedelta(days=1)
    )
    sync()
    assert states(pupil) == [("ended", "left_group")]
    courses.add_member(actor=admin, group=group, student=pupil)
    sync()
    assert states(pupil) == [("ended", "left_group"), ("active", "")]


def test_what_the_office_ended_and_what_was_paid_stays_as_it_is(content, group, pupil, second_pupil, course, admin):
    paid = enrol_user(actor=None, user=second_pupil, course=course, source=EnrollmentSource.ORDER)
    sync()
    end_enrollment(actor=admin, enrollment=Enrollment.objects.get(user=pupil), reason="left_group")
    Membership.objects.all().update(joined_on=timezone.localdate() - timedelta(days=30))
    sync()
    assert states(pupil) == [("ended", "office")]
    Membership.objects.filter(student=second_pupil).update(
        status="left", left_on=timezone.localdate() - timedelta(days=1)
    )
    sync()
    assert list(Enrollment.objects.filter(user=second_pupil).values_list("pk", "state")) == [(paid.pk, "active")]


def test_a_course_at_the_centre_and_one_without_content_open_nothing(group, pupil, course, admin):
    sync()
    Course.objects.filter(pk=course.pk).update(mode="both")
    sync()
    assert states(pupil) == []
    later = factories.make_group(branch=group.branch, course=course, name="Later", teacher=group.lead_teacher)
    assert later.memberships.count() == 0
