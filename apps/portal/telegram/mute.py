"""`/mute`: which notifications come by Telegram. Fixed types (security, money) are not listed."""

import hashlib

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.notifications.channels import Channel
from apps.notifications.models import NotificationPreference
from apps.notifications.preferences import list_types_for_user
from apps.notifications.services.preferences import mute_type, unmute_type
from apps.notifications.types import NotificationType
from apps.portal.telegram.buttons import ButtonPress
from apps.portal.telegram.chat import ButtonRows, LinkedChat

PAGE_SIZE = 8
ON_SIGN, OFF_SIGN = "\u2705", "\U0001f515"


def show_mute_settings(chat: LinkedChat) -> None:
    """Show the first page."""
    chat.reply(*_build_page(chat, 0))


def show_mute_page(chat: LinkedChat, press: ButtonPress) -> None:
    """Show another page."""
    chat.edit_message(*_build_page(chat, _get_number(press, 0)))


def mute_or_unmute_notification_type(chat: LinkedChat, press: ButtonPress) -> None:
    """Switch a type on or off; a second press changes nothing."""
    types_by_name = {_short_name(type_): type_ for type_ in _list_types(chat.user)}
    declared = types_by_name.get(press.arguments[0]) if press.arguments else None
    if declared is not None:
        switch = unmute_type if press.arguments[1:2] == ("1",) else mute_type
        switch(user=chat.user, type=declared.name, channel=Channel.TELEGRAM)
    chat.edit_message(*_build_page(chat, _get_number(press, 2)))


def _build_page(chat: LinkedChat, number: int) -> tuple[str, ButtonRows]:
    types = _list_types(chat.user)
    if not types:
        return _("There is nothing to switch off."), ()
    pages = -(-len(types) // PAGE_SIZE)
    number = min(number, pages - 1)
    stored = NotificationPreference.objects.filter(user=chat.user, channel=Channel.TELEGRAM)
    preferences = dict(stored.values_list("type", "wanted"))
    rows = []
    for declared in types[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]:
        wanted = preferences.get(declared.name, True)
        text = f"{ON_SIGN if wanted else OFF_SIGN} {declared.list_title}"
        arguments = (_short_name(declared), "0" if wanted else "1", str(number))
        rows.append([chat.build_button(text, "tell", *arguments)])
    others = [(sign, page) for sign, page in (("←", number - 1), ("→", number + 1)) if 0 <= page < pages]
    page_buttons = [chat.build_button(sign, "mute", str(page)) for sign, page in others]
    text = _("Which messages should the bot send? Press to switch them on or off.")
    return text, [*rows, page_buttons] if page_buttons else rows


def _list_types(user: User) -> list[NotificationType]:
    """Return the types that can reach the user by Telegram and can be muted, by title."""
    types = [type_ for type_ in list_types_for_user(user) if Channel.TELEGRAM in type_.channels and not type_.fixed]
    return sorted(types, key=lambda declared: (declared.list_title, declared.name))


def _short_name(declared: NotificationType) -> str:
    return hashlib.sha256(declared.name.encode()).hexdigest()[:8]


def _get_number(press: ButtonPress, place: int) -> int:
    text = press.arguments[place] if place < len(press.arguments) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
