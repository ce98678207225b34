"""Updates from the webhook or from polling: stored once, processed by a job."""

from apps.accounts import rate_limits
from apps.accounts.models import TelegramLink
from apps.core.errors import TooMany
from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.messaging.telegram import inbox
from apps.messaging.telegram.updates import BotUpdate, UpdateKind

STRANGER_LIMIT = (20, 3600)
STRANGERS_LIMIT = (1000, 3600)
"""Texts of all strangers together, without commands."""
LINKED_CHAT_LIMIT = (300, 3600)
STRANGER_COMMANDS = ("start", "stop", "help")
STRANGER_KINDS = (UpdateKind.TEXT, UpdateKind.CONTACT)
COUNTED = (UpdateKind.TEXT, UpdateKind.FILE, UpdateKind.BUTTON, UpdateKind.CONTACT)
PRIORITY = 10


def store_and_enqueue_update(update: BotUpdate | None) -> None:
    """Store the update and enqueue its job; nothing for updates that the bot ignores, repeats, and those above the
    chat's rate limit.

    A chat that is not linked gets answers to texts and to the own number only. All such chats have a limit together,
    and their updates wait behind those of linked chats. Updates after `/start` count, as the chat may be linked by
    then.
    """
    if update is None:
        return
    waits = inbox.has_update_waiting(update.chat_id)
    linked = TelegramLink.objects.filter(chat_id=update.chat_id).exists()
    if not linked and not waits and update.what not in STRANGER_KINDS:
        return
    is_question = not linked and update.command not in STRANGER_COMMANDS
    try:
        with unit_of_work():
            if inbox.record_update(update):
                if update.what in COUNTED:
                    times, seconds = LINKED_CHAT_LIMIT if linked else STRANGER_LIMIT
                    rate_limits.enforce_limit("telegram:chat", str(update.chat_id), times=times, seconds=seconds)
                if is_question:
                    times, seconds = STRANGERS_LIMIT
                    rate_limits.enforce_limit("telegram:strangers", "all", times=times, seconds=seconds)
                update_id, secret = str(update.update_id), update.serialize()
                enqueue(
                    kind="portal.telegram_update",
                    object_id=update_id,
                    secret=secret,
                    priority=0 if is_question else PRIORITY,
                )
    except TooMany:
        return
