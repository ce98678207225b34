"""Where a person learns, teaches and works: what decides which forums they read, write in and moderate.

Each part is read once, when it is first asked for, as ids. One person has few of them, while the same rules as
subqueries make statements that take longer to build than to run. Use one `Places` for one request at most: it does not
hear of changes.
"""

from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.courses.models import CourseTeacher, GroupStatus, Membership, MembershipStatus
from apps.courses.queries import list_own_taught_groups
from apps.forums.models import ForumKind
from apps.learning.models import Enrollment
from apps.learning.queries import build_active_enrollments_filter
from apps.moderation.queries import MODERATE


class _Place(NamedTuple):
    """A group, and who learns in it or, of a group that is taught, who teaches it."""

    person: UUID
    group: UUID
    course: UUID
    branch: UUID
    status: str


class Places:
    """The places of one person, and the filters of forums that follow from them."""

    def __init__(self, user: User) -> None:
        self.user = user

    def build_open_filter(self) -> Q:
        """Build the filter of forums in which who reads also writes: of the centre, and of branches where the user, or
        a child of the user, learns or works.
        """
        if self.user.all_branches:
            return Q(kind=ForumKind.CENTRE) | Q(branch__isnull=False)
        learnt = {place.branch for place in (*self._learnt, *self._taught) if place.status == GroupStatus.ACTIVE}
        return Q(kind=ForumKind.CENTRE) | Q(branch__in={*learnt, *self._branches})

    def build_read_filter(self) -> Q:
        """Build the filter of forums of groups and courses that the user or a child of the user learns in."""
        groups = Q(group__in={place.group for place in self._learnt}) | self._build_taught_groups_filter()
        return groups | Q(course__in=self._list_learnt_courses({self.user.pk, *self._children}))

    def build_learner_filter(self) -> Q:
        """Build the filter of forums of groups and courses that the user learns in, not a child of the user."""
        own = {place.group for place in self._learnt if place.person == self.user.pk}
        groups = Q(group__in=own) | self._build_taught_groups_filter()
        return groups | Q(course__in=self._list_learnt_courses({self.user.pk}))

    def build_taught_filter(self) -> Q:
        """Build the filter of forums of courses that the user teaches now; of all for who manages groups."""
        if has_permission(self.user, "groups.manage"):
            return Q(course__isnull=False)
        return Q(course__in=self._courses_taught_now)

    def build_moderated_filter(self) -> Q:
        """Build the filter of forums that the user moderates (`queries.list_moderated_forums`)."""
        moderated = Q(group__in={place.group for place in self._taught}) | Q(course__in=self._courses_taught_now)
        if not has_permission(self.user, MODERATE):
            return moderated
        if self.user.all_branches:
            return ~Q(pk__in=[])
        of_all = Q(kind__in=(ForumKind.CENTRE, ForumKind.COURSE))
        return moderated | of_all | Q(branch__in=self._branches) | Q(group__branch__in=self._branches)

    def _build_taught_groups_filter(self) -> Q:
        taught = Q(group__in={place.group for place in self._taught})
        if not has_permission(self.user, "groups.see_all"):
            return taught
        return Q(group__isnull=False) if self.user.all_branches else taught | Q(group__branch__in=self._branches)

    def _list_learnt_courses(self, people: set[UUID]) -> set[UUID]:
        in_groups = {place.course for place in self._learnt if place.person in people}
        return in_groups | {course for person, course in self._enrolments if person in people}

    @cached_property
    def _children(self) -> list[UUID]:
        return list(list_children(self.user, right=GuardianRight.PROGRESS).order_by().values_list("pk", flat=True))

    @cached_property
    def _learnt(self) -> list[_Place]:
        rows = Membership.objects.filter(student__in=[self.user.pk, *self._children], left_on__isnull=True)
        names = ("student_id", "group_id", "group__course_id", "group__branch_id", "group__status")
        rows = rows.exclude(status=MembershipStatus.LEAD).order_by()
        return [_Place(*row) for row in rows.values_list(*names)]

    @cached_property
    def _enrolments(self) -> list[tuple[UUID, UUID]]:
        people = [self.user.pk, *self._children]
        rows = Enrollment.objects.filter(build_active_enrollments_filter(), user__in=people)
        return list(rows.order_by().values_list("user_id", "course_id"))

    @cached_property
    def _taught(self) -> list[_Place]:
        rows = list_own_taught_groups(self.user).order_by().values_list("pk", "course_id", "branch_id", "status")
        return [_Place(self.user.pk, *row) for row in rows]

    @cached_property
    def _courses_taught_now(self) -> set[UUID]:
        """The courses that the user teaches as a whole or in an active group; who taught a group that is closed has
        only the forum of that group.
        """
        own = CourseTeacher.objects.filter(teacher=self.user).order_by().values_list("course_id", flat=True)
        return {*own, *(place.course for place in self._taught if place.status == GroupStatus.ACTIVE)}

    @cached_property
    def _branches(self) -> list[UUID]:
        return list(list_user_branch_ids(self.user))
