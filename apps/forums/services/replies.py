"""Write, change and delete replies, and vote for them."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound
from apps.core.uow import unit_of_work
from apps.forums.access import is_moderator
from apps.forums.events import publish_discussion, publish_reply, publish_votes, recheck_readers
from apps.forums.models import Discussion, Reply, Upvote
from apps.forums.person_places import Places
from apps.forums.services import drafts
from apps.forums.services.counting import count_replies, forget_answer
from apps.forums.services.discussions import check_not_locked
from apps.forums.services.drafts import TextDraft
from apps.forums.services.forums import mark_discussion_read
from apps.forums.services.locks import DELETED, StandsElsewhere, lock_live_discussion, lock_reply
from apps.moderation.services.writing import lock_active_writer
from apps.settings.services import write_audit_log

MOST_DEPTH = 100
MOST_STEPS = 20
"""Splits of splits that a reply follows."""
TOO_DEEP = _("This answer is too deep in the tree. Reply to a text above it.")
OWN = _("You cannot vote for your own text.")


def create_reply(
    *, author: User, discussion: Discussion, parent_id: UUID | None, draft: TextDraft, places: Places | None = None
) -> Reply:
    """Reply to a discussion, or to a reply in it. What was merged, split or moved meanwhile is followed: the reply
    stands where the text stands that it answers.

    Raise Conflict `text_deleted` when that was deleted or, for others, hidden, `discussion_locked`; NotFound for an
    unknown parent, Invalid on "text", "files" and "parent" (deeper than MOST_DEPTH); Forbidden `read_only` where the
    author does not write, and what `admit_text` raises. A text that a rule holds is saved hidden. `places`: those of
    the author, when the caller has them.
    """
    text, places = drafts.clean_draft(draft.text), places or Places(author)
    with unit_of_work():
        admission = drafts.admit(author, discussion.forum, text, places=places)
        locked, parent = _lock_place(discussion.pk, parent_id)
        drafts.check_writes(author, locked.forum, places=places)
        check_not_locked(author, locked)
        if locked.hidden_at is not None and locked.author_id != author.pk and not is_moderator(author, locked.forum_id):
            raise Conflict(DELETED, code=ErrorCode.TEXT_DELETED)
        reply = Reply.objects.create(
            discussion=locked,
            parent=parent,
            depth=parent.depth + 1 if parent else 0,
            text=text,
            folded=drafts.fold(text),
            author=author,
            hidden_at=timezone.now() if admission.is_held else None,
        )
        drafts.attach(reply, draft)
        if not admission.is_held:
            Discussion.objects.filter(pk=locked.pk).update(
                reply_count=F("reply_count") + 1, last_activity_at=reply.created_at, updated_at=timezone.now()
            )
            locked.reply_count += 1
        publish_reply(locked, reply, is_new=True)
        drafts.hold_or_tell(reply, admission)
        mark_discussion_read(user=author, discussion=locked)
        return reply


def change_reply(*, editor: User, reply: Reply, text: str | None, mentions: list[User] | None) -> Reply:
    """Change a reply; what it was is kept. The caller has checked that the editor wrote it. Raise as
    `discussions.change_discussion`.
    """
    with unit_of_work():
        drafts.admit_change(editor)
        discussion, locked = lock_reply(reply.pk)
        drafts.check_writes(editor, discussion.forum)
        check_not_locked(editor, discussion)
        new = locked.text if text is None else drafts.clean_draft(text)
        if new != locked.text:
            drafts.check_change(editor, discussion.forum, before=locked.text, after=new)
            drafts.keep_edit(locked, editor)
            locked.text, locked.folded, locked.edited_at = new, drafts.fold(new), timezone.now()
            locked.save(update_fields=["text", "folded", "edited_at", "updated_at"])
            publish_reply(discussion, locked)
        if mentions is not None:
            drafts.change_mentions(locked, mentions, editor=editor)
        return locked


def delete_reply(*, actor: User, reply: Reply) -> None:
    """Delete the text of a reply: “deleted” stays in its place, and the replies to it. Repeating it changes nothing.

    The caller has checked that the actor wrote it or moderates; of others it goes to the audit log.
    """
    with unit_of_work():
        try:
            discussion, locked = lock_reply(reply.pk)
        except Conflict:
            return
        if actor.pk != locked.author_id:
            write_audit_log(actor, "forums.delete_text", locked, {"text": (locked.text, None)})
        drafts.empty_text(locked)
        was_accepted = locked.accepted_at is not None
        if was_accepted:
            forget_answer(discussion)
        locked.text, locked.folded, locked.accepted_at, locked.deleted_at = "", "", None, timezone.now()
        locked.save(update_fields=["text", "folded", "accepted_at", "deleted_at", "updated_at"])
        count_replies(discussion)
        publish_reply(discussion, locked)
        if was_accepted:
            publish_discussion(discussion)
        if discussion.hidden_at is not None:
            recheck_readers(discussion)


def upvote_reply(*, user: User, reply: Reply) -> int:
    """Vote for a reply, once: again changes nothing. Return its votes.

    Raise Conflict `own_text` for an own one, `text_deleted` for a deleted one; Forbidden as `lock_active_writer`.
    """
    with unit_of_work():
        lock_active_writer(user)
        locked = _lock_votes(reply)
        if locked.author_id == user.pk:
            raise Conflict(OWN, code=ErrorCode.OWN_TEXT)
        vote = Upvote(reply=locked, user=user)
        Upvote.objects.bulk_create([vote], ignore_conflicts=True)
        if Upvote.objects.filter(pk=vote.pk).exists():
            _count_vote(locked, 1)
        return locked.upvote_count


def withdraw_upvote(*, user: User, reply: Reply) -> int:
    """Take a vote back; nothing without one. Return the votes of the reply."""
    with unit_of_work():
        lock_active_writer(user)
        locked = _lock_votes(reply)
        removed, _rows = Upvote.objects.filter(reply=locked, user=user).delete()
        if removed:
            _count_vote(locked, -1)
        return locked.upvote_count


def _lock_place(discussion_id: UUID, parent_id: UUID | None) -> tuple[Discussion, Reply | None]:
    """Return the discussion, locked, in which a new reply stands, and the reply that it answers."""
    while True:
        try:
            # The savepoint gives the lock back before the next one is taken.
            with transaction.atomic():
                locked = lock_live_discussion(discussion_id)
                return locked, _find_parent(locked, parent_id) if parent_id is not None else None
        except StandsElsewhere as moved:
            discussion_id = moved.place
            if parent_id == discussion_id:
                parent_id = None


def _find_parent(here: Discussion, parent_id: UUID) -> Reply:
    """Return the reply that a new one answers. Raise StandsElsewhere when a split took it away from here, or made it
    the opening text of a discussion.
    """
    parent = Reply.objects.select_related("discussion").filter(pk=parent_id).first()
    if parent is None or parent.discussion_id != here.pk:
        place = parent.discussion if parent else Discussion.objects.filter(pk=parent_id).first()
        if place is None or not _was_split_from(place, here):
            raise NotFound()
        raise StandsElsewhere(place.pk)
    if parent.deleted_at is not None:
        raise Conflict(DELETED, code=ErrorCode.TEXT_DELETED)
    if parent.depth >= MOST_DEPTH:
        raise Invalid.field("parent", TOO_DEEP)
    return parent


def _was_split_from(place: Discussion, here: Discussion) -> bool:
    """Return whether a discussion was split from this one, at once or in several steps."""
    for _step in range(MOST_STEPS):
        if place.split_from is None:
            return False
        place = place.split_from
        if here.pk in (place.pk, place.merged_into_id):
            return True
    return False


def _lock_votes(reply: Reply) -> Reply:
    rows = Reply.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.filter(pk=reply.pk).first()
    if locked is None:
        raise NotFound()
    if locked.deleted_at is not None or locked.hidden_at is not None:
        raise Conflict(DELETED, code=ErrorCode.TEXT_DELETED)
    return locked


def _count_vote(reply: Reply, number: int) -> None:
    reply.upvote_count += number
    reply.save(update_fields=["upvote_count", "updated_at"])
    publish_votes(reply)
