"""Updates from the webhook or from asking: kept once, worked on by a job."""

from apps.accounts import rate_limits
from apps.accounts.models import TelegramLink
from apps.core.errors import TooMany
from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.messaging.telegram import inbox
from apps.messaging.telegram.updates import Update, What

STRANGER_LIMIT = (20, 3600)
LINKED_CHAT_LIMIT = (300, 3600)
STRANGER_COMMANDS = ("start", "stop", "help")
PRIORITY = 10


def receive_update(update: Update | None) -> None:
    """Keep the update and enqueue its work; nothing for what the bot does not act on, a repeat, and beyond the chat's
    measure. A stranger's chat is answered a few commands and no more; what follows Start counts, as it may
    be linked by then.
    """
    if update is None:
        return
    waits = inbox.waits(update.chat_id)
    linked = TelegramLink.objects.filter(chat_id=update.chat_id).exists()
    if not linked and not waits and update.command not in STRANGER_COMMANDS:
        return
    try:
        with unit_of_work():
            if inbox.keep(update):
                _enforce_chat_limit(update, LINKED_CHAT_LIMIT if linked else STRANGER_LIMIT)
                enqueue(
                    kind="portal.telegram_update",
                    object_id=str(update.update_id),
                    secret=update.packed(),
                    priority=PRIORITY,
                )
    except TooMany:
        return


def _enforce_chat_limit(update: Update, measure: tuple[int, int]) -> None:
    """Take a place of the chat's for what its person did; TooMany."""
    times, seconds = measure
    if update.what in (What.TEXT, What.BUTTON):
        rate_limits.enforce_limit("telegram:chat", str(update.chat_id), times=times, seconds=seconds)
