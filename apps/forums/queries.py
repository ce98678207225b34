"""Which forums a person reads, writes in and moderates; their lists with unread counts."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.core.lookups import filter_given
from apps.core.translated_texts import pick_translation
from apps.courses.models import Course, CourseStatus, CourseTeacher, GroupStatus, Membership, MembershipStatus
from apps.courses.queries import list_own_taught_groups, list_taught_groups, list_visible_groups
from apps.forums.models import Discussion, DiscussionRead, Forum, ForumKind, ForumReader, SubscriptionLevel
from apps.learning.models import Enrollment
from apps.learning.queries import build_active_enrollments_filter
from apps.moderation.kinds import TextPlace
from apps.moderation.queries import MODERATE, list_banned_room_ids
from apps.settings.models import Branch

ROOM = "forum"
"""The kind of these rooms in `apps.moderation`."""
GROUP_CLOSED, COURSE_ARCHIVED, ONLY_READER = "group_closed", "course_archived", "reader"
"""Why one may not write in a forum: the place is over, or one only reads."""
NEW_FOR = timedelta(days=30)
"""A discussion that a person never opened counts as unread for so long after its last text."""


def list_visible_forums(user: User, *, kind: str | None = None) -> QuerySet[Forum]:
    """Return the forums that the user reads: of groups that the user or a child of the user learns in, of courses that
    they learn, of branches where they learn or work, of the centre; those that the user moderates; none from which the
    user is banned.
    """
    groups = list_visible_groups(user).order_by()
    family = list_children(user, right=GuardianRight.PROGRESS).order_by().values("pk")
    courses = _build_learnt_filter([user.pk]) | _build_learnt_filter(family) | _build_taught_filter(user)
    seen = _build_open_filter(user) | Q(group__in=groups.values("pk")) | courses | _build_moderated_filter(user)
    rows = _list_unbanned(user, "forums.see").filter(seen)
    return filter_given(rows, kind=kind).select_related("course", "group", "branch")


def list_written_forums(user: User) -> QuerySet[Forum]:
    """Return the forums in which the user may write: in a group or course its pupils and teachers, not their parents;
    in others everybody who reads them. In that of a closed group or an archived course nobody writes.
    """
    own = Membership.objects.filter(student=user, left_on__isnull=True).exclude(status=MembershipStatus.LEAD)
    taught = list_taught_groups(user).order_by().values("pk")
    groups = Q(group__in=own.order_by().values("group")) | Q(group__in=taught)
    courses = _build_learnt_filter([user.pk]) | _build_taught_filter(user)
    rows = _list_unbanned(user, "forums.write")
    rows = rows.filter(_build_open_filter(user) | groups | courses | _build_moderated_filter(user))
    return rows.exclude(group__status=GroupStatus.CLOSED).exclude(course__status=CourseStatus.ARCHIVED)


def find_end(forum: Forum) -> str:
    """Return why nobody writes in a forum: GROUP_CLOSED or COURSE_ARCHIVED; "" where people write."""
    if forum.group is not None and forum.group.status == GroupStatus.CLOSED:
        return GROUP_CLOSED
    return COURSE_ARCHIVED if forum.course is not None and forum.course.status == CourseStatus.ARCHIVED else ""


def list_moderated_forums(user: User) -> QuerySet[Forum]:
    """Return the forums that the user moderates: of groups and courses that the user teaches, and with
    `content.moderate` those of the user's branches, of courses and of the centre.
    """
    return _list_unbanned(user, "forums.see").filter(_build_moderated_filter(user))


def with_rights_and_counts(forums: QuerySet[Forum], user: User) -> QuerySet[Forum]:
    """Add `can_write`, `can_moderate`, `level`, `seen_at` and `unread_count`: discussions with texts of others that the
    user has not read.
    """
    own = ForumReader.objects.filter(forum=OuterRef("pk"), user=user)
    here = {"pk": OuterRef("pk")}
    unread = filter_unread(list_shown_discussions(user), user).filter(forum=OuterRef("pk"))
    return forums.annotate(
        can_write=Exists(list_written_forums(user).filter(**here)),
        can_moderate=Exists(list_moderated_forums(user).filter(**here)),
        level=Coalesce(Subquery(own.values("level")[:1]), Value(SubscriptionLevel.OWN)),
        seen_at=Subquery(own.values("seen_at")[:1]),
        unread_count=count_rows(unread),
    )


def filter_unread(discussions: QuerySet[Discussion], user: User, *, is_unread: bool = True) -> QuerySet[Discussion]:
    """Filter discussions whose last text is newer than what the user has read of them, or all others."""
    seen = DiscussionRead.objects.filter(discussion=OuterRef("pk"), user=user).values("read_at")[:1]
    rows = discussions.annotate(read_until=Coalesce(Subquery(seen), Value(timezone.now() - NEW_FOR)))
    is_after = "gt" if is_unread else "lte"
    return rows.filter(**{f"last_activity_at__{is_after}": F("read_until")})


def list_shown_discussions(user: User) -> QuerySet[Discussion]:
    """Return the discussions that stand in lists: of those that may be opened, deleted ones only with replies."""
    return list_unhidden_discussions(user).exclude(deleted_at__isnull=False, reply_count=0)


def list_unhidden_discussions(user: User) -> QuerySet[Discussion]:
    """Return the discussions that are not merged away, hidden ones of others only with replies, which stay: as the
    deleted text above them, a hidden one is not shown. It does not check the forum.
    """
    moderated = list_moderated_forums(user).order_by().values("pk")
    shown = Q(hidden_at__isnull=True) | Q(reply_count__gt=0) | Q(author=user) | Q(forum__in=moderated)
    return Discussion.objects.filter(shown, merged_into__isnull=True)


def count_rows(rows: QuerySet[Any]) -> Coalesce:
    """Return the number of rows of a subquery as an expression."""
    total = rows.order_by().annotate(one=Value(1)).values("one").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), Value(0))


def get_place(forum: Forum) -> TextPlace:
    """Return the room for `apps.moderation`."""
    group = forum.group
    return TextPlace(
        kind=ROOM,
        id=forum.pk,
        title=name_forum(forum),
        course=forum.course_id,
        group=forum.group_id,
        branch=group.branch_id if group is not None else forum.branch_id,
        titles=forum.course.title if forum.course is not None else {},
    )


def name_forum(forum: Forum) -> str:
    """Return the name of the forum's place in the active language; that of the centre has none."""
    if forum.group is not None:
        return forum.group.name
    if forum.course is not None:
        return pick_translation(forum.course.title)
    return forum.branch.name if forum.branch is not None else ""


def _list_unbanned(user: User, permission: str) -> QuerySet[Forum]:
    if not has_permission(user, permission):
        return Forum.objects.none()
    return Forum.objects.exclude(pk__in=list_banned_room_ids(user, ROOM))


def _build_open_filter(user: User) -> Q:
    """Build the filter of forums in which who reads also writes: of the centre, and of branches where the user, or a
    child of the user, learns or works.
    """
    groups = list_visible_groups(user).filter(status=GroupStatus.ACTIVE).order_by().values("branch")
    return Q(kind=ForumKind.CENTRE) | Q(branch__in=groups) | Q(branch__in=_list_staff_branches(user))


def _build_taught_filter(user: User) -> Q:
    """Build the filter of forums of courses that the user teaches now; of all for who manages groups."""
    if has_permission(user, "groups.manage"):
        return Q(course__isnull=False)
    return Q(course__in=_list_courses_taught_now(user))


def _list_courses_taught_now(user: User) -> QuerySet[Any, Any]:
    """Return the courses that the user teaches as a whole or in an active group; who taught a group that is closed
    has only the forum of that group.
    """
    groups = list_own_taught_groups(user).filter(status=GroupStatus.ACTIVE).order_by().values("course")
    own = CourseTeacher.objects.filter(teacher=user).order_by().values("course")
    return Course.objects.filter(Q(pk__in=groups) | Q(pk__in=own)).order_by().values("pk")


def _build_learnt_filter(people: Any) -> Q:
    """Build the filter of forums of courses that one of these people learns online or in a group."""
    online = Enrollment.objects.filter(build_active_enrollments_filter(), user__in=people).order_by()
    members = Membership.objects.filter(student__in=people, left_on__isnull=True).exclude(status=MembershipStatus.LEAD)
    return Q(course__in=online.values("course")) | Q(course__in=members.order_by().values("group__course"))


def _list_staff_branches(user: User) -> QuerySet[Any, Any]:
    return Branch.objects.order_by().values_list("pk", flat=True) if user.all_branches else list_user_branch_ids(user)


def _build_moderated_filter(user: User) -> Q:
    groups = list_own_taught_groups(user).order_by().values("pk")
    moderated = Q(group__in=groups) | Q(course__in=_list_courses_taught_now(user))
    if not has_permission(user, MODERATE):
        return moderated
    if user.all_branches:
        return ~Q(pk__in=[])
    mine = list_user_branch_ids(user)
    of_all = Q(kind__in=(ForumKind.CENTRE, ForumKind.COURSE))
    return moderated | of_all | Q(branch__in=mine) | Q(group__branch__in=mine)
