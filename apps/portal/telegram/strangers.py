"""Chats that are linked with nobody: how to link, and a question that goes to the office as a lead.

The answers are the same whoever writes: nothing is told of leads and accounts that are known. Of the chat a keyed hash
is kept and, for answers of the office, its sealed id.
"""

import hmac

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.services.telegram import HOW_TO_LINK, NOT_OWN_NUMBER, SHARE_BUTTON
from apps.core import sealing
from apps.leads.services.telegram import Taken, greet_stranger, take_from_stranger
from apps.messaging.services import enqueue_telegram
from apps.messaging.telegram import Button, client
from apps.messaging.telegram.updates import BotUpdate, UpdateKind
from apps.portal.telegram.chat import REPLY_LIFETIME, build_update_key
from apps.settings.queries import get_system_settings

PURPOSE = "telegram strangers"


def answer_stranger(update: BotUpdate) -> None:
    """Take a text or a shared contact of a stranger and reply, in the open unit of work; a command is no question."""
    chat = hash_chat(update.chat_id)
    if update.command:
        greet_stranger(chat=chat)
        _reply(update, _greet(), asks_number=True)
        return
    is_contact = update.what is UpdateKind.CONTACT
    if is_contact and not update.text:
        _reply(update, str(NOT_OWN_NUMBER), asks_number=True)
        return
    words = {"phone": f"+{update.text.lstrip('+')}"} if is_contact else {"text": update.text}
    key = build_update_key(update)
    taken = take_from_stranger(chat=chat, chat_id=update.chat_id, key=key, name=update.name, **words)
    match taken:
        case Taken.GREETED:
            _reply(update, _greet(), asks_number=True)
        case Taken.OPENED:
            _reply(update, _("The office of {centre} has got it and answers by phone."), asks_number=not is_contact)
        case Taken.ADDED:
            _reply(update, _("Added. The office of {centre} answers by phone."))
        case Taken.FULL:
            _reply(update, _("{centre} gets many questions now. Please write again in an hour."))


def hash_chat(chat_id: int) -> str:
    """Return by what a stranger's chat is known, without its id."""
    key = sealing.derive_keys(PURPOSE)[0]
    return hmac.digest(key, f"{client.get_bot_id()}:{chat_id}".encode(), "sha256").hex()


def _greet() -> str:
    question = _(
        "Have you no account at {centre}? Write your question here in one message. It goes to the office with your "
        "name in Telegram. The office answers by phone: share your number."
    )
    return f"{HOW_TO_LINK}\n\n{question}"


def _reply(update: BotUpdate, text: str, *, asks_number: bool = False) -> None:
    """Reply in the active language."""
    rows = [[Button(str(SHARE_BUTTON), contact=True)]] if asks_number else ()
    words = text.format(centre=get_system_settings().centre_name)
    enqueue_telegram(to=str(update.chat_id), text=words, until=timezone.now() + REPLY_LIFETIME, buttons=rows)
