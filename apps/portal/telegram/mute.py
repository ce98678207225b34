"""`/mute`: which messages come by Telegram. What cannot be switched off (security, money) is not listed."""

import hashlib

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.messaging.telegram import Button
from apps.notifications.channels import Channel
from apps.notifications.models import NotificationPreference
from apps.notifications.services.preferences import mute as switch_off
from apps.notifications.services.preferences import unmute as switch_on
from apps.notifications.types import NotificationType
from apps.notifications.wishes import types_for
from apps.portal.telegram.buttons import Press
from apps.portal.telegram.chat import Chat, Rows

A_PAGE = 8
ON, OFF = "\u2705", "\U0001f515"


def mute(chat: Chat) -> None:
    """Offer the first page."""
    chat.say(*_drawn(chat, 0))


def page(chat: Chat, press: Press) -> None:
    """Another page was asked for."""
    chat.change(*_drawn(chat, _number(press, 0)))


def switched(chat: Chat, press: Press) -> None:
    """A type was switched to on or off; pressed twice it stays so."""
    known = {_short(one): one for one in _offered(chat.user)}
    declared = known.get(press.arguments[0]) if press.arguments else None
    if declared is not None:
        switch = switch_on if press.arguments[1:2] == ("1",) else switch_off
        switch(user=chat.user, type=declared.name, channel=Channel.TELEGRAM)
    chat.change(*_drawn(chat, _number(press, 2)))


def _drawn(chat: Chat, number: int) -> tuple[str, Rows]:
    offered = _offered(chat.user)
    if not offered:
        return _("There is nothing to switch off."), ()
    pages = -(-len(offered) // A_PAGE)
    number = min(number, pages - 1)
    off = dict(
        NotificationPreference.objects.filter(user=chat.user, channel=Channel.TELEGRAM).values_list("type", "wanted")
    )
    rows = []
    for one in offered[number * A_PAGE : (number + 1) * A_PAGE]:
        wanted = off.get(one.name, True)
        sign = ON if wanted else OFF
        rows.append(
            [chat.button(f"{sign} {one.plain_title}", "tell", _short(one), "0" if wanted else "1", str(number))]
        )
    turns: list[Button] = []
    if number > 0:
        turns.append(chat.button("←", "mute", str(number - 1)))
    if number + 1 < pages:
        turns.append(chat.button("→", "mute", str(number + 1)))
    return _("What should the bot write about? Press to switch it on or off."), [*rows, *([turns] if turns else [])]


def _offered(user: User) -> list[NotificationType]:
    """Types that can reach the person and come by Telegram unless they say otherwise, by title."""
    found = [one for one in types_for(user) if Channel.TELEGRAM in one.channels and not one.fixed]
    return sorted(found, key=lambda one: (one.plain_title, one.name))


def _short(declared: NotificationType) -> str:
    return hashlib.sha256(declared.name.encode()).hexdigest()[:8]


def _number(press: Press, place: int) -> int:
    given = press.arguments[place] if place < len(press.arguments) else ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
