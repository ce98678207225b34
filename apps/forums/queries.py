"""Which forums a person reads, writes in and moderates; their lists with unread counts."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.core.translated_texts import pick_translation
from apps.courses.models import CourseStatus, GroupStatus
from apps.forums.models import Discussion, DiscussionRead, Forum, ForumReader, SubscriptionLevel
from apps.forums.person_places import Places
from apps.moderation.kinds import TextPlace
from apps.moderation.queries import list_banned_room_ids

ROOM = "forum"
"""The kind of these rooms in `apps.moderation`."""
GROUP_CLOSED, COURSE_ARCHIVED, ONLY_READER = "group_closed", "course_archived", "reader"
"""Why one may not write in a forum: the place is over, or one only reads."""
NEW_FOR = timedelta(days=30)
"""A discussion that a person never opened counts as unread for so long after its last text."""


def list_visible_forums(user: User, *, kind: str | None = None, places: Places | None = None) -> QuerySet[Forum]:
    """Return the forums that the user reads: of groups that the user or a child of the user learns in, of courses that
    they learn, of branches where they learn or work, of the centre; those that the user moderates; none from which the
    user is banned. `places`, here and below: those of the user, when the caller has them.
    """
    places = places or Places(user)
    seen = places.build_open_filter() | places.build_read_filter()
    seen |= places.build_taught_filter() | places.build_moderated_filter()
    rows = _list_unbanned(user, "forums.see").filter(seen)
    return filter_given(rows, kind=kind).select_related("course", "group", "branch")


def list_written_forums(user: User, *, places: Places | None = None) -> QuerySet[Forum]:
    """Return the forums in which the user may write: in a group or course its pupils and teachers, not their parents;
    in others everybody who reads them. In that of a closed group or an archived course nobody writes.
    """
    places = places or Places(user)
    written = places.build_open_filter() | places.build_learner_filter()
    written |= places.build_taught_filter() | places.build_moderated_filter()
    rows = _list_unbanned(user, "forums.write").filter(written)
    return rows.exclude(group__status=GroupStatus.CLOSED).exclude(course__status=CourseStatus.ARCHIVED)


def find_end(forum: Forum) -> str:
    """Return why nobody writes in a forum: GROUP_CLOSED or COURSE_ARCHIVED; "" where people write."""
    if forum.group is not None and forum.group.status == GroupStatus.CLOSED:
        return GROUP_CLOSED
    return COURSE_ARCHIVED if forum.course is not None and forum.course.status == CourseStatus.ARCHIVED else ""


def list_moderated_forums(user: User, *, places: Places | None = None) -> QuerySet[Forum]:
    """Return the forums that the user moderates: of groups and courses that the user teaches, and with
    `content.moderate` those of the user's branches, of courses and of the centre.
    """
    return _list_unbanned(user, "forums.see").filter((places or Places(user)).build_moderated_filter())


def with_rights_and_counts(forums: QuerySet[Forum], user: User, *, places: Places | None = None) -> QuerySet[Forum]:
    """Add `can_write`, `can_moderate`, `level`, `seen_at` and `unread_count`: discussions with texts of others that the
    user has not read.
    """
    places = places or Places(user)
    own = ForumReader.objects.filter(forum=OuterRef("pk"), user=user)
    here = {"pk": OuterRef("pk")}
    unread = filter_unread(list_shown_discussions(user, places=places), user).filter(forum=OuterRef("pk"))
    return forums.annotate(
        can_write=Exists(list_written_forums(user, places=places).filter(**here)),
        can_moderate=Exists(list_moderated_forums(user, places=places).filter(**here)),
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


def list_shown_discussions(user: User, *, places: Places | None = None) -> QuerySet[Discussion]:
    """Return the discussions that stand in lists: of those that may be opened, deleted ones only with replies."""
    return list_unhidden_discussions(user, places=places).exclude(deleted_at__isnull=False, reply_count=0)


def list_unhidden_discussions(user: User, *, places: Places | None = None) -> QuerySet[Discussion]:
    """Return the discussions that are not merged away, hidden ones of others only with replies, which stay: as the
    deleted text above them, a hidden one is not shown. It does not check the forum.
    """
    moderated = list_moderated_forums(user, places=places).order_by().values("pk")
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
