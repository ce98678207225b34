"""Online access by membership: a group of a course that is taught both ways opens the course online for its pupils, and
the end of the membership closes it, within the minutes between two runs of the job.
"""

from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf, TruncDate

import apps.jobs.services as jobs
from apps.core.errors import Conflict
from apps.core.local_days import get_today
from apps.core.uow import unit_of_work
from apps.courses.models import CourseMode, Group, Membership, MembershipStatus
from apps.jobs.kinds import ClaimedJob
from apps.learning.models import Enrollment, EnrollmentCause, EnrollmentSource
from apps.learning.queries import OPEN_STATES
from apps.learning.services.enrollments import end_enrollment, enrol_user
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch


def sync_group_access(job: ClaimedJob) -> None:
    """Job handler: open courses for the pupils of their groups, and close them for who left; each on its own.

    An enrolment that the office ended since the pupil joined is not made again.
    """
    for membership in _list_memberships_without_access():
        try:
            enrol_user(
                actor=None, user=membership.student, course=membership.group.course, source=EnrollmentSource.MEMBERSHIP
            )
        except Conflict:
            # Two groups of one course, or an order that was paid this moment: the course is open already.
            continue
    for enrollment in _list_enrollments_without_membership():
        end_enrollment(actor=None, enrollment=enrollment, cause=EnrollmentCause.LEFT_GROUP)
    with unit_of_work():
        jobs.complete_job(job)


def _list_attended() -> QuerySet[Membership]:
    both_ways = Q(group__course__mode=CourseMode.BOTH, group__course__content__published__isnull=False)
    days = Q(pk__in=[])
    for zone in {*Branch.objects.values_list("zone", flat=True), *Group.objects.values_list("zone", flat=True)} - {""}:
        today = get_today(zone)
        still = Q(left_on__isnull=True) | Q(left_on__gte=today)
        days |= Q(zone=zone, joined_on__lte=today) & still
    rows = Membership.objects.annotate(zone=Coalesce(NullIf("group__zone", Value("")), "group__branch__zone"))
    return rows.filter(both_ways, days).exclude(status=MembershipStatus.LEAD)


def _list_memberships_without_access() -> QuerySet[Membership]:
    own = Enrollment.objects.filter(user=OuterRef("student"), course=OuterRef("group__course"))
    ended_on = TruncDate("ended_at", tzinfo=ZoneInfo(get_default_branch().zone))
    closed_by_office = (
        own.annotate(ended_on=ended_on)
        .filter(source=EnrollmentSource.MEMBERSHIP, ended_on__gte=OuterRef("joined_on"))
        .exclude(cause=EnrollmentCause.LEFT_GROUP)
    )
    rows = _list_attended().filter(~Exists(own.filter(state__in=OPEN_STATES)), ~Exists(closed_by_office))
    return rows.select_related("student", "group__course").order_by("pk")


def _list_enrollments_without_membership() -> QuerySet[Enrollment]:
    attended = _list_attended().filter(student=OuterRef("user"), group__course=OuterRef("course"))
    rows = Enrollment.objects.filter(~Exists(attended), source=EnrollmentSource.MEMBERSHIP, state__in=OPEN_STATES)
    return rows.select_related("user", "course").order_by("pk")
