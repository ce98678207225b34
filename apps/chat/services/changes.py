"""Edit and delete messages, and react to them."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.chat import events, queries
from apps.chat.access import check_writable
from apps.chat.message_rows import build_excerpt
from apps.chat.models import Message, MessageVersion, Reaction
from apps.chat.reportable_messages import MESSAGE
from apps.chat.services.admission import admit_edit, hold_message
from apps.chat.services.numbering import find_wait
from apps.chat.services.sending import clean_message
from apps.core.durations import DAY
from apps.core.errors import Conflict, TooMany
from apps.core.uow import unit_of_work
from apps.events.publishing import Event, get_chat_stream, publish_event
from apps.events.redaction import redact_events
from apps.moderation.evidence import find_evidence
from apps.settings.services import write_audit_log

EDIT_WITHIN: timedelta = DAY
EDITS_PER_MINUTE, REACTIONS_PER_MINUTE = 30, 60
DELETED = _("This message is deleted.")


def edit_message(*, message: Message, text: str) -> Message:
    """Change the text of one's own message; the earlier one is kept for who moderates. Raise Conflict when it is
    deleted, a day after it was written, and when its reader, who has it, would get a new one in the message hours only;
    Forbidden `may_not_write`, Invalid and TooMany on "text" as in `send_message`. The new words were not written in the
    bot.
    """
    text = clean_message(text, has_voice=message.voice_id is not None)
    decision = check_writable(message.author, message.room)
    _enforce_pace("chat-edit", message.author, EDITS_PER_MINUTE, field="text")
    with unit_of_work():
        holds = admit_edit(author=message.author, room=message.room, text=text)
        row = _lock(message)
        if timezone.now() - row.created_at > EDIT_WITHIN:
            raise Conflict(_("A message can be changed for a day."))
        if row.number is not None and decision.waits and find_wait(message.room, timezone.now()):
            raise Conflict(_("What the teacher has is changed in the message hours only."))
        if row.text == text:
            return row
        MessageVersion.objects.create(message=row, text=row.text)
        _redact(row)
        row.text, row.edited_at, row.by_telegram = text, timezone.now(), False
        row.save(update_fields=["text", "edited_at", "by_telegram", "updated_at"])
        if row.number is not None:
            changed = {"text": text, "excerpt": build_excerpt(text), "edited_at": row.edited_at.isoformat()}
            changed["author"] = str(row.author_id)
            _publish(row, events.MessageEdited(**_name(row), **changed))
        if holds:
            hide_message(row)
            hold_message(row, holds)
    return row


def delete_message(*, actor: User, message: Message) -> Message:
    """Delete a message: readers see that it is deleted. Its text is kept for who moderates, as long as messages are
    kept; its voice note goes with the next clean-up, or once no case needs it. What somebody else deletes stands in
    the audit log. Authors also withdraw what is held for a moderator. Raise Conflict when it is deleted.
    """
    with unit_of_work():
        row = _lock(message, also_hidden=message.author_id == actor.pk)
        empty_message(row, by=actor)
        if row.author_id != actor.pk:
            write_audit_log(actor, "chat.delete_message", row, {"author": (None, str(row.author_id))})
        if row.number is not None and row.hidden_at is None:
            _publish(row, events.MessageDeleted(**_name(row)))
    return row


def react_to_message(*, user: User, message: Message, kind: str) -> Message:
    """Set the user's reaction to a message; "" takes it back. What is so already changes nothing. Raise Conflict when
    the message is deleted, TooMany on "reaction" for a flood.
    """
    _enforce_pace("chat-reaction", user, REACTIONS_PER_MINUTE, field="reaction")
    with unit_of_work():
        row = _lock(message)
        own = Reaction.objects.filter(message=row, user=user)
        if (own.values_list("kind", flat=True).first() or "") == kind:
            return row
        if kind:
            Reaction.objects.update_or_create(message=row, user=user, defaults={"kind": kind})
        else:
            own.delete()
        counts = queries.count_reactions(row)
        _publish(row, events.MessageReacted(**_name(row), user=str(user.pk), reaction=kind, reactions=counts))
    return row


def empty_message(message: Message, *, by: User | None) -> None:
    """Delete the words and the voice note of a message that the caller holds, in the open unit of work. The words are
    kept for who moderates, the voice note as long as a case may need it. `by`: who deletes it; None when it could not
    be delivered.
    """
    MessageVersion.objects.create(message=message, text=message.text)
    _redact(message)
    if message.voice_id is not None and not find_evidence(MESSAGE, [message.pk]):
        message.voice = None
    message.text, message.deleted_at, message.deleted_by = "", timezone.now(), by
    message.save(update_fields=["text", "voice", "deleted_at", "deleted_by", "updated_at"])


def hide_message(message: Message) -> None:
    """Hide a message that the caller holds from its readers, in the open unit of work; they see it as deleted."""
    Message.objects.filter(pk=message.pk).update(hidden_at=timezone.now(), updated_at=timezone.now())
    _redact(message)
    if message.number is not None:
        _publish(message, events.MessageDeleted(**_name(message)))


def show_message(message: Message) -> None:
    """Show a hidden message that the caller holds again, in the open unit of work."""
    Message.objects.filter(pk=message.pk).update(hidden_at=None, updated_at=timezone.now())
    if message.number is not None:
        _publish(message, events.MessageRestored(**_name(message)))


def _lock(message: Message, *, also_hidden: bool = False) -> Message:
    row = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if row.deleted_at is not None or (row.hidden_at is not None and not also_hidden):
        raise Conflict(DELETED)
    return row


def _enforce_pace(name: str, user: User, times: int, *, field: str) -> None:
    try:
        rate_limits.enforce_limit(name, str(user.pk), times=times, seconds=60)
    except TooMany as refused:
        refused.fields = {field: [refused.detail]}
        raise


def _redact(message: Message) -> None:
    """Take the text of a message, and quotes of it, out of the events that are kept for who comes later."""
    if message.number is not None:
        key = str(message.pk)
        about = Q(data__message=key) | Q(data__message__message=key) | Q(data__message__reply__message=key)
        redact_events(get_chat_stream(message.room_id), about, partial(_remove_text, key))


def _remove_text(key: str, data: dict[str, Any]) -> None:
    sent = data["message"]
    if sent == key:
        data.update(dict.fromkeys(data.keys() & {"text", "excerpt"}, ""))
    elif sent["message"] == key:
        sent["text"] = ""
    else:
        sent["reply"]["text"] = ""


def _name(message: Message) -> dict[str, str]:
    return {"room": str(message.room_id), "message": str(message.pk)}


def _publish(message: Message, event: Event) -> None:
    publish_event(get_chat_stream(message.room_id), event)
