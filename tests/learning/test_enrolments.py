"""Enrolments: how they begin, pause and end, who is told, and that there is one open at a time."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.events.models import StreamEvent
from apps.learning import services
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.personal_data import prepare_erasure
from apps.notifications.models import Notification
from apps.settings.models import AuditLog
from tests.concurrency import call_concurrently
from tests.job_runs import run_jobs

pytestmark = pytest.mark.django_db
Step = Callable[[Enrollment], Enrollment]
STEPS: dict[str, Step] = {
    "freeze": partial(services.freeze_enrollment, actor=None, cause="dispute"),
    "unfreeze": partial(services.unfreeze_enrollment, actor=None, cause="dispute"),
    "end": partial(services.end_enrollment, actor=None, reason="over"),
    "refunded": partial(services.end_refunded_enrollment, actor=None),
}
RESULTS = {
    "active": ("freeze unfreeze", "unfreeze"),
    "frozen": ("freeze", "freeze freeze"),
    "ended": ("freeze end", "end freeze", "end refunded", "end unfreeze"),
    "refunded": ("freeze refunded", "refunded end", "refunded unfreeze"),
}


def begun(user: User, course: Course, **more: object) -> Enrollment:
    return services.enrol_user(actor=None, user=user, course=course, source=EnrollmentSource.OFFICE, **more)  # type: ignore[arg-type]


def take(name: str, enrollment: Enrollment) -> Enrollment:
    return STEPS[name](enrollment=enrollment)  # type: ignore[call-arg]


def test_first_enrolment_makes_a_student_and_notifies(stranger, course):
    enrollment = begun(stranger, course)
    stranger.refresh_from_db()
    assert (stranger.role, enrollment.state, enrollment.until) == (Role.STUDENT, "active", None)
    assert stranger.number is not None
    own, event = StreamEvent.objects.filter(type="enrolment.changed").order_by("-stream_id")
    assert (own.stream_id, event.stream_id) == (f"user:{stranger.pk}", f"course_wall:{course.pk}")
    assert own.data == event.data
    assert event.data == {"enrolment": str(enrollment.pk), "course": str(course.pk), "state": "active", "until": None}
    [notification] = Notification.objects.filter(type="learning.enrolled")
    assert (notification.user, notification.data) == (stranger, {"title": course.title})
    assert AuditLog.objects.filter(action="learning.enrol", object_id=str(enrollment.pk)).count() == 1


def test_only_one_enrolment_is_open_per_course(pupil, course):
    first = begun(pupil, course)
    for name in ("", "freeze"):
        if name:
            take(name, first)
        with pytest.raises(Conflict) as refused:
            begun(pupil, course)
        assert refused.value.code == "already_enrolled"
    take("end", first)
    assert begun(pupil, course).pk != first.pk


@pytest.mark.django_db(transaction=True)
def test_parallel_enrolments_create_one(pupil, course):
    def enrol() -> str:
        try:
            return begun(pupil, course).state
        except Conflict as error:
            return str(error.code)

    assert sorted(call_concurrently([enrol] * 8)) == ["active"] + ["already_enrolled"] * 7
    assert Enrollment.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "steps"), [(state, steps) for state, all_steps in RESULTS.items() for steps in all_steps]
)
def test_state_changes_lead_to_expected_states(pupil, course, steps, state):
    enrollment = begun(pupil, course)
    for name in steps.split():
        enrollment = take(name, enrollment)
    enrollment.refresh_from_db()
    assert (enrollment.state, enrollment.ended_at is not None) == (state, state in ("ended", "refunded"))


def test_unchanged_state_publishes_no_event(pupil, course):
    enrollment = begun(pupil, course)
    take("end", enrollment)
    event_count, written = StreamEvent.objects.count(), AuditLog.objects.count()
    for name in STEPS:
        take(name, enrollment)
    assert (StreamEvent.objects.count(), AuditLog.objects.count()) == (event_count, written)


def test_only_what_froze_it_unfreezes_it(pupil, course):
    enrollment = services.freeze_enrollment(actor=None, enrollment=begun(pupil, course), reason="dispute")
    assert take("unfreeze", enrollment).state == "frozen"
    assert services.unfreeze_enrollment(actor=None, enrollment=enrollment, cause="office").state == "active"


def test_an_end_that_comes_while_somebody_is_enrolled_is_refused(pupil, course):
    with pytest.raises(Invalid) as refused:
        services.enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE, until=timezone.now())
    assert list(refused.value.fields) == ["until"]


def test_its_end_can_be_moved_while_it_is_open(pupil, course):
    later = timezone.now() + timedelta(days=30)
    enrollment = begun(pupil, course)
    for until in (later, later, None):
        enrollment = services.set_enrollment_end(actor=None, enrollment=enrollment, until=until)
        assert enrollment.until == until
    assert AuditLog.objects.filter(action="learning.prolong").count() == 2
    take("end", enrollment)
    with pytest.raises(Conflict):
        services.set_enrollment_end(actor=None, enrollment=enrollment, until=later)


def test_erasure_ends_open_enrolments(pupil, second_pupil, course):
    mine, theirs = begun(pupil, course), begun(second_pupil, course)
    prepare_erasure(pupil.pk)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, mine.cause, theirs.state) == ("ended", "erased", "active")


@pytest.mark.parametrize("is_frozen", [False, True])
def test_an_enrolment_whose_time_is_over_is_ended_and_the_person_enrolled_anew(pupil, second_pupil, course, is_frozen):
    begun(second_pupil, course, until=timezone.now() + timedelta(days=1))
    over = begun(pupil, course)
    if is_frozen:
        services.freeze_enrollment(actor=None, enrollment=over, reason="Ill")
    past = timezone.now() - timedelta(days=2)
    Enrollment.objects.filter(pk=over.pk).update(starts_at=past, until=past + timedelta(days=1))
    with unit_of_work():
        jobs.enqueue(kind="learning.end_expired")
    assert run_jobs("learning.end_expired") == 1
    states = dict(Enrollment.objects.values_list("user", "state"))
    assert states == {pupil.pk: "ended", second_pupil.pk: "active"}
    assert Enrollment.objects.get(pk=over.pk).cause == "expired"
    assert begun(pupil, course).state == "active"
