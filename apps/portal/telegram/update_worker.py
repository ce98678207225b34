"""The job of one update: a command, an answer to a question, a pressed button, a shared contact, or a blocked bot; or
what a stranger writes.
"""

from contextlib import nullcontext
from datetime import timedelta
from itertools import chain

import structlog
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

import apps.jobs.services as jobs
from apps.accounts.models import TelegramLink
from apps.accounts.services import telegram as linking
from apps.core.errors import DomainError
from apps.core.translated_texts import LANGUAGES
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, PostponeJob
from apps.messaging.telegram import client, inbox
from apps.messaging.telegram.updates import BotUpdate, UpdateKind, deserialize_bot_update
from apps.portal.telegram import buttons, commands
from apps.portal.telegram.chat import LinkedChat, send_failure_message
from apps.portal.telegram.commands import CommandStep
from apps.portal.telegram.strangers import answer_stranger
from apps.portal.telegram.update_intake import STRANGER_KINDS

log = structlog.get_logger(__name__)

RETRY_AFTER = timedelta(seconds=1)
WRITTEN = (UpdateKind.TEXT, UpdateKind.FILE, UpdateKind.BUTTON, UpdateKind.CONTACT)


def process_update(job: ClaimedJob) -> None:
    """Handler: process the update once, after all earlier updates of its chat."""
    update = deserialize_bot_update(job.secret or b"{}")
    if inbox.has_earlier_update_waiting(update):
        raise PostponeJob("an earlier message of this chat is worked on", after=RETRY_AFTER)
    link = TelegramLink.objects.select_related("user").filter(chat_id=update.chat_id, user__is_active=True).first()
    if link and link.blocked_at and update.what in WRITTEN:
        linking.mark_chat_unblocked(chat_id=update.chat_id)
    is_question = link is None and _is_for_strangers(update)
    with override(link.user.locale if link else _choose_language(update)):
        kinds = (UpdateKind.BLOCKED, UpdateKind.UNBLOCKED, UpdateKind.CONTACT)
        about_link = update.what in kinds or update.command in ("start", "stop")
        if is_question:
            _answer_stranger(job, update)
        elif link is None or about_link:
            _work_on_link(job, update)
        else:
            _work_in_chat(job, LinkedChat(link, update))
    if update.callback_id:
        client.answer_callback(update.callback_id)


def handle_dead_update(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: let later updates go on, and tell the chat."""
    chat_id = inbox.get_chat_id(int(job.object_id))
    inbox.mark_update_handled(int(job.object_id))
    send_failure_message(chat_id)


def _work_on_link(job: ClaimedJob, update: BotUpdate) -> None:
    with unit_of_work():
        jobs.complete_job(job)
        inbox.mark_update_handled(update.update_id)
        match update.what, update.command:
            case UpdateKind.BLOCKED, _command:
                linking.mark_chat_blocked(chat_id=update.chat_id)
            case UpdateKind.UNBLOCKED, _command:
                linking.mark_chat_unblocked(chat_id=update.chat_id)
            case UpdateKind.CONTACT, _command:
                linking.handle_shared_contact(chat_id=update.chat_id, phone=update.text)
            case UpdateKind.TEXT, "stop":
                linking.handle_stop_command(chat_id=update.chat_id, language=update.language)
            case UpdateKind.TEXT, "start" | "help":
                linking.handle_start_command(chat_id=update.chat_id, token=update.argument, language=update.language)


def _is_for_strangers(update: BotUpdate) -> bool:
    """Return whether a chat without a link says something else than to link or unlink it. The chat of a user who may
    not sign in is no stranger's.
    """
    if update.what not in STRANGER_KINDS or update.command == "stop" or (update.command == "start" and update.argument):
        return False
    return not TelegramLink.objects.filter(chat_id=update.chat_id).exists()


def _choose_language(update: BotUpdate) -> str:
    return update.language if update.language in LANGUAGES else settings.LANGUAGE_CODE


def _answer_stranger(job: ClaimedJob, update: BotUpdate) -> None:
    with unit_of_work():
        jobs.complete_job(job)
        inbox.mark_update_handled(update.update_id)
        answer_stranger(update)


def _work_in_chat(job: ClaimedJob, chat: LinkedChat) -> None:
    """Do and answer in one transaction; a step that calls a provider runs before it, as it only reads. So does what a
    step needs first.
    """
    step = _find_step(chat)
    if step.before is not None and not _run_step(CommandStep(step.before, step.permission, outside=True), chat):
        step = commands.NO_STEP
    if step.outside:
        _run_step(step, chat)
    with unit_of_work():
        jobs.complete_job(job)
        inbox.mark_update_handled(chat.update.update_id)
        if not step.outside:
            _run_step(step, chat)
        chat.send_replies()


def _run_step(step: CommandStep, chat: LinkedChat) -> bool:
    """Run the step and return whether it did; a missing permission or an error is told to the user."""
    if step.permission and not chat.has_permission(step.permission):
        chat.reply(_("You may not do this."))
        return False
    try:
        with nullcontext() if step.outside else unit_of_work():
            step.run(chat)
    except DomainError as error:
        chat.reply("\n".join(map(str, chain.from_iterable(error.fields.values()))) or str(error.detail))
        return False
    return True


def _find_step(chat: LinkedChat) -> CommandStep:
    update = chat.update
    if update.what is UpdateKind.BUTTON:
        press = buttons.verify_button(chat.user, chat.link.chat_id, update.text)
        if press is None:
            log.warning("a button that was not made for this chat was pressed")
            return commands.NO_STEP
        return commands.find_button_action(press)
    if update.command:
        chat.forget_question()
        return commands.find_command_action(update.command)
    if reply := commands.find_reply_action(chat):
        chat.forget_question()
        return reply
    talk = chat.get_talk()
    waits = talk.expires_at is not None and talk.expires_at > timezone.now()
    return commands.find_answer_action(chat, talk.step if waits else "", talk.data)
