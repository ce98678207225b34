"""Move, merge and split discussions. Replies, votes, files and edits go with their texts, and texts keep their ids."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.forums.events import SHOWN, get_state, publish_rearranged
from apps.forums.models import (
    MOST_TITLE,
    Discussion,
    DiscussionKind,
    Forum,
    ForumFile,
    Reply,
    TextEdit,
    TextMention,
    TextNotice,
)
from apps.forums.queries import get_place
from apps.forums.services import drafts
from apps.forums.services.counting import count_replies, forget_answer
from apps.forums.services.discussions import lock_same_discussion
from apps.forums.services.locks import lock_reply
from apps.moderation.services.moved_texts import move_open_cases
from apps.moderation.texts import clean_line
from apps.settings.services import write_audit_log

SAME = _("A discussion cannot be merged into itself.")
OTHER_FORUM = _("These discussions are in different forums. Move one of them first.")
NOT_SHOWN = _("A hidden text stays where it is.")
PARTS = (ForumFile, TextEdit, TextMention)
"""Rows of a text, by discussion and reply."""


def move_discussion(*, actor: User, discussion: Discussion, forum: Forum) -> Discussion:
    """Move a discussion to another forum. The caller has checked that the actor moderates both. One at a lesson of
    another course leaves it, and open cases of its texts are for who moderates there.
    """
    with unit_of_work():
        if Discussion.objects.filter(pk=discussion.pk, forum=forum, merged_into__isnull=True).exists():
            return lock_same_discussion(discussion.pk)
        locked = lock_same_discussion(discussion.pk)
        texts = Reply.objects.filter(discussion=discussion.pk).values_list("pk", flat=True)
        move_open_cases([discussion.pk, *texts], get_place(forum))
        write_audit_log(actor, "forums.move", locked, {"forum": (str(locked.forum_id), str(forum.pk))})
        locked.forum, locked.lesson, locked.second = forum, None, None
        locked.save(update_fields=["forum", "lesson", "second", "updated_at"])
        publish_rearranged(locked)
        return locked


def merge_discussion(*, actor: User, discussion: Discussion, into: Discussion) -> Discussion:
    """Make a discussion a reply of another one, with its replies under it; its accepted answer is none there.

    The caller has checked that the actor moderates both. Raise Invalid on "into" for the same one, Conflict
    `text_deleted` when one was deleted, Conflict for a hidden one and for one of another forum: it is moved first.
    """
    if discussion.pk == into.pk:
        raise Invalid.field("into", SAME)
    with unit_of_work():
        rows = {key: lock_same_discussion(key) for key in sorted((discussion.pk, into.pk))}
        source, target = rows[discussion.pk], rows[into.pk]
        if {get_state(source), get_state(target)} != {SHOWN}:
            raise Conflict(NOT_SHOWN)
        if source.forum_id != target.forum_id:
            raise Conflict(OTHER_FORUM)
        opening = _make_reply(source, target)
        replies = Reply.objects.filter(discussion=source)
        replies.update(accepted_at=None)
        replies.filter(parent__isnull=True).update(parent=opening)
        _move_texts(replies, target, deeper=1)
        write_audit_log(actor, "forums.merge", source, {"into": (None, str(target.pk)), "title": (source.title, None)})
        source.merged_into, source.reply_count = target, 0
        source.title = source.text = source.folded = ""
        source.save(update_fields=["merged_into", "reply_count", "title", "text", "folded", "updated_at"])
        Discussion.objects.filter(merged_into=source).update(merged_into=target)
        count_replies(target)
        for row in (source, target):
            publish_rearranged(row)
        return target


def split_discussion(*, actor: User, reply: Reply, title: str) -> Discussion:
    """Make a reply, with the replies under it, a discussion of its own in the same forum. Its votes are gone: an
    opening text has none.

    The caller has checked that the actor moderates it. Raise Conflict `text_deleted`, and Conflict for a hidden one.
    """
    title = clean_line(title, field="title", most=MOST_TITLE)
    with unit_of_work():
        source, locked = lock_reply(reply.pk)
        if locked.hidden_at is not None:
            raise Conflict(NOT_SHOWN)
        if Discussion.objects.filter(pk=locked.pk).exists():
            raise Conflict(_("This text was a discussion that was merged: it cannot be split again."))
        new = _make_discussion(locked, source, title)
        branch = _list_branch_ids(locked)
        under = Reply.objects.filter(pk__in=branch)
        if locked.accepted_at is not None or under.filter(accepted_at__isnull=False).exists():
            forget_answer(source)
        under.filter(accepted_at__isnull=False).update(accepted_at=None)
        under.filter(parent=locked).update(parent=None)
        _move_texts(under, new, deeper=-locked.depth - 1)
        for model in PARTS:
            model._default_manager.filter(reply=locked).update(discussion=new, reply=None)
        TextNotice.objects.filter(text_id=locked.pk).update(discussion=new)
        locked.delete()
        for row in (source, new):
            count_replies(row)
            publish_rearranged(row)
        write_audit_log(actor, "forums.split", source, {"reply": (None, str(new.pk))})
        return new


def _make_reply(source: Discussion, target: Discussion) -> Reply:
    """Return the reply in the target that the opening text of the source becomes, with its id and its time."""
    text = f"<p><strong>{escape(source.title)}</strong></p>{source.text}"
    reply = Reply.objects.create(
        id=source.pk,
        discussion=target,
        text=text,
        folded=drafts.fold(text),
        author=source.author,
        edited_at=source.edited_at,
    )
    Reply.objects.filter(pk=reply.pk).update(created_at=source.created_at)
    for model in PARTS:
        model._default_manager.filter(discussion=source, reply__isnull=True).update(discussion=target, reply=reply)
    TextNotice.objects.filter(text_id=source.pk).update(discussion=target)
    return reply


def _make_discussion(reply: Reply, source: Discussion, title: str) -> Discussion:
    """Return the discussion that a reply becomes, with its id and its time."""
    kind = DiscussionKind.TALK if source.kind == DiscussionKind.ANNOUNCEMENT else source.kind
    new = Discussion.objects.create(
        id=reply.pk,
        forum=source.forum,
        kind=kind,
        title=title,
        text=reply.text,
        folded=drafts.fold(escape(title), reply.text),
        author=reply.author,
        lesson=source.lesson,
        second=source.second,
        edited_at=reply.edited_at,
        split_from=source,
        last_activity_at=timezone.now(),
    )
    Discussion.objects.filter(pk=new.pk).update(created_at=reply.created_at)
    new.created_at = reply.created_at
    return new


def _move_texts(replies: QuerySet[Reply], target: Discussion, *, deeper: int) -> None:
    """Move replies with their parts to another discussion; `deeper`: how their depth changes."""
    moved: list[UUID] = list(replies.values_list("pk", flat=True))
    for model in PARTS:
        model._default_manager.filter(reply__in=moved).update(discussion=target)
    TextNotice.objects.filter(text_id__in=moved).update(discussion=target)
    values: dict[str, Any] = {"discussion": target, "depth": F("depth") + deeper, "updated_at": timezone.now()}
    Reply.objects.filter(pk__in=moved).update(**values)


def _list_branch_ids(reply: Reply) -> list[UUID]:
    """Return the ids of the replies under a reply, of all levels; one query for each level."""
    under: list[UUID] = []
    level = [reply.pk]
    while level:
        rows = Reply.objects.filter(parent__in=level).order_by("pk").values_list("pk", flat=True)
        level = list(rows)
        under += level
    return under
