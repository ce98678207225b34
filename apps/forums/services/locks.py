"""Locks of forums, in one order: the writer of `apps.moderation`, discussions by id, replies by id, then the case.
Votes lock their writer and their reply only.
"""

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict, ErrorCode, NotFound
from apps.forums.models import Discussion, Reply, Upvote

DELETED = _("This text was deleted meanwhile.")


def lock_discussion(discussion_id: UUID) -> Discussion:
    """Return a discussion, locked until the commit. One that was merged meanwhile is the one into which it was.

    A merged one does not stay locked, so who waits here holds no lock that a merge wants. Raise NotFound for a missing
    one.
    """
    while True:
        # PostgreSQL locks a row it waited for before it looks whether the row still fits: the savepoint unlocks it.
        with suppress(StandsElsewhere), transaction.atomic():
            locked = _list_locked().filter(pk=discussion_id, merged_into__isnull=True).first()
            if locked is None:
                raise StandsElsewhere(discussion_id)
            return locked
        found = Discussion.objects.filter(pk=discussion_id).values_list("merged_into", flat=True)
        if not found:
            raise NotFound()
        discussion_id = found[0] or discussion_id


def lock_discussions_of(people: Collection[UUID]) -> list[Discussion]:
    """Return all discussions in which these people wrote or voted, locked until the commit in the order of ids."""
    while True:
        ids = _list_discussion_ids(people)
        # The savepoint gives the locks back when a text went to another discussion meanwhile.
        with suppress(StandsElsewhere), transaction.atomic():
            locked = list(_list_locked().filter(pk__in=ids, merged_into__isnull=True).order_by("pk"))
            if new := _list_discussion_ids(people) - {row.pk for row in locked}:
                raise StandsElsewhere(new.pop())
            return locked


def lock_live_discussion(discussion_id: UUID) -> Discussion:
    """As `lock_discussion`; raise Conflict `text_deleted` for a deleted one."""
    locked = lock_discussion(discussion_id)
    if locked.deleted_at is not None:
        raise Conflict(DELETED, code=ErrorCode.TEXT_DELETED)
    return locked


def lock_reply(reply_id: UUID) -> tuple[Discussion, Reply]:
    """Return a reply and its discussion, both locked until the commit, wherever it was moved meanwhile.

    Raise NotFound for a missing one, Conflict `text_deleted` for a deleted one.
    """
    while True:
        place = _find_discussion(reply_id)
        # The savepoint gives the lock back before the next one is taken.
        with suppress(StandsElsewhere), transaction.atomic():
            discussion = lock_discussion(place)
            rows = Reply.objects.select_for_update(of=("self",), no_key=True).select_related("author")
            reply = rows.filter(pk=reply_id, discussion=discussion).first()
            if reply is None:
                raise StandsElsewhere(place)
            if reply.deleted_at is not None:
                raise Conflict(DELETED, code=ErrorCode.TEXT_DELETED)
            return discussion, reply


class StandsElsewhere(Exception):
    """A text was moved before its discussion was locked; `place` is where it is looked for next."""

    def __init__(self, place: UUID) -> None:
        super().__init__(str(place))
        self.place = place


def _list_locked() -> QuerySet[Discussion]:
    return Discussion.objects.select_for_update(of=("self",), no_key=True).select_related(
        "forum__course", "forum__group", "forum__branch", "author", "lesson"
    )


def _list_discussion_ids(people: Collection[UUID]) -> set[UUID]:
    own = Discussion.objects.filter(author__in=people, merged_into__isnull=True).values_list("pk", flat=True)
    answered = Reply.objects.filter(author__in=people).values_list("discussion", flat=True)
    voted = Upvote.objects.filter(user__in=people).values_list("reply__discussion", flat=True)
    return {*own, *answered, *voted}


def _find_discussion(reply_id: UUID) -> UUID:
    place = Reply.objects.filter(pk=reply_id).values_list("discussion", flat=True).first()
    if place is None:
        raise NotFound()
    return place
