"""What moderators do with messages: hide them and show them again."""

from uuid import UUID

from django.utils import timezone

from apps.chat.models import Message
from apps.chat.services.changes import hide_message, show_message
from apps.chat.services.delivery import deliver_message


def hide(message_id: UUID) -> None:
    """Hide a message from its readers."""
    message = _lock(message_id)
    if message is not None and not message.is_gone:
        hide_message(message)


def restore(message_id: UUID) -> None:
    """Show a hidden message again; one that readers never had is delivered, when its time has come."""
    message = _lock(message_id)
    if message is None or message.hidden_at is None or message.deleted_at is not None:
        return
    show_message(message)
    if message.number is None and message.waits_until is not None and message.waits_until <= timezone.now():
        deliver_message(message.pk)


def _lock(message_id: UUID) -> Message | None:
    return Message.objects.select_for_update(of=("self",)).filter(pk=message_id).first()
