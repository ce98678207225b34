"""Things of the access matrix in report cards: of each side one that was sent; of one group also one that waits."""

from datetime import date
from typing import Any

from django.utils import timezone

from apps.analytics.models import ReportCard, ReportCardBatch
from apps.analytics.report_card_numbers import CountedDays, count_numbers
from apps.core.files.stored import store_report_card

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)


def create_report_card_objects(world: Any) -> dict[str, Any]:
    """A batch of each group, with cards of the child, of a pupil who waits for it, and of the other pupil."""
    batch, other = (
        ReportCardBatch.objects.create(
            group=group, title="Autumn 2026", first_day=FIRST, last_day=LAST, counted_until=LAST, by=world.teacher
        )
        for group in (world.group, world.other_group)
    )
    return {
        "report_card_batch": batch,
        "other_report_card_batch": other,
        "report_card": _make_sent(batch, world.child),
        "other_report_card": _make_sent(other, world.other_pupil),
        "waiting_report_card": ReportCard.objects.create(
            batch=batch, student=world.pupil, numbers=_count(batch, world.pupil)
        ),
    }


def _count(batch: ReportCardBatch, student: Any) -> dict[str, Any]:
    return count_numbers(batch.group, [student], CountedDays(FIRST, LAST))[student.pk]


def _make_sent(batch: ReportCardBatch, student: Any) -> ReportCard:
    stored = store_report_card(owner=student, data=b"%PDF-1.7")
    return ReportCard.objects.create(
        batch=batch, student=student, numbers=_count(batch, student), comment="Works well.", queued_at=timezone.now(),
        sent_at=timezone.now(), pdf_uz=stored, pdf_ru=stored, pdf_en=stored,
    )  # fmt: skip
