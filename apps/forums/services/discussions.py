"""Write, change and delete discussions, and set their state."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Forbidden, Invalid, NotFound
from apps.core.uow import unit_of_work
from apps.forums.access import is_moderator
from apps.forums.events import publish_discussion
from apps.forums.models import MOST_TITLE, Discussion, DiscussionKind, Forum
from apps.forums.services import drafts
from apps.forums.services.drafts import TextDraft
from apps.forums.services.forums import mark_discussion_read
from apps.forums.services.locks import lock_live_discussion
from apps.moderation.texts import clean_line
from apps.settings.services import write_audit_log

ONLY_MODERATORS = _("Announcements are written by teachers and the office.")
ONLY_QUESTIONS = _("Only a question has an accepted answer.")
LOCKED = _("This discussion is locked.")
STATES = {"pinned": "pinned_at", "locked": "locked_at", "resolved": "resolved_at"}


def create_discussion(
    *,
    author: User,
    forum: Forum,
    kind: str,
    title: str,
    draft: TextDraft,
    lesson_id: UUID | None = None,
    second: int | None = None,
) -> Discussion:
    """Begin a discussion. The caller has checked that the author writes in the forum and may read the lesson.

    Raise Invalid on "title", "text", "files"; Forbidden for an announcement of who does not moderate; and what
    `apps.moderation.services.writing.admit_text` raises. A text that a rule holds is saved hidden.
    """
    text, title = drafts.clean_draft(draft.text), clean_line(title, field="title", most=MOST_TITLE)
    if kind == DiscussionKind.ANNOUNCEMENT and not is_moderator(author, forum.pk):
        raise Forbidden(ONLY_MODERATORS)
    if second is not None and lesson_id is None:
        raise Invalid.field("second", _("Name the lesson, too."))
    with unit_of_work():
        admission = drafts.admit(author, forum, f"<p>{escape(title)}</p>{text}")
        now = timezone.now()
        discussion = Discussion.objects.create(
            forum=forum,
            kind=kind,
            title=title,
            text=text,
            folded=drafts.fold(escape(title), text),
            author=author,
            lesson_id=lesson_id,
            second=second,
            last_activity_at=now,
            hidden_at=now if admission.is_held else None,
        )
        drafts.attach(discussion, draft)
        drafts.hold_or_tell(discussion, admission)
        mark_discussion_read(user=author, discussion=discussion)
        return discussion


def change_discussion(
    *, editor: User, discussion: Discussion, title: str | None, text: str | None, mentions: list[User] | None
) -> Discussion:
    """Change what the author wrote; what it was is kept. Who is newly named is told.

    The caller has checked that the editor is the author. Raise Conflict `text_deleted` and, for who does not moderate,
    `discussion_locked`; Forbidden as `drafts.check_writes`, Invalid as `drafts.check_change`, TooMany as
    `drafts.admit_change`.
    """
    with unit_of_work():
        drafts.admit_change(editor)
        locked = lock_same_discussion(discussion.pk)
        drafts.check_writes(editor, locked.forum)
        check_not_locked(editor, locked)
        new_title = locked.title if title is None else clean_line(title, field="title", most=MOST_TITLE)
        new_text = locked.text if text is None else drafts.clean_draft(text)
        if (new_title, new_text) != (locked.title, locked.text):
            before, after = f"<p>{escape(locked.title)}</p>{locked.text}", f"<p>{escape(new_title)}</p>{new_text}"
            drafts.check_change(editor, locked.forum, before=before, after=after)
            drafts.keep_edit(locked, editor)
            locked.title, locked.text, locked.folded = new_title, new_text, drafts.fold(escape(new_title), new_text)
            locked.edited_at = timezone.now()
            locked.save(update_fields=["title", "text", "folded", "edited_at", "updated_at"])
            publish_discussion(locked)
        if mentions is not None:
            drafts.change_mentions(locked, mentions, editor=editor)
        return locked


def delete_discussion(*, actor: User, discussion: Discussion) -> None:
    """Delete the opening text of a discussion; its replies stay. Repeating it changes nothing.

    The caller has checked that the actor wrote it or moderates; of others it goes to the audit log.
    """
    with unit_of_work():
        try:
            locked = lock_same_discussion(discussion.pk)
        except Conflict:
            return
        if actor.pk != locked.author_id:
            write_audit_log(actor, "forums.delete_text", locked, {"title": (locked.title, None)})
        drafts.empty_text(locked)
        locked.text, locked.folded, locked.title, locked.deleted_at = "", "", "", timezone.now()
        locked.pinned_at = None
        locked.save(update_fields=["text", "folded", "title", "deleted_at", "pinned_at", "updated_at"])
        publish_discussion(locked)


def set_state(*, actor: User, discussion: Discussion, values: Mapping[str, Any]) -> Discussion:
    """Pin, lock or resolve a discussion, or take it back: `values` names what is to be true or false.

    The caller has checked that the actor moderates it, or only resolves an own one. Raise Conflict `text_deleted`, and
    `discussion_locked` for who does not moderate.
    """
    with unit_of_work():
        locked, now = lock_same_discussion(discussion.pk), timezone.now()
        check_not_locked(actor, locked)
        columns = {STATES[name]: value for name, value in values.items() if value is not None}
        changed = {column: on for column, on in columns.items() if (getattr(locked, column) is not None) != on}
        for column, on in changed.items():
            setattr(locked, column, now if on else None)
        if changed:
            locked.save(update_fields=[*changed, "updated_at"])
            write_audit_log(actor, "forums.set_state", locked, {name: (not on, on) for name, on in changed.items()})
            publish_discussion(locked)
        return locked


def accept_reply(*, actor: User, discussion: Discussion, reply_id: UUID | None) -> Discussion:
    """Accept a reply as the answer of a question in place of an earlier one, or none; the question is resolved by it.

    The caller has checked that the actor asked or moderates. Raise Conflict for other kinds and as `set_state`, Invalid
    on "reply" for one that is not shown in the discussion.
    """
    with unit_of_work():
        locked, now = lock_same_discussion(discussion.pk), timezone.now()
        check_not_locked(actor, locked)
        if locked.kind != DiscussionKind.QUESTION:
            raise Conflict(ONLY_QUESTIONS)
        replies = locked.replies.select_for_update(no_key=True)
        shown = replies.filter(hidden_at__isnull=True, deleted_at__isnull=True)
        if reply_id is not None and not shown.filter(pk=reply_id):
            raise Invalid.field("reply", _("There is no such reply."))
        replies.filter(accepted_at__isnull=False).exclude(pk__in=[reply_id] if reply_id else []).update(
            accepted_at=None, updated_at=now
        )
        if reply_id is not None:
            replies.filter(pk=reply_id, accepted_at__isnull=True).update(accepted_at=now, updated_at=now)
        locked.resolved_at = (locked.resolved_at or now) if reply_id is not None else None
        locked.save(update_fields=["resolved_at", "updated_at"])
        write_audit_log(actor, "forums.accept", locked, {"reply": (None, str(reply_id) if reply_id else None)})
        publish_discussion(locked)
        return locked


def lock_same_discussion(discussion_id: UUID) -> Discussion:
    """As `lock_live_discussion`; raise NotFound when it was merged meanwhile, as its opening text is a reply now."""
    locked = lock_live_discussion(discussion_id)
    if locked.pk != discussion_id:
        raise NotFound()
    return locked


def check_not_locked(user: User, discussion: Discussion) -> None:
    """Raise Conflict `discussion_locked` for who does not moderate a locked discussion."""
    if discussion.locked_at is not None and not is_moderator(user, discussion.forum_id):
        raise Conflict(LOCKED, code=ErrorCode.DISCUSSION_LOCKED)
