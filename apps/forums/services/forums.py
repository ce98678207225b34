"""Forums come by themselves: each hour for every place in use, and at once when somebody opens one."""

from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.courses.models import Course, CourseStatus, Group, GroupStatus
from apps.forums import access
from apps.forums.models import Discussion, DiscussionRead, Forum, ForumKind, ForumReader
from apps.jobs.kinds import ClaimedJob
from apps.settings.models import Branch

PLACES = {ForumKind.COURSE: "course_id", ForumKind.GROUP: "group_id", ForumKind.BRANCH: "branch_id"}


def open_forum(*, kind: str, place_id: UUID | None) -> Forum:
    """Return the one forum of a place; it is made when there is none, once also for two at the same moment."""
    place = {PLACES[ForumKind(kind)]: place_id} if place_id is not None else {}
    with unit_of_work():
        if (forum := Forum.objects.filter(kind=kind, **place).first()) is not None:
            return forum
        Forum.objects.bulk_create([Forum(kind=kind, **place)], ignore_conflicts=True)
        return Forum.objects.get(kind=kind, **place)


def open_visible_forum(
    *, user: User, course: UUID | None = None, group: UUID | None = None, branch: UUID | None = None
) -> Forum:
    """Return the forum of a place that the user sees, made when there is none. Raise NotFound when the user does not
    read it, Invalid when more than one place is named; nothing is made then.
    """
    kind, place_id = access.get_place_or_invalid(user, course_id=course, group_id=group, branch_id=branch)
    with unit_of_work():
        return access.get_forum(user, open_forum(kind=kind, place_id=place_id).pk)


def open_missing_forums(job: ClaimedJob) -> None:
    """Job handler: make the missing forums: of the centre, of branches, published courses and active groups."""
    without: dict[ForumKind, QuerySet[Model]] = {
        ForumKind.BRANCH: Branch.objects.filter(forum__isnull=True),
        ForumKind.COURSE: Course.objects.filter(forum__isnull=True, status=CourseStatus.PUBLISHED),
        ForumKind.GROUP: Group.objects.filter(forum__isnull=True, status=GroupStatus.ACTIVE),
    }
    with unit_of_work():
        jobs.complete_job(job)
        new = [Forum(kind=ForumKind.CENTRE)]
        for kind, rows in without.items():
            new += [Forum(kind=kind, **{PLACES[kind]: key}) for key in rows.order_by("pk").values_list("pk", flat=True)]
        Forum.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)


def set_level(*, user: User, forum: Forum, level: str) -> None:
    """Set what the user hears of the forum."""
    with unit_of_work():
        row = ForumReader(forum=forum, user=user, level=level)
        ForumReader.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["forum", "user"], update_fields=["level", "updated_at"]
        )


def mark_forum_seen(*, user: User, forum: Forum) -> None:
    """Note that the user has seen the forum now: “since you were here” begins anew."""
    with unit_of_work():
        row = ForumReader(forum=forum, user=user, seen_at=timezone.now())
        ForumReader.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["forum", "user"], update_fields=["seen_at", "updated_at"]
        )


def mark_discussion_read(*, user: User, discussion: Discussion) -> None:
    """Note that the user has read the discussion up to now."""
    with unit_of_work():
        row = DiscussionRead(discussion=discussion, user=user, read_at=timezone.now())
        DiscussionRead.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["discussion", "user"], update_fields=["read_at", "updated_at"]
        )
