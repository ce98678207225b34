"""Hide a text by a moderator's decision, and show it again."""

from uuid import UUID

from django.utils import timezone

from apps.core.errors import Conflict, NotFound
from apps.core.uow import unit_of_work
from apps.forums.events import forget_wording, publish_discussion, publish_reply, recheck_readers
from apps.forums.models import Discussion, Reply
from apps.forums.services.counting import count_replies, forget_answer
from apps.forums.services.drafts import tell_later
from apps.forums.services.locks import lock_discussion, lock_reply


def hide_text(text_id: UUID) -> None:
    """Hide a text from all but its author and the moderators; nothing for a hidden, deleted or missing one."""
    _set_hidden(text_id, hidden=True)


def restore_text(text_id: UUID) -> None:
    """Show a text; who was not told of it yet is told now. Nothing for a shown, deleted or missing one."""
    _set_hidden(text_id, hidden=False)


def _set_hidden(text_id: UUID, *, hidden: bool) -> None:
    with unit_of_work():
        row = _lock(text_id)
        if row is None or row.deleted_at is not None or (row.hidden_at is not None) == hidden:
            return
        if hidden:
            forget_wording(row)
        row.hidden_at = timezone.now() if hidden else None
        row.save(update_fields=["hidden_at", "updated_at"])
        if isinstance(row, Discussion):
            publish_discussion(row)
        else:
            if row.accepted_at is not None and hidden:
                row.accepted_at = None
                row.save(update_fields=["accepted_at"])
                forget_answer(row.discussion)
            count_replies(row.discussion)
            publish_reply(row.discussion, row)
            publish_discussion(row.discussion)
        if hidden:
            _recheck_if_lost(row)
        else:
            tell_later(row.pk)


def _recheck_if_lost(row: Discussion | Reply) -> None:
    """Read the rights of listeners again where the text that was hidden takes a discussion away from them: itself, or
    the last reply below a hidden one.
    """
    discussion = row if isinstance(row, Discussion) else row.discussion
    if discussion.hidden_at is not None:
        recheck_readers(discussion)


def _lock(text_id: UUID) -> Discussion | Reply | None:
    """Return the text, locked with its discussion; None when it is gone. A merge may have made it a reply."""
    if Discussion.objects.filter(pk=text_id, merged_into__isnull=True).exists():
        found = lock_discussion(text_id)
        if found.pk == text_id:
            return found
    try:
        discussion, reply = lock_reply(text_id)
    except (Conflict, NotFound):
        return None
    reply.discussion = discussion
    return reply
