"""Recordings to hear in the chat: a pupil's own, or a child's with that guardian right."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

import apps.jobs.services as jobs
from apps.accounts.access import GuardianRight
from apps.accounts.models import TelegramLink, User
from apps.accounts.queries import list_children
from apps.accounts.services import telegram as linking
from apps.core.files.stored import open_stored_file
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.homework import attempt_views
from apps.homework.models import SPOKEN_KINDS, Attempt
from apps.homework.queries import list_hearable_attempts
from apps.jobs.kinds import ClaimedJob
from apps.messaging import telegram
from apps.messaging.errors import RecipientBlocked
from apps.portal.telegram.buttons import ButtonPress
from apps.portal.telegram.chat import LinkedChat, send_failure_message


def list_family_recordings(user: User) -> QuerySet[Attempt]:
    """Return recordings that the user may hear in the chat: of the family only, also for teachers and the office."""
    family = Q(homework__student=user) | Q(homework__student__in=list_children(user, right=GuardianRight.RECORDINGS))
    spoken = list_hearable_attempts(user).filter(file__isnull=False, homework__assignment__kind__in=SPOKEN_KINDS)
    return spoken.filter(family)


def request_recording(chat: LinkedChat, press: ButtonPress) -> None:
    """Enqueue the sending of the chosen recording. Raise NotFound when the user may not hear it."""
    attempt = get_or_not_found(list_family_recordings(chat.user), press.id(0) or UUID(int=0))
    link = {"link": str(chat.link.pk)}
    jobs.enqueue(kind="portal.telegram_recording", object_id=attempt.pk, payload=link, priority=10)


def notify_chat_of_failed_recording(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: tell the chat."""
    link = TelegramLink.objects.filter(pk=job.payload["link"]).first()
    send_failure_message(link.chat_id if link else 0)


def send_recording_to_chat(job: ClaimedJob) -> None:
    """Handler: upload the recording to the chat, if its user may still hear it."""
    link = TelegramLink.objects.select_related("user").filter(pk=job.payload["link"], blocked_at__isnull=True).first()
    attempt = list_family_recordings(link.user).filter(pk=job.object_id).first() if link is not None else None
    if link is None or attempt is None or not link.user.is_active:
        return
    with override(link.user.locale):
        title, gone = attempt.homework.assignment.title, _("This recording no longer exists.")
    stored, name = attempt_views.get_submitted_file(attempt)
    try:
        with open_stored_file(stored) as content:
            telegram.send_recording(
                to=str(link.chat_id), content=content, name=name, content_type=stored.content_type, caption=title
            )
    except FileNotFoundError:
        telegram.send_message(to=str(link.chat_id), text=gone)
    except RecipientBlocked:
        with unit_of_work():
            jobs.complete_job(job)
            linking.mark_chat_blocked(chat_id=link.chat_id)
