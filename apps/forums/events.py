"""Realtime events of discussions, on `discussion:{id}`. The rows are those of the snapshot."""

from typing import Annotated, Any

from django.db.models import Q

from apps.core.event_types import Example, ExampleModel
from apps.events.publishing import Event, get_discussion_stream, publish_event, recheck_stream
from apps.events.redaction import redact_events
from apps.forums.models import Discussion, Reply

DiscussionId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8061")]
ReplyId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8062")]
MOST_TEXT_BYTES = 3000
"""A longer text is not in events and snapshots: a page that shows it loads it."""
SHOWN, HIDDEN, DELETED = "shown", "hidden", "deleted"


class DiscussionHead(ExampleModel):
    """A discussion without its replies. `text`: HTML; null when it is long (load it), hidden or deleted."""

    discussion: DiscussionId
    forum: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8060")]
    kind: Annotated[str, Example("question")]
    title: Annotated[str, Example("When is it “an”?")]
    text: Annotated[str | None, Example("<p>Is it “a hour”?</p>")]
    state: Annotated[str, Example(SHOWN)]
    author: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8002")]
    name: Annotated[str, Example("Jasur Oripov")]
    lesson: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8033")]
    second: Annotated[int | None, Example(95)]
    pinned: Annotated[bool, Example(False)]
    locked: Annotated[bool, Example(False)]
    resolved: Annotated[bool, Example(True)]
    accepted: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8062")]
    reply_count: Annotated[int, Example(1)]
    edited_at: Annotated[str | None, Example(None)]


class ReplyRow(ExampleModel):
    """A reply. `parent`: the reply that it answers. `text`: as in a discussion."""

    reply: ReplyId
    parent: Annotated[str | None, Example(None)]
    depth: Annotated[int, Example(0)]
    text: Annotated[str | None, Example("<p>“An hour”: the h is silent.</p>")]
    state: Annotated[str, Example(SHOWN)]
    author: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8010")]
    name: Annotated[str, Example("Dilnoza Rahimova")]
    upvotes: Annotated[int, Example(3)]
    edited_at: Annotated[str | None, Example(None)]
    created_at: Annotated[str, Example("2026-11-20T09:00:00+00:00")]


class DiscussionChanged(DiscussionHead, Event, type="discussion.changed"):
    """Something about the discussion itself has changed: its text, its state, its accepted answer."""


class DiscussionRearranged(Event, type="discussion.rearranged"):
    """Replies came from, or went to, another discussion; all of it, when it was merged."""

    discussion: DiscussionId


class ReplyCreated(ReplyRow, Event, type="reply.created"):
    """Somebody replied. `reply_count`: of the discussion, from then on."""

    reply_count: Annotated[int, Example(1)]


class ReplyChanged(ReplyRow, Event, type="reply.changed"):
    """A reply was edited, deleted, hidden or shown again."""

    reply_count: Annotated[int, Example(1)]


class ReplyUpvoted(Event, type="reply.upvoted"):
    """The number of votes for a reply."""

    reply: ReplyId
    upvotes: Annotated[int, Example(4)]


class DiscussionTyping(Event, type="discussion.typing"):
    """A hint: somebody writes in the discussion."""

    discussion: DiscussionId
    user: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8002")]
    name: Annotated[str, Example("Jasur Oripov")]


def get_state(row: Discussion | Reply) -> str:
    """Return what is left of a text to see: `deleted`, `hidden` or `shown`."""
    if row.deleted_at is not None:
        return DELETED
    return HIDDEN if row.hidden_at is not None else SHOWN


def describe_discussion(discussion: Discussion) -> dict[str, object]:
    """Return a discussion as `DiscussionHead` has it."""
    accepted = discussion.replies.filter(accepted_at__isnull=False).values_list("pk", flat=True).first()
    is_shown = get_state(discussion) == SHOWN
    return {
        "discussion": str(discussion.pk),
        "forum": str(discussion.forum_id),
        "kind": discussion.kind,
        "title": discussion.title if is_shown else "",
        **_describe_text(discussion),
        "lesson": str(discussion.lesson_id) if discussion.lesson_id else None,
        "second": discussion.second,
        "pinned": discussion.pinned_at is not None,
        "locked": discussion.locked_at is not None,
        "resolved": discussion.resolved_at is not None,
        "accepted": str(accepted) if accepted else None,
        "reply_count": discussion.reply_count,
    }


def describe_reply(reply: Reply) -> dict[str, object]:
    """Return a reply as `ReplyRow` has it."""
    return {
        "reply": str(reply.pk),
        "parent": str(reply.parent_id) if reply.parent_id else None,
        "depth": reply.depth,
        **_describe_text(reply),
        "upvotes": reply.upvote_count,
        "created_at": reply.created_at.isoformat(),
    }


def publish_discussion(discussion: Discussion) -> None:
    """Tell who reads the discussion what it is now. Call it under its lock."""
    event = DiscussionChanged.model_validate(describe_discussion(discussion))
    publish_event(get_discussion_stream(discussion.pk), event)


def publish_reply(discussion: Discussion, reply: Reply, *, is_new: bool = False) -> None:
    """Tell who reads the discussion what a reply is now. Call it under the locks of both."""
    event = ReplyCreated if is_new else ReplyChanged
    fields = describe_reply(reply) | {"reply_count": discussion.reply_count}
    publish_event(get_discussion_stream(discussion.pk), event.model_validate(fields))


def publish_rearranged(discussion: Discussion) -> None:
    """Have who reads the discussion load it anew; who may read it no longer hears nothing more of it."""
    event = DiscussionRearranged(discussion=str(discussion.pk))
    publish_event(get_discussion_stream(discussion.pk), event)
    recheck_readers(discussion)


def recheck_readers(discussion: Discussion) -> None:
    """End what sockets hear of a discussion where it was moved or hidden away from their users."""
    recheck_stream(get_discussion_stream(discussion.pk))


def forget_wording(row: Discussion | Reply) -> None:
    """Take a text out of the events that are kept for who comes later: it is about to be changed, deleted or hidden.
    Call it under the locks of `publish_discussion` or `publish_reply`, which follows.
    """
    if isinstance(row, Discussion):
        about = Q(type=DiscussionChanged.type)
        redact_events(get_discussion_stream(row.pk), about, _remove_text)
    else:
        about = Q(type__in=(ReplyCreated.type, ReplyChanged.type), data__reply=str(row.pk))
        redact_events(get_discussion_stream(row.discussion_id), about, _remove_text)


def publish_votes(reply: Reply) -> None:
    """Tell the number of votes for a reply. Call it under its lock."""
    event = ReplyUpvoted(reply=str(reply.pk), upvotes=reply.upvote_count)
    publish_event(get_discussion_stream(reply.discussion_id), event)


def _remove_text(data: dict[str, Any]) -> None:
    empty = {"title": "", "text": None, "author": None, "name": ""}
    data.update({key: value for key, value in empty.items() if key in data})


def _describe_text(row: Discussion | Reply) -> dict[str, object]:
    state = get_state(row)
    is_short = len(row.text.encode()) <= MOST_TEXT_BYTES
    author = row.author if state == SHOWN else None
    return {
        "text": row.text if state == SHOWN and is_short else None,
        "state": state,
        "author": str(author.pk) if author else None,
        "name": author.full_name if author else "",
        "edited_at": row.edited_at.isoformat() if row.edited_at and state == SHOWN else None,
    }
