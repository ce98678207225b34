"""`/mute`: which notifications come by Telegram. Fixed types (security, money) are not listed."""

import hashlib

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.messaging.telegram import Button
from apps.notifications.channels import Channel
from apps.notifications.models import NotificationPreference
from apps.notifications.preferences import list_types_for_user
from apps.notifications.services.preferences import mute_type as switch_off
from apps.notifications.services.preferences import unmute_type as switch_on
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


def switch_notification_type(chat: LinkedChat, press: ButtonPress) -> None:
    """Switch a type on or off; a second press changes nothing."""
    known = {_short_name(type_): type_ for type_ in _list_types(chat.user)}
    declared = known.get(press.arguments[0]) if press.arguments else None
    if declared is not None:
        switch = switch_on if press.arguments[1:2] == ("1",) else switch_off
        switch(user=chat.user, type=declared.name, channel=Channel.TELEGRAM)
    chat.edit_message(*_build_page(chat, _get_number(press, 2)))


def _build_page(chat: LinkedChat, number: int) -> tuple[str, ButtonRows]:
    offered = _list_types(chat.user)
    if not offered:
        return _("There is nothing to switch off."), ()
    pages = -(-len(offered) // PAGE_SIZE)
    number = min(number, pages - 1)
    off = dict(
        NotificationPreference.objects.filter(user=chat.user, channel=Channel.TELEGRAM).values_list("type", "wanted")
    )
    rows = []
    for one in offered[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]:
        wanted = off.get(one.name, True)
        sign = ON_SIGN if wanted else OFF_SIGN
        rows.append(
            [
                chat.build_button(
                    f"{sign} {one.plain_title}", "tell", _short_name(one), "0" if wanted else "1", str(number)
                )
            ]
        )
    turns: list[Button] = []
    if number > 0:
        turns.append(chat.build_button("←", "mute", str(number - 1)))
    if number + 1 < pages:
        turns.append(chat.build_button("→", "mute", str(number + 1)))
    return _("Which messages should the bot send? Press to switch them on or off."), [
        *rows,
        *([turns] if turns else []),
    ]


def _list_types(user: User) -> list[NotificationType]:
    """Return the types that can reach the user by Telegram and can be muted, by title."""
    found = [type_ for type_ in list_types_for_user(user) if Channel.TELEGRAM in type_.channels and not type_.fixed]
    return sorted(found, key=lambda one: (one.plain_title, one.name))


def _short_name(declared: NotificationType) -> str:
    return hashlib.sha256(declared.name.encode()).hexdigest()[:8]


def _get_number(press: ButtonPress, place: int) -> int:
    given = press.arguments[place] if place < len(press.arguments) else ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
