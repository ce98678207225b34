"""What closed months should have been by now: the difference is an entry of the month in which it is found.

Each line of a closed month is compared with what would be reckoned for it today; what earlier corrections brought
counts with it, so that the same difference is entered once, however often this runs.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.local_days import get_local_day
from apps.courses.models import LeadChange
from apps.lessons.models import Lesson, LessonStatus
from apps.payments.models import PayEntry, PayEntryKind, PayMonth, PayRate, Settlement
from apps.payments.queries.earnings import AUTOMATIC_KINDS, calculate_earnings, get_month_start
from apps.settings.models import Branch

PayLineKey = tuple[UUID, date, str, str]
"""A line of a closed month: teacher, month, currency, key."""


class CorrectionReason(StrEnum):
    """What happened to a line of a closed month; an entry keeps it as its `reason`."""

    NOT_HELD = "not_held"
    BY_ANOTHER = "by_another"
    MOVED = "moved"
    GIVEN = "given"
    LENGTH = "length"
    MONEY = "money"
    RATE = "rate"


REASON_TEXTS: dict[str, StrOrPromise] = {
    CorrectionReason.NOT_HELD: _("The lesson no longer counts as held."),
    CorrectionReason.BY_ANOTHER: _("Another teacher gave the lesson."),
    CorrectionReason.MOVED: _("The lesson was moved to another day."),
    CorrectionReason.GIVEN: _("The lesson now counts for this teacher."),
    CorrectionReason.LENGTH: _("The length of the lesson changed."),
    CorrectionReason.MONEY: _("The payments behind the share changed."),
    CorrectionReason.RATE: _("The rate was changed."),
}


@dataclass
class _LineComparison:
    """What was paid for a line, what it comes to now, and an entry that has its lesson, group and rate."""

    like: PayEntry
    was: int = 0
    now: int = 0


def update_corrections(*, branch: Branch, month: date | None = None, teacher_id: UUID | None = None) -> None:
    """Bring the open corrections of the branch, of one closed month or one teacher where named, to what closed months
    lack now.

    Inside the unit of work of a caller who holds the branch's pay.
    """
    of = _PayScope(branch, month, teacher_id)
    due = {row[0]: row[1] for row in _iter_due_corrections(of)}
    for entry in of.entries().filter(kind=PayEntryKind.CORRECTION, closed_in__isnull=True):
        wanted = due.pop(_get_line_key(entry), None)
        if wanted is None:
            entry.delete()
        elif (wanted.amount, wanted.facts) != (entry.amount, entry.facts):
            entry.amount, entry.facts, entry.reason = wanted.amount, wanted.facts, wanted.reason
            entry.save(update_fields=["amount", "facts", "reason", "updated_at"])
    PayEntry.objects.bulk_create(due.values(), batch_size=1000)


def find_changed_months(branch: Branch, since: datetime) -> set[date]:
    """The closed months about which something has changed since then: lessons, what money covers, rates, who led a
    group. A new rate or lead counts for all of them.
    """
    closed = set(PayMonth.objects.filter(branch=branch).values_list("month", flat=True))
    rates = PayRate.objects.filter(branch=branch, updated_at__gte=since)
    if rates.exists() or LeadChange.objects.filter(group__branch=branch, created_at__gte=since).exists():
        return closed
    lessons = Lesson.objects.filter(group__branch=branch, updated_at__gte=since)
    found = set(PayEntry.objects.filter(lesson__in=lessons).values_list("month", flat=True))
    moved = Settlement.objects.filter(payment__group__branch=branch, created_at__gte=since).values("payment")
    covered = Settlement.objects.filter(payment__in=moved).values_list("created_at", "payment__group__zone")
    days = [get_local_day(at, own_zone or branch.zone) for at, own_zone in covered]
    held = lessons.values_list("starts_at", "group__zone")
    days += [get_local_day(at, own_zone or branch.zone) for at, own_zone in held]
    return closed & (found | {get_month_start(day) for day in days})


def _iter_due_corrections(of: "_PayScope") -> Iterator[tuple[PayLineKey, PayEntry]]:
    """The corrections that there should be, as entries of the present month."""
    branch, lines = of.branch, _compare_lines(of)
    paid = {(whose[0], whose[1], line.like.lesson_id) for whose, line in lines.items() if line.was}
    present = get_month_start(get_local_day(timezone.now(), branch.zone))
    for whose, line in sorted(lines.items(), key=lambda pair: pair[0]):
        if line.was != line.now:
            known = (whose[0], whose[1], line.like.lesson_id) in paid
            yield whose, _build_entry(whose, line, branch, present, _get_reason(whose, line, known=known))


def _compare_lines(of: "_PayScope") -> dict[PayLineKey, _LineComparison]:
    """Every line of closed months that was paid or is earned now."""
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
    """Which pay is looked at: all of the branch, or of one month or teacher."""

    branch: Branch
    month: date | None
    teacher_id: UUID | None

    def closed_months(self) -> dict[date, set[UUID]]:
        """Which months are closed for whom."""
        rows = PayMonth.objects.filter(branch=self.branch)
        rows = rows.filter(teacher=self.teacher_id) if self.teacher_id else rows
        rows = rows.filter(month=self.month) if self.month else rows
        found: dict[date, set[UUID]] = defaultdict(set)
        for whose, month in rows.values_list("teacher_id", "month"):
            found[month].add(whose)
        return found

    def entries(self) -> QuerySet[PayEntry]:
        """The lines, and what corrects them."""
        rows = PayEntry.objects.filter(branch=self.branch)
        rows = rows.filter(teacher=self.teacher_id) if self.teacher_id else rows
        if self.month is None:
            return rows
        return rows.filter(Q(corrects=self.month) | Q(corrects__isnull=True, month=self.month))


def _get_line_key(entry: PayEntry) -> PayLineKey:
    """The line of a closed month that the entry is, or corrects."""
    if entry.corrects is not None:
        return entry.teacher_id, entry.corrects, entry.currency, entry.facts["key"]
    return entry.teacher_id, entry.month, entry.currency, entry.key


def _get_reason(whose: PayLineKey, line: _LineComparison, *, known: bool) -> CorrectionReason:
    """`known`: something was paid for the same lesson."""
    teacher_id, month, _currency, key = whose
    lesson = line.like.lesson
    if lesson is None:
        return CorrectionReason.MONEY if key.startswith(f"{PayEntryKind.PERCENT}:") else CorrectionReason.RATE
    if lesson.status != LessonStatus.HELD:
        return CorrectionReason.NOT_HELD
    if lesson.teacher_id != teacher_id:
        return CorrectionReason.BY_ANOTHER
    if get_month_start(get_local_day(lesson.starts_at, lesson.group.local_zone)) != month:
        return CorrectionReason.MOVED
    if line.was and line.now:
        return CorrectionReason.LENGTH
    return CorrectionReason.RATE if known else CorrectionReason.GIVEN


def _build_entry(
    whose: PayLineKey, line: _LineComparison, branch: Branch, present: date, why: CorrectionReason
) -> PayEntry:
    teacher_id, month, currency, key = whose
    return PayEntry(
        teacher_id=teacher_id,
        branch=branch,
        month=present,
        kind=PayEntryKind.CORRECTION,
        key=f"correction:{month:%Y-%m}:{key}",
        amount=line.now - line.was,
        currency=currency,
        lesson_id=line.like.lesson_id,
        group_id=line.like.group_id,
        rate_id=line.like.rate_id,
        facts={"key": key, "was": line.was, "now": line.now, "why": why.value},
        reason=why.value,
        corrects=month,
    )
