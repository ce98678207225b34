"""What teachers read of figures: report cards of a group that wait for words, and a saved figure."""

from datetime import timedelta

from apps.analytics.models import OwnFigure, ReportCard, ReportCardBatch
from apps.analytics.report_card_numbers import CountedDays, count_numbers


def write_report_cards(group, teacher, pupils):
    """A batch of the last 60 days; its id."""
    last = group.today
    first = last - timedelta(days=60)
    batch = ReportCardBatch.objects.create(
        group=group, title="Autumn", first_day=first, last_day=last, counted_until=last, by=teacher
    )
    numbers = count_numbers(group, pupils, CountedDays(first, last))
    ReportCard.objects.bulk_create(
        ReportCard(batch=batch, student=pupil, numbers=numbers[pupil.pk]) for pupil in pupils
    )
    return batch.pk


def write_figure(teacher):
    """A figure that the teacher saved; its id."""
    return OwnFigure.objects.create(
        owner=teacher, name="Attendance and homework", measures=["attendance", "homework_given"], step="week",
        period="last_12_weeks",
    ).pk  # fmt: skip
