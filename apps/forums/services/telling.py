"""Tell people of a text: each once, whatever happens to the text later."""

from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.durations import DAY
from apps.core.uow import unit_of_work
from apps.forums.events import HIDDEN, SHOWN, get_state
from apps.forums.models import (
    Discussion,
    DiscussionKind,
    ForumKind,
    ForumReader,
    Reply,
    SubscriptionLevel,
    TextMention,
    TextNotice,
)
from apps.forums.moderated_texts import load_text
from apps.forums.people import list_forum_people, list_participants
from apps.forums.queries import name_forum
from apps.forums.services.drafts import TELL
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify

MENTIONED, REPLIED, POSTED = "forums.mentioned", "forums.replied", "forums.posted"
HEARD_AT = {
    MENTIONED: (SubscriptionLevel.MENTIONED, SubscriptionLevel.OWN, SubscriptionLevel.ALL),
    REPLIED: (SubscriptionLevel.OWN, SubscriptionLevel.ALL),
    POSTED: (SubscriptionLevel.ALL,),
}
BATCH_SIZE = 500
TOLD_FOR = 90 * DAY
"""Who was told of a text is kept for so long; nobody is told of an older one."""


def tell_of_text(job: ClaimedJob) -> None:
    """Job handler: notify who wants to hear of a text and was not told of it before, the next `BATCH_SIZE` of them with
    ids above `after`; of a change (`only_named`) only whom the text names. Nothing for a text that is hidden or deleted
    now, or old.
    """
    with unit_of_work():
        jobs.complete_job(job)
        row = load_text(UUID(job.object_id))
        if row is None or get_state(row) != SHOWN or row.created_at < timezone.now() - TOLD_FOR:
            return
        discussion = row if isinstance(row, Discussion) else row.discussion
        if get_state(discussion) == HIDDEN:
            return
        wanted = _list_recipients(discussion, row, only_named="only_named" in job.payload)
        told = TextNotice.objects.filter(text_id=row.pk).values("user")
        people = list_forum_people(discussion.forum).filter(pk__in=wanted).exclude(pk__in=told).order_by("pk")
        after = job.payload.get("after")
        piece = list((people.filter(pk__gt=after) if after else people)[:BATCH_SIZE])
        for person in _note_told(discussion, row, piece):
            _tell(person, wanted[person.pk], discussion, row)
        if len(piece) == BATCH_SIZE:
            jobs.enqueue(kind=TELL, object_id=row.pk, payload=job.payload | {"after": str(piece[-1].pk)})


def _note_told(discussion: Discussion, row: Discussion | Reply, people: list[User]) -> list[User]:
    """Note that these people are told of a text; return those whom no other job has told meanwhile."""
    notices = [TextNotice(discussion=discussion, text_id=row.pk, user=person) for person in people]
    TextNotice.objects.bulk_create(notices, ignore_conflicts=True)
    own = TextNotice.objects.filter(pk__in=[notice.pk for notice in notices])
    new = set(own.values_list("user_id", flat=True))
    return [person for person in people if person.pk in new]


def _list_recipients(discussion: Discussion, row: Discussion | Reply, *, only_named: bool) -> dict[UUID, str]:
    """Return who is to hear of a text, each with the nearest reason, as their level in the forum allows."""
    reply = row if isinstance(row, Reply) else None
    named = TextMention.objects.filter(discussion=discussion, reply=reply).values_list("user_id", flat=True)
    reasons: dict[UUID, str] = {}
    for user_id in named:
        reasons.setdefault(user_id, MENTIONED)
    readers = ForumReader.objects.filter(forum=discussion.forum_id)
    is_announced = reply is None and discussion.kind == DiscussionKind.ANNOUNCEMENT
    if not only_named:
        answered = (discussion.author_id, reply.parent.author_id if reply.parent else None) if reply else ()
        for author_id in answered:
            if author_id is not None:
                reasons.setdefault(author_id, REPLIED)
        for user_id in readers.filter(level=SubscriptionLevel.ALL).values_list("user_id", flat=True):
            reasons.setdefault(user_id, POSTED)
        is_small = discussion.forum.kind in (ForumKind.GROUP, ForumKind.COURSE)
        if is_announced and is_small:
            for user_id in list_participants(discussion.forum).values_list("pk", flat=True):
                reasons.setdefault(user_id, REPLIED)
    levels = dict(readers.filter(user__in=reasons).values_list("user_id", "level"))
    return {
        user_id: POSTED if is_announced and reason == REPLIED else reason
        for user_id, reason in reasons.items()
        if user_id != row.author_id and levels.get(user_id, SubscriptionLevel.OWN) in HEARD_AT[reason]
    }


def _tell(person: User, kind: str, discussion: Discussion, row: Discussion | Reply) -> None:
    """Unread notices about one discussion are one."""
    data = {
        "discussion": str(discussion.pk),
        "forum": str(discussion.forum_id),
        "text_id": str(row.pk),
        "title": discussion.title,
        "by": row.author.full_name if row.author else "",
        "place": name_forum(discussion.forum),
    }
    notify(user=person, type=kind, data=data, key=str(row.pk), group=str(discussion.pk))
