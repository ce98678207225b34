"""The people of a forum: who reads it, and whom a text may name."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.models import Guardian, User
from apps.accounts.queries import list_permission_holders
from apps.core.permissions import OFFICE, Role
from apps.courses.models import CourseTeacher, Group, GroupStatus, Membership, MembershipStatus
from apps.courses.queries import list_visible_groups
from apps.forums.models import Discussion, Forum, ForumKind, Reply
from apps.forums.queries import list_moderated_forums
from apps.learning.models import Enrollment
from apps.learning.queries import build_active_enrollments_filter
from apps.moderation.models import Sanction
from apps.moderation.queries import MODERATE


def list_forum_people(forum: Forum) -> QuerySet[User]:
    """Return the active people who read the forum. It is for messages: `queries.list_visible_forums` decides."""
    people = User.objects.filter(is_active=True, erased_at__isnull=True, merged_into__isnull=True)
    if forum.kind == ForumKind.CENTRE:
        people = people.exclude(role=Role.MEMBER, own_role__isnull=True)
    else:
        people = people.filter(_build_participants_filter(forum) | _build_office_filter(forum))
    banned = Sanction.objects.filter(person=OuterRef("pk"), kind="ban", place_id=forum.pk, lifted_at__isnull=True)
    return people.exclude(Exists(banned))


def list_participants(forum: Forum) -> QuerySet[User]:
    """Return the people of a group, course or branch who read its forum: learners, their guardians and teachers; not
    the office.
    """
    return list_forum_people(forum).filter(_build_participants_filter(forum))


def list_mentionable_people(user: User, forum: Forum) -> QuerySet[User]:
    """Return whom a text of the user in the forum may name: who has written there, teachers, and in a group its
    pupils; in a course those of groups that the user sees, for who moderates all; elsewhere the office.
    """
    people = list_forum_people(forum)
    shown = {"author": OuterRef("pk"), "deleted_at__isnull": True, "hidden_at__isnull": True}
    wrote = Exists(Discussion.objects.filter(forum=forum, **shown))
    answered = Exists(Reply.objects.filter(discussion__forum=forum, **shown))
    if forum.kind not in (ForumKind.GROUP, ForumKind.COURSE):
        return people.filter(Q(role__in=(*OFFICE, Role.TEACHER)) | wrote | answered)
    learners = _list_learners(forum)
    if forum.kind == ForumKind.COURSE and not list_moderated_forums(user).filter(pk=forum.pk).exists():
        groups = list_visible_groups(user).filter(course=forum.course_id).order_by().values("pk")
        members = Membership.objects.filter(group__in=groups, left_on__isnull=True).exclude(
            status=MembershipStatus.LEAD
        )
        learners = learners.filter(pk__in=members.order_by().values("student"))
    return people.filter(Q(pk__in=learners) | _build_teachers_filter(forum) | wrote | answered)


def _build_participants_filter(forum: Forum) -> Q:
    learners = _list_learners(forum)
    wards = Guardian.objects.filter(
        parent=OuterRef("pk"), ended_at__isnull=True, sees_progress=True, child__in=learners
    )
    return Q(pk__in=learners) | _build_teachers_filter(forum) | Q(Exists(wards))


def _build_office_filter(forum: Forum) -> Q:
    """Build the filter of the office that reads the forum of a branch, group or course: of its branch, of all branches,
    and for a course who moderates.
    """
    moderators = Q(pk__in=[person.pk for person in list_permission_holders(MODERATE)])
    everywhere = Q(role__in=OFFICE, all_branches=True)
    if forum.kind == ForumKind.COURSE:
        return everywhere | moderators
    seers = Q(pk__in=[person.pk for person in list_permission_holders("groups.see_all")])
    branch = forum.group.branch_id if forum.group is not None else forum.branch_id
    works_there = User.branches.through.objects.filter(branch=branch).values("user")
    return everywhere | (moderators | seers) & (Q(all_branches=True) | Q(pk__in=works_there))


def _list_learners(forum: Forum) -> QuerySet[User]:
    """Return the ids of who learns in the forum's place now, as a subquery."""
    members = Membership.objects.filter(left_on__isnull=True).exclude(status=MembershipStatus.LEAD)
    if forum.kind == ForumKind.GROUP:
        members = members.filter(group=forum.group_id)
    elif forum.kind == ForumKind.BRANCH:
        members = members.filter(group__branch=forum.branch_id)
    else:
        members = members.filter(group__course=forum.course_id)
    learners = Q(pk__in=members.order_by().values("student"))
    if forum.kind == ForumKind.COURSE:
        online = Enrollment.objects.filter(build_active_enrollments_filter(), course=forum.course_id)
        learners |= Q(pk__in=online.order_by().values("user"))
    return User.objects.filter(learners).order_by().values("pk")  # type: ignore[return-value]


def _build_teachers_filter(forum: Forum) -> Q:
    groups = Group.objects.all()
    if forum.kind == ForumKind.GROUP:
        groups = groups.filter(forum=forum)
    elif forum.kind == ForumKind.BRANCH:
        groups = groups.filter(branch=forum.branch_id, status=GroupStatus.ACTIVE)
    else:
        groups = groups.filter(course=forum.course_id, status=GroupStatus.ACTIVE)
    assists = Group.assistants.through.objects.filter(group__in=groups.values("pk"))
    teachers = Q(pk__in=groups.order_by().values("lead_teacher")) | Q(pk__in=assists.values("user"))
    if forum.kind == ForumKind.COURSE:
        teachers |= Q(pk__in=CourseTeacher.objects.filter(course=forum.course_id).values("teacher"))
    if forum.kind == ForumKind.BRANCH:
        teachers |= Q(branches__forum=forum)
    return teachers
