"""Received updates: each once, those of a chat in their order; and the state of polling."""

from datetime import timedelta

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.messaging.models import TelegramPoll, TelegramUpdate
from apps.messaging.telegram import client
from apps.messaging.telegram.updates import BotUpdate

LEASE = timedelta(seconds=45)


def record_update(update: BotUpdate) -> bool:
    """Store an update; return whether it is new. Call it in the unit of work that enqueues its job."""
    chat = {"chat_id": update.chat_id}
    return TelegramUpdate.objects.get_or_create(update_id=update.update_id, defaults=chat)[1]


def has_earlier_update_waiting(update: BotUpdate) -> bool:
    """Return whether an earlier update of the same chat is not handled yet."""
    return TelegramUpdate.objects.filter(chat_id=update.chat_id, update_id__lt=update.update_id).exists()


def has_update_waiting(chat_id: int) -> bool:
    """Return whether any update of this chat is not handled yet."""
    return TelegramUpdate.objects.filter(chat_id=chat_id).exclude(chat_id=0).exists()


def get_chat_id(update_id: int) -> int:
    """Return the chat of a waiting update; 0 afterwards."""
    return TelegramUpdate.objects.filter(update_id=update_id).values_list("chat_id", flat=True).first() or 0


def mark_update_handled(update_id: int) -> None:
    """Mark the update as handled and forget its chat."""
    TelegramUpdate.objects.filter(update_id=update_id).update(chat_id=0, updated_at=timezone.now())


def claim_polling(holder: str) -> int | None:
    """Return the number to poll from, or None while another process polls. A new bot starts at 0."""
    TelegramPoll.objects.bulk_create([TelegramPoll()], ignore_conflicts=True)
    free = Q(holder=holder) | Q(holder="") | Q(leased_until__lte=Now())
    bot = client.get_bot_id()
    offset = Case(When(bot=bot, then=F("offset")), default=Value(0))
    values = {"holder": holder, "leased_until": Now() + LEASE, "offset": offset, "bot": bot, "updated_at": Now()}
    if not TelegramPoll.objects.filter(free).update(**values):
        return None
    return TelegramPoll.objects.values_list("offset", flat=True).get()


def advance_polling_offset(*, holder: str, offset: int) -> bool:
    """Poll from this number from now on; return False when another process polls.

    Call it in the unit of work that stores the earlier updates.
    """
    return bool(TelegramPoll.objects.filter(holder=holder).update(offset=offset, updated_at=timezone.now()))


def release_polling(holder: str) -> None:
    """Let another process poll at once."""
    with unit_of_work():
        TelegramPoll.objects.filter(holder=holder).update(holder="", leased_until=None, updated_at=timezone.now())
