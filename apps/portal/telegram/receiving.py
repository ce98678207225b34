"""Updates from the webhook or from asking: kept once, worked on by a job."""

from apps.accounts import throttle
from apps.accounts.models import TelegramLink
from apps.core.errors import TooMany
from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.messaging.telegram import inbox
from apps.messaging.telegram.updates import Update, What

OF_A_STRANGER = (20, 3600)
OF_A_LINKED_CHAT = (300, 3600)
FOR_STRANGERS = ("start", "stop", "help")
PRIORITY = 10


def receive(update: Update | None) -> None:
    """Keep the update and enqueue its work; nothing for what the bot does not act on, a repeat, and beyond the chat's
    measure. A stranger's chat is answered a few commands and no more.
    """
    if update is None:
        return
    linked = TelegramLink.objects.filter(chat_id=update.chat_id).exists()
    if not linked and update.command not in FOR_STRANGERS:
        return
    times, seconds = OF_A_LINKED_CHAT if linked else OF_A_STRANGER
    try:
        if update.what in (What.TEXT, What.BUTTON):
            throttle.limit("telegram:chat", str(update.chat_id), times=times, seconds=seconds)
    except TooMany:
        return
    with unit_of_work():
        if inbox.keep(update):
            enqueue(
                kind="portal.telegram_update",
                object_id=str(update.update_id),
                secret=update.packed(),
                priority=PRIORITY,
            )
