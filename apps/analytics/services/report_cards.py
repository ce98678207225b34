"""Make report cards of a group, write the teacher's words, send them, correct one that was sent."""

import time
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.analytics.job_kinds import SEND_REPORT_CARD
from apps.analytics.models import FactsState, ReportCard, ReportCardBatch, RowChange, StaleDay
from apps.analytics.report_card_numbers import REPORTED, CountedDays, count_numbers
from apps.analytics.services.runs import bring_up_to_date
from apps.core.durations import DAY
from apps.core.errors import Conflict, Invalid, TooMany
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.courses.queries import list_current_pupils
from apps.settings.services import write_audit_log

MOST_DAYS = 366
MOST_PUPILS = 300
MOST_A_DAY = 20
"""Batches of one group in 24 hours."""
MOST_VERSIONS = 20
PRIORITY = -5
"""Messages come first: a term ends in all groups at once."""
COUNT_SECONDS = 5.0
"""So long changes are counted before a card is made."""
LOOK_SECONDS = 0.1
"""So often it is looked whether a job has counted the rest."""
EARLIEST = date(2002, 1, 1)
OUT_OF_ORDER = _("The first day lies after the last.")
TOO_LONG = _("At most %(count)d days.")
IN_FUTURE = _("This day is in the future.")
TOO_EARLY = _("This day is too long ago.")
MANY_VERSIONS = _("This report card has been corrected too often.")
NO_PUPILS = _("Nobody learns in this group now.")
TOO_MANY_PUPILS = _("The group has too many pupils.")
NOT_COUNTED = _("These days are not counted yet. Try again in some minutes.")
NOT_A_DRAFT = _("This report card is sent or being sent. Correct it when it is sent.")
NOT_SENT = _("This report card is not sent yet: change its words.")
SENT_ALREADY = _("Some of these report cards are sent or being sent.")
ALL_SENT = _("All report cards are sent or being sent.")


@dataclass(frozen=True, kw_only=True)
class BatchDraft:
    """Which group, which days (both included), and the title on the cards."""

    group: Group
    title: str
    first_day: date
    last_day: date


def make_batch(*, actor: User, draft: BatchDraft) -> ReportCardBatch:
    """Make a card with numbers for everybody who learns in the group now; nobody gets one before it is sent.

    Raise Invalid on `first_day`, `last_day` and `group`, Conflict while the days are not counted, TooMany after
    MOST_A_DAY batches of the group in a day.
    """
    days = _check_days(draft)
    students = list(_list_students(draft.group)[: MOST_PUPILS + 1])
    if not students or len(students) > MOST_PUPILS:
        raise Invalid.field("group", TOO_MANY_PUPILS if students else NO_PUPILS)
    _check_counted(days)
    numbers = count_numbers(draft.group, students, days)
    with unit_of_work():
        Group.objects.select_for_update(no_key=True).get(pk=draft.group.pk)
        today = ReportCardBatch.objects.filter(group=draft.group, created_at__gt=timezone.now() - DAY)
        if today.count() >= MOST_A_DAY:
            raise TooMany(retry_after=int(DAY.total_seconds()))
        batch = ReportCardBatch.objects.create(
            group=draft.group,
            title=draft.title,
            first_day=draft.first_day,
            last_day=draft.last_day,
            counted_until=days.last,
            by=actor,
        )
        ReportCard.objects.bulk_create(
            ReportCard(batch=batch, student=student, numbers=numbers[student.pk]) for student in students
        )
        changes = {"group": (None, draft.group.name), "cards": (None, len(students))}
        write_audit_log(actor, "analytics.make_report_cards", batch, changes)
        return batch


def set_comment(*, actor: User, card: ReportCard, comment: str) -> ReportCard:
    """Set the teacher's words of a card that is not sent. Raise Conflict for one that is sent or being sent."""
    with unit_of_work():
        locked = _lock_card(card)
        if not _is_waiting(locked):
            raise Conflict(NOT_A_DRAFT)
        locked.comment, locked.comment_by = comment, actor if comment else None
        locked.save(update_fields=["comment", "comment_by", "updated_at"])
        write_audit_log(actor, "analytics.comment_report_card", locked)
        return locked


def send_batch(*, actor: User, batch: ReportCardBatch) -> int:
    """Have a job for each card that waits make its files and tell the family; return how many.

    Those that failed are tried again. Raise Conflict when no card waits.
    """
    with unit_of_work():
        ReportCardBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        cards = ReportCard.objects.select_for_update().filter(batch=batch, sent_at__isnull=True).order_by("pk")
        waiting = [card.pk for card in cards if _is_waiting(card)]
        if not waiting:
            raise Conflict(ALL_SENT)
        now = timezone.now()
        ReportCard.objects.filter(pk__in=waiting).update(queued_at=now, failed_at=None, updated_at=now)
        jobs.enqueue_many(kind=SEND_REPORT_CARD, object_ids=waiting, priority=PRIORITY)
        write_audit_log(actor, "analytics.send_report_cards", batch, {"cards": (None, len(waiting))})
        return len(waiting)


def delete_batch(*, actor: User, batch: ReportCardBatch) -> None:
    """Delete a batch with its words. Raise Conflict once one of its cards is sent or being sent."""
    with unit_of_work():
        locked = ReportCardBatch.objects.select_for_update(no_key=True).filter(pk=batch.pk).first()
        if locked is None:
            return
        if ReportCard.objects.filter(batch=locked, queued_at__isnull=False).exists():
            raise Conflict(SENT_ALREADY)
        write_audit_log(actor, "analytics.delete_report_cards", locked, {"title": (locked.title, None)})
        locked.delete()


def correct_card(*, actor: User, card: ReportCard, comment: str) -> ReportCard:
    """Make the next version of a sent card, with numbers of now and these words; it waits to be sent.

    The family keeps the sent version until then. Raise Conflict for a card that is not the newest one or not sent, and
    while changes of these days are not counted, TooMany after MOST_VERSIONS.
    """
    batch = card.batch
    days = CountedDays(batch.first_day, batch.counted_until)
    _check_counted(days)
    numbers = count_numbers(batch.group, [card.student], days)[card.student_id]
    with unit_of_work():
        locked = _lock_card(card)
        newer = ReportCard.objects.filter(batch=batch, student=card.student_id, version__gt=locked.version)
        if locked.sent_at is None or newer.exists():
            raise Conflict(NOT_SENT)
        if locked.version >= MOST_VERSIONS:
            raise TooMany(MANY_VERSIONS, retry_after=int(DAY.total_seconds()))
        replaces = get_local_day(locked.sent_at, batch.group.local_zone).isoformat()
        made = ReportCard.objects.create(
            batch=batch,
            student=card.student,
            version=locked.version + 1,
            numbers=numbers | {"replaces": replaces},
            comment=comment,
            comment_by=actor if comment else None,
        )
        write_audit_log(actor, "analytics.correct_report_card", made, {"version": (locked.version, made.version)})
        return made


def _check_days(draft: BatchDraft) -> CountedDays:
    """Return the days that are counted."""
    if draft.first_day > draft.last_day:
        raise Invalid.field("first_day", OUT_OF_ORDER)
    if draft.first_day < EARLIEST:
        raise Invalid.field("first_day", TOO_EARLY)
    if draft.last_day - draft.first_day >= timedelta(days=MOST_DAYS):
        raise Invalid.field("first_day", TOO_LONG % {"count": MOST_DAYS})
    if draft.last_day > draft.group.today:
        raise Invalid.field("last_day", IN_FUTURE)
    state = FactsState.objects.filter(pk=1).first()
    if state is None or state.built_until < draft.first_day:
        raise Conflict(NOT_COUNTED)
    return CountedDays(draft.first_day, min(draft.last_day, state.built_until))


def _check_counted(days: CountedDays) -> None:
    """Count what changed before, or wait while a job counts it. Raise Conflict while some of it waits that belongs to
    these days after COUNT_SECONDS.
    """
    began, until = timezone.now(), time.monotonic() + COUNT_SECONDS
    waiting = StaleDay.objects.filter(measure__in=REPORTED, day__range=(days.before.first, days.last))
    while True:
        bring_up_to_date(seconds=max(0.0, until - time.monotonic()))
        if not RowChange.objects.filter(noted_at__lt=began).exists() and not waiting.exists():
            return
        if time.monotonic() >= until:
            raise Conflict(NOT_COUNTED)
        time.sleep(LOOK_SECONDS)


def _list_students(group: Group) -> QuerySet[User]:
    rows = list_current_pupils(group).filter(is_active=True, erased_at__isnull=True)
    return rows.order_by("last_name", "first_name", "pk")


def _lock_card(card: ReportCard) -> ReportCard:
    """Return the card, locked until the commit after its batch, as a sending does."""
    ReportCardBatch.objects.select_for_update(no_key=True).get(pk=card.batch_id)
    rows = ReportCard.objects.select_for_update(of=("self",)).select_related("student", "batch__group__branch")
    return rows.get(pk=card.pk)


def _is_waiting(card: ReportCard) -> bool:
    """Return whether a card may be changed and sent: nothing makes its files now."""
    return card.sent_at is None and (card.queued_at is None or card.failed_at is not None)
