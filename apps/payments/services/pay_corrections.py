"""Corrections of closed pay months: a difference found later becomes an entry of the current month.

Each line of a closed month is compared with today's calculation, including earlier corrections, so a difference is
entered once however often this runs.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.local_days import get_local_day, get_today
from apps.core.lookups import filter_given
from apps.courses.models import LeadChange
from apps.lessons.models import Lesson, LessonStatus
from apps.payments.models import PayEntry, PayEntryKind, PaymentKind, PayMonth, PayRate, Settlement
from apps.payments.queries.earnings import AUTOMATIC_KINDS, annotate_all_absent, calculate_earnings
from apps.settings.models import Branch

PayLineKey = tuple[UUID, date, str, str]
"""A line of a closed month: teacher, month, currency, key."""


class CorrectionReason(StrEnum):
    """Why a line of a closed month changed; stored as the entry's `reason`."""

    NOT_HELD = "not_held"
    BY_ANOTHER = "by_another"
    MOVED = "moved"
    ALL_ABSENT = "all_absent"
    GIVEN = "given"
    LENGTH = "length"
    MONEY = "money"
    RATE = "rate"


REASON_TEXTS: dict[str, StrOrPromise] = {
    CorrectionReason.NOT_HELD: _("The lesson no longer counts as held."),
    CorrectionReason.BY_ANOTHER: _("Another teacher gave the lesson."),
    CorrectionReason.MOVED: _("The lesson was moved to another day."),
    CorrectionReason.ALL_ABSENT: _("Nobody was present at the lesson."),
    CorrectionReason.GIVEN: _("The lesson now counts for this teacher."),
    CorrectionReason.LENGTH: _("The length of the lesson changed."),
    CorrectionReason.MONEY: _("The payments behind the share changed."),
    CorrectionReason.RATE: _("The rate was changed."),
}


@dataclass
class _LineComparison:
    """What was paid for a line, what it is now, and an entry with its lesson, group and rate."""

    like: PayEntry
    was: int = 0
    now: int = 0


def update_open_pay_corrections(*, branch: Branch, month: date | None = None, teacher_id: UUID | None = None) -> None:
    """Update the open corrections of the branch, of one closed month or teacher when given.

    Inside a unit of work that holds the branch's pay.
    """
    of = _PayScope(branch, month, teacher_id)
    due = _list_due_corrections(of)
    for entry in of.entries().filter(kind=PayEntryKind.CORRECTION, closed_in__isnull=True):
        correction = due.pop(_get_line_key(entry), None)
        if correction is None:
            entry.delete()
        elif (correction.amount, correction.facts) != (entry.amount, entry.facts):
            entry.amount, entry.facts, entry.reason = correction.amount, correction.facts, correction.reason
            entry.save(update_fields=["amount", "facts", "reason", "updated_at"])
    PayEntry.objects.bulk_create(due.values(), batch_size=1000)


def find_closed_months_changed_since(branch: Branch, since: datetime) -> set[date]:
    """Return closed months with a change since then: lessons, settled money, rates or lead teachers.

    A new rate or lead teacher counts for all closed months.
    """
    closed = set(PayMonth.objects.filter(branch=branch).values_list("month", flat=True))
    rates = PayRate.objects.filter(branch=branch, updated_at__gte=since)
    if rates.exists() or LeadChange.objects.filter(group__branch=branch, created_at__gte=since).exists():
        return closed
    lessons = Lesson.objects.filter(group__branch=branch, updated_at__gte=since)
    months = set(PayEntry.objects.filter(lesson__in=lessons).values_list("month", flat=True))
    here = Q(payment__group__branch=branch) | Q(payment__kind=PaymentKind.ORDER, payment__branch=branch)
    moved = Settlement.objects.filter(here, created_at__gte=since).values("payment")
    covered = Settlement.objects.filter(payment__in=moved).values_list("created_at", "payment__group__zone")
    days = [get_local_day(at, own_zone or branch.zone) for at, own_zone in covered]
    lesson_starts = lessons.values_list("starts_at", "group__zone")
    days += [get_local_day(at, own_zone or branch.zone) for at, own_zone in lesson_starts]
    return closed & (months | {day.replace(day=1) for day in days})


def _list_due_corrections(of: "_PayScope") -> dict[PayLineKey, PayEntry]:
    """Return the corrections that should exist, as entries of the current month."""
    lines = _compare_lines(of)
    paid = {(whose[0], whose[1], line.like.lesson_id) for whose, line in lines.items() if line.was}
    return {
        whose: _build_entry(whose, line, of.branch, known=(whose[0], whose[1], line.like.lesson_id) in paid)
        for whose, line in sorted(lines.items(), key=lambda pair: pair[0])
        if line.was != line.now
    }


def _compare_lines(of: "_PayScope") -> dict[PayLineKey, _LineComparison]:
    """Return every line of closed months that was paid or is earned now."""
    lines: dict[PayLineKey, _LineComparison] = {}
    paid = of.entries().filter(closed_in__isnull=False, kind__in=[*AUTOMATIC_KINDS, PayEntryKind.CORRECTION])
    for entry in paid.select_related("lesson__group__branch").order_by("month", "id"):
        lines.setdefault(_get_line_key(entry), _LineComparison(entry)).was += entry.amount
    for month, teachers in sorted(of.closed_months().items()):
        for entry in calculate_earnings(month, [of.branch.pk], of.teacher_id):
            if entry.teacher_id in teachers:
                lines.setdefault(_get_line_key(entry), _LineComparison(entry)).now = entry.amount
    return lines


@dataclass(frozen=True)
class _PayScope:
    """Which pay to compare: all of the branch, one month or one teacher."""

    branch: Branch
    month: date | None
    teacher_id: UUID | None

    def closed_months(self) -> dict[date, set[UUID]]:
        """Return the teachers of each closed month."""
        rows = filter_given(PayMonth.objects.filter(branch=self.branch), teacher=self.teacher_id, month=self.month)
        months: dict[date, set[UUID]] = defaultdict(set)
        for whose, month in rows.values_list("teacher_id", "month"):
            months[month].add(whose)
        return months

    def entries(self) -> QuerySet[PayEntry]:
        """Return the entries in scope and their corrections."""
        rows = filter_given(PayEntry.objects.filter(branch=self.branch), teacher=self.teacher_id)
        if self.month is None:
            return rows
        return rows.filter(Q(corrects=self.month) | Q(corrects__isnull=True, month=self.month))


def _get_line_key(entry: PayEntry) -> PayLineKey:
    """Return the key of the line that the entry is or corrects."""
    if entry.corrects is not None:
        return entry.teacher_id, entry.corrects, entry.currency, entry.facts["key"]
    return entry.teacher_id, entry.month, entry.currency, entry.key


def _get_reason(whose: PayLineKey, line: _LineComparison, *, known: bool) -> CorrectionReason:
    """Return why the line changed. `known`: something was paid for the same lesson."""
    teacher_id, month, _currency, key = whose
    lesson = line.like.lesson
    if lesson is None:
        of_money = key.partition(":")[0] in (PayEntryKind.PERCENT, PayEntryKind.SALES)
        return CorrectionReason.MONEY if of_money else CorrectionReason.RATE
    if lesson.status != LessonStatus.HELD:
        return CorrectionReason.NOT_HELD
    if lesson.teacher_id != teacher_id:
        return CorrectionReason.BY_ANOTHER
    if get_local_day(lesson.starts_at, lesson.group.local_zone).replace(day=1) != month:
        return CorrectionReason.MOVED
    if not line.now and getattr(annotate_all_absent(Lesson.objects.filter(pk=lesson.pk)).get(), "all_absent", False):
        return CorrectionReason.ALL_ABSENT
    if line.was and line.now:
        return CorrectionReason.LENGTH
    return CorrectionReason.RATE if known else CorrectionReason.GIVEN


def _build_entry(whose: PayLineKey, line: _LineComparison, branch: Branch, *, known: bool) -> PayEntry:
    (teacher_id, month, currency, key), like = whose, line.like
    why = _get_reason(whose, line, known=known).value
    return PayEntry(
        teacher_id=teacher_id,
        branch=branch,
        month=get_today(branch.zone).replace(day=1),
        kind=PayEntryKind.CORRECTION,
        key=f"correction:{month:%Y-%m}:{key}",
        amount=line.now - line.was,
        currency=currency,
        lesson_id=like.lesson_id,
        group_id=like.group_id,
        rate_id=like.rate_id,
        facts={"key": key, "was": line.was, "now": line.now, "why": why},
        reason=why,
        corrects=month,
    )
