"""The table of commands, buttons and answers to questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.portal.telegram import balance, children, excuses, homework, language, mute, recordings, today
from apps.portal.telegram.buttons import ButtonPress
from apps.portal.telegram.chat import LinkedChat
from apps.portal.telegram.help import build_help_text


@dataclass(frozen=True)
class CommandStep:
    """What the bot does in a chat, for users with the permission. `outside`: it calls a provider and writes nothing, so
    it runs outside the transaction.
    """

    run: Callable[[LinkedChat], None]
    permission: str = ""
    outside: bool = False


@dataclass(frozen=True)
class BotCommand:
    """A command and its description for Telegram; users without the permission do not see it."""

    name: str
    description: StrOrPromise
    run: Callable[[LinkedChat], None] | None = None
    permission: str = ""
    outside: bool = False


def _show_help(chat: LinkedChat) -> None:
    available = [
        (command.name, str(command.description))
        for command in COMMANDS
        if not command.permission or chat.has_permission(command.permission)
    ]
    chat.reply(build_help_text(chat, available))


COMMANDS = (
    BotCommand("today", _("Lessons, homework and absences of today"), today.show_today, "lessons.read"),
    BotCommand("homework", _("Open homework and the last results"), homework.show_homework, "homework.read"),
    BotCommand("balance", _("Payments due, and how to pay them"), balance.show_balance, "payments.read", outside=True),
    BotCommand("excuse", _("Ask to be excused from lessons"), excuses.offer_excuse_days, "attendance.excuse"),
    BotCommand("children", _("Choose the child"), children.offer_children),
    BotCommand("mute", _("Choose which messages the bot sends"), mute.show_mute_settings),
    BotCommand("language", _("Choose the language"), language.offer_languages),
    BotCommand("help", _("What the bot can do"), _show_help),
    BotCommand("stop", _("End the link with this chat")),
)
"""`start` and `stop` are the accounts' own (`apps.accounts.services.telegram`)."""
ALIASES = {"settings": "mute", "unmute": "mute"}

BUTTON_HANDLERS: dict[str, tuple[Callable[[LinkedChat, ButtonPress], None], str]] = {
    "child": (children.choose_child, ""),
    "hear": (recordings.request_recording, "homework.read"),
    "away": (excuses.choose_excuse_day, "attendance.excuse"),
    "mute": (mute.show_mute_page, ""),
    "tell": (mute.switch_notification_type, ""),
    "lang": (language.choose_language, ""),
}
ANSWER_HANDLERS: dict[str, tuple[Callable[[LinkedChat, dict[str, Any]], None], str]] = {
    excuses.STEP: (excuses.submit_excuse, "attendance.excuse")
}

NO_STEP = CommandStep(lambda chat: None)


def find_command_step(name: str) -> CommandStep:
    """Return what the command does; an unknown one shows the help."""
    name = ALIASES.get(name, name)
    command = next((candidate for candidate in COMMANDS if candidate.name == name and candidate.run is not None), None)
    if command is None or command.run is None:
        return CommandStep(_show_help)
    return CommandStep(command.run, command.permission, command.outside)


def find_button_step(press: ButtonPress) -> CommandStep:
    """Return what the button does. A button that chooses a child goes on with the command that asked."""
    if press.verb not in BUTTON_HANDLERS:
        return NO_STEP
    run, permission = BUTTON_HANDLERS[press.verb]
    next_step = (
        find_command_step(press.arguments[1])
        if press.verb == "child" and press.arguments[1:] not in ((), ("",))
        else NO_STEP
    )

    def step(chat: LinkedChat) -> None:
        run(chat, press)
        if next_step.permission and not chat.has_permission(next_step.permission):
            return
        next_step.run(chat)

    return CommandStep(step, permission)


def find_answer_step(step: str, data: dict[str, Any]) -> CommandStep:
    """Return what a text does that answers the question `step`; other texts show the help."""
    if step not in ANSWER_HANDLERS:
        return CommandStep(_show_help)
    run, permission = ANSWER_HANDLERS[step]
    return CommandStep(lambda chat: run(chat, data), permission)
