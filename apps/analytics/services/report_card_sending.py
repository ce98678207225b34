"""Makes the files of a report card and tells the family. Safe to run twice: what is stored first stays."""

from django.conf import settings
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.queries import load_guardians_with_progress
from apps.analytics.models import ReportCard
from apps.analytics.notification_types import CARD_CORRECTED, CARD_SENT
from apps.analytics.report_card_documents import render_report_card
from apps.analytics.report_card_queries import with_people
from apps.core.files.stored import erase_stored_file, store_report_card
from apps.core.translated_texts import LANGUAGES
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify

PAGE = "app/report-cards"


def send_report_card(job: ClaimedJob) -> None:
    """Job handler: typeset the card in each language, store the files, and tell the pupil and the guardians."""
    # Tried again from the page of jobs, it is no draft any more while its files are made.
    ReportCard.objects.filter(pk=job.object_id, sent_at__isnull=True).update(failed_at=None)
    card = with_people(ReportCard.objects.filter(pk=job.object_id, sent_at__isnull=True)).first()
    if card is None:
        with unit_of_work():
            jobs.complete_job(job)
        return
    files = {
        f"pdf_{language}": store_report_card(owner=card.student, data=render_report_card(card, language))
        for language in LANGUAGES
    }
    with unit_of_work():
        jobs.complete_job(job)
        rows = ReportCard.objects.select_for_update(of=("self",)).filter(pk=card.pk, sent_at__isnull=True)
        is_wanted = bool(rows) and bool(rows.update(**files, sent_at=timezone.now(), updated_at=timezone.now()))
        if is_wanted:
            _notify_readers(card)
    if not is_wanted:  # another worker was faster, or the person was erased meanwhile
        for stored in files.values():
            erase_stored_file(stored)


def note_failure(job: ClaimedJob, reason: str) -> None:
    """Note on the card that its job is dead; staff see it, and can send it again."""
    ReportCard.objects.filter(pk=job.object_id, sent_at__isnull=True).update(failed_at=timezone.now())


def _notify_readers(card: ReportCard) -> None:
    """Tell the pupil, and the guardians who may see the progress, once for each version."""
    data = {
        "name": card.student.full_name,
        "title": card.batch.title,
        "address": f"{str(settings.ENV.frontend_url).rstrip('/')}/{PAGE}",
        "card": str(card.pk),
        "student_id": str(card.student_id),
    }
    guardians = load_guardians_with_progress([card.student_id]).get(card.student_id, [])
    for person in (card.student, *guardians):
        notify(user=person, type=CARD_SENT if card.version == 1 else CARD_CORRECTED, data=data, key=str(card.pk))
