"""The table of what can be asked: commands, buttons, and answers to questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.portal.telegram import balance, children, excuse, homework, language, mute, recordings, today
from apps.portal.telegram.buttons import Press
from apps.portal.telegram.chat import Chat
from apps.portal.telegram.help import help_text


@dataclass(frozen=True)
class Step:
    """Something that the bot does in a chat, for who holds the permission. `outside`: it asks a provider and writes
    nothing, so no transaction is open meanwhile.
    """

    run: Callable[[Chat], None]
    permission: str = ""
    outside: bool = False


@dataclass(frozen=True)
class Command:
    """One command and what Telegram says of it; who lacks the permission is not offered it."""

    name: str
    description: StrOrPromise
    run: Callable[[Chat], None] | None = None
    permission: str = ""
    outside: bool = False


def _help(chat: Chat) -> None:
    offered = [(one.name, str(one.description)) for one in COMMANDS if not one.permission or chat.may(one.permission)]
    chat.say(help_text(chat, offered))


COMMANDS = (
    Command("today", _("Lessons, homework and absences of today"), today.today, "lessons.read"),
    Command("homework", _("Open homework and the last results"), homework.homework, "homework.read"),
    Command("balance", _("What is to be paid, and the way to pay it"), balance.balance, "payments.read", outside=True),
    Command("excuse", _("Ask to be excused from lessons"), excuse.excuse, "attendance.excuse"),
    Command("children", _("Choose the child"), children.children),
    Command("mute", _("Choose what the bot writes about"), mute.mute),
    Command("language", _("Choose the language"), language.language),
    Command("help", _("What the bot can do"), _help),
    Command("stop", _("End the link with this chat")),
)
"""`start` and `stop` are the accounts' own (`apps.accounts.services.telegram`)."""
ALIASES = {"settings": "mute", "unmute": "mute"}

PRESSED: dict[str, tuple[Callable[[Chat, Press], None], str]] = {
    "child": (children.chosen, ""),
    "hear": (recordings.asked, "homework.read"),
    "away": (excuse.chosen_day, "attendance.excuse"),
    "mute": (mute.page, ""),
    "tell": (mute.switched, ""),
    "lang": (language.chosen, ""),
}
ANSWERED: dict[str, tuple[Callable[[Chat, dict[str, Any]], None], str]] = {
    excuse.STEP: (excuse.reason_given, "attendance.excuse"),
}

NOTHING = Step(lambda chat: None)


def named(name: str) -> Step:
    """What the command does; an unknown one explains."""
    name = ALIASES.get(name, name)
    found = next((one for one in COMMANDS if one.name == name and one.run is not None), None)
    if found is None or found.run is None:
        return Step(_help)
    return Step(found.run, found.permission, found.outside)


def pressed(press: Press) -> Step:
    """What the button does. One that chooses a child goes on with the command that asked for it."""
    if press.verb not in PRESSED:
        return NOTHING
    run, permission = PRESSED[press.verb]
    follows = named(press.arguments[1]) if press.verb == "child" and press.arguments[1:] not in ((), ("",)) else NOTHING

    def step(chat: Chat) -> None:
        run(chat, press)
        if follows.permission and not chat.may(follows.permission):
            return
        follows.run(chat)

    return Step(step, permission)


def answered(step: str, data: dict[str, Any]) -> Step:
    """What a text does that answers the question `step`; any other explains."""
    if step not in ANSWERED:
        return Step(_help)
    run, permission = ANSWERED[step]
    return Step(lambda chat: run(chat, data), permission)
