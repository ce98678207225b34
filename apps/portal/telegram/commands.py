"""The table of commands, buttons and answers to questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.translated_texts import LANGUAGES
from apps.messaging.telegram import client
from apps.portal.telegram import (
    balance,
    children,
    excuses,
    homework,
    language,
    mute,
    office,
    questions,
    recordings,
    today,
)
from apps.portal.telegram.buttons import ButtonPress
from apps.portal.telegram.chat import LinkedChat
from apps.settings.queries import get_system_settings


@dataclass(frozen=True)
class CommandStep:
    """What the bot does in a chat, for users with the permission. `outside`: it calls a provider and writes nothing, so
    it runs outside the transaction. `before`: runs outside the transaction first; when it fails, `run` does not run.
    `description`: of a command, for Telegram.
    """

    run: Callable[[LinkedChat], None]
    permission: str = ""
    description: StrOrPromise = ""
    outside: bool = False
    before: Callable[[LinkedChat], None] | None = None


def _show_help(chat: LinkedChat) -> None:
    """Show the commands that this user may use, one in a line."""
    first = gettext("{name}, this is the bot of {centre}. You can ask:").format(
        name=chat.user.first_name, centre=get_system_settings().centre_name
    )
    lines = [
        f"/{name} – {step.description}"
        for name, step in COMMANDS.items()
        if not step.permission or chat.has_permission(step.permission)
    ]
    chat.reply("\n".join([first, *lines]))


NO_STEP, HELP = CommandStep(lambda chat: None), CommandStep(_show_help, "", _("What the bot can do"))
COMMANDS = {
    "today": CommandStep(today.show_today, "lessons.read", _("Lessons, homework and absences of today")),
    "homework": CommandStep(homework.show_homework, "homework.read", _("Open homework and the last results")),
    "ask": CommandStep(questions.offer_teachers, "chat.use", _("Write to a teacher")),
    "office": CommandStep(office.ask_for_text, "support.ask", _("Write to the office")),
    "balance": CommandStep(balance.show_balance, "payments.read", _("Payments due, and how to pay them"), outside=True),
    "excuse": CommandStep(excuses.offer_excuse_days, "attendance.excuse", _("Ask to be excused from lessons")),
    "children": CommandStep(children.offer_children, "", _("Choose the child")),
    "mute": CommandStep(mute.show_mute_settings, "", _("Choose which messages the bot sends")),
    "language": CommandStep(language.offer_languages, "", _("Choose the language")),
    "help": HELP,
    "stop": CommandStep(_show_help, "", _("End the link with this chat")),
}
"""`start` and `stop` are the accounts' own (`apps.accounts.services.telegram`)."""
ALIASES = {"settings": "mute", "unmute": "mute"}

BUTTON_HANDLERS: dict[str, tuple[Callable[[LinkedChat, ButtonPress], None], str]] = {
    "child": (children.choose_child, ""),
    "hear": (recordings.request_recording, "homework.read"),
    "ask": (questions.choose_teacher, "chat.use"),
    "away": (excuses.choose_excuse_day, "attendance.excuse"),
    "mute": (mute.show_mute_page, ""),
    "tell": (mute.mute_or_unmute_notification_type, ""),
    "lang": (language.choose_language, ""),
}


def find_command_action(command: str) -> CommandStep:
    """Return what the command does; an unknown one shows the help."""
    return COMMANDS.get(ALIASES.get(command, command), HELP)


def find_button_action(press: ButtonPress) -> CommandStep:
    """Return what the button does. A button that chooses a child goes on with the command that asked."""
    if press.verb not in BUTTON_HANDLERS:
        return NO_STEP
    run, permission = BUTTON_HANDLERS[press.verb]
    following = press.arguments[1] if press.verb == "child" and press.arguments[1:] else ""
    next_step = find_command_action(following) if following else NO_STEP

    def step(chat: LinkedChat) -> None:
        run(chat, press)
        if not next_step.permission or chat.has_permission(next_step.permission):
            next_step.run(chat)

    return CommandStep(step, permission)


def find_answer_action(chat: LinkedChat, question: str, data: dict[str, Any]) -> CommandStep:
    """Return what a text or file does that answers the question `question`; other texts show the help."""
    if question == office.OPEN_STEP:
        return CommandStep(office.open_ticket, "support.ask", before=office.store_file)
    if question == office.ADD_STEP:
        return _build_addition(data)
    if chat.update.file_id:
        return CommandStep(office.refuse_file)
    if question == questions.STEP:
        return CommandStep(lambda chat: questions.submit_question(chat, data), "chat.use")
    if question != excuses.STEP:
        return HELP
    return CommandStep(lambda chat: excuses.submit_excuse(chat, data), "attendance.excuse")


def find_reply_action(chat: LinkedChat) -> CommandStep | None:
    """Return what a text or file does that replies to a notice of chat or of a ticket; None for other texts."""
    if (notice := office.find_answered_notice(chat)) is not None:
        data = notice.notification.data
        if not office.is_for_staff(notice):
            return _build_addition(data)
        return CommandStep(lambda chat: office.answer_ticket(chat, data), "support.work", before=office.store_file)
    delivery = questions.find_answered_delivery(chat)
    if delivery is None or chat.update.file_id:
        return None
    return CommandStep(lambda chat: questions.submit_answer(chat, delivery), "chat.use")


def _build_addition(data: dict[str, Any]) -> CommandStep:
    return CommandStep(lambda chat: office.add_to_ticket(chat, data), "support.ask", before=office.store_file)


def publish_commands() -> None:
    """Send the commands to Telegram in every language; other languages get the platform's default."""
    for code in ("", *LANGUAGES):
        with override(code or settings.LANGUAGE_CODE):
            client.set_commands([(name, str(step.description)) for name, step in COMMANDS.items()], language=code)
