"""Earnings of teachers in a month, calculated from current lessons, settled money and rates. Reads only.

The lines are unsaved `PayEntry` rows in minor units; shares are rounded half up. The number of queries is fixed.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.attendance.models import ATTENDED, Attendance
from apps.core.local_days import get_local_day
from apps.core.lookups import filter_given
from apps.courses.models import Group, LeadChange
from apps.lessons.models import Lesson, LessonStatus
from apps.payments.models import PayEntry, PayEntryKind, PaymentKind, PayMonth, PayRate, RateKind, Settlement
from apps.payments.queries.covered_money import list_covered_parts
from apps.payments.queries.sales import Sale, list_sales
from apps.settings.queries import get_system_settings

AUTOMATIC_KINDS = (PayEntryKind.LESSON, PayEntryKind.HOUR, PayEntryKind.PERCENT, PayEntryKind.SALES, PayEntryKind.FIXED)
"""Kinds that follow from what happened; the others are entered, or correct a closed month."""
FULL_PERCENT = 10_000
"""Hundredths of a percent in everything."""
MINUTES_PER_HOUR = 60
MAX_ZONE_OFFSET = timedelta(days=1)
"""No local day is farther from the day of UTC."""


def get_month_end(month: date) -> date:
    """Return the last day of the month that begins on `month`."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def calculate_rounded_share(amount: int, part: int, parts: int) -> int:
    """Return `amount` × `part` / `parts` (none negative), rounded half up."""
    return (2 * amount * part + parts) // (2 * parts)


def list_pay_rates(month: date, branches: Collection[UUID], teacher_id: UUID | None = None) -> list[PayRate]:
    """Return rates of these branches, or of one teacher, that are valid on some day of the month."""
    rows = PayRate.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=month), branch__in=branches, starts_on__lte=get_month_end(month)
    )
    rows = filter_given(rows, teacher=teacher_id).select_related("course")
    return list(rows.order_by("teacher_id", "starts_on", "id"))


def calculate_earnings(month: date, branches: Collection[UUID], teacher_id: UUID | None = None) -> list[PayEntry]:
    """Return the earnings of the month for everyone with rates in these branches, or for one teacher.

    - A held lesson counts for its teacher or substitute, on the group's local day: once (`lesson`), by its minutes
      (`hour`), or both where there are rates of both kinds. One with marks at which nobody was present counts by the
      setting `pay_when_all_absent`; in a closed month as the setting was when it was closed.
    - `percent`: of money that covers payments of a group, but for opening debts, for its lead teacher on the local day
      when it was allocated. Money freed or refunded later is taken off that day.
    - `sales`: of money for a course that was ordered, less what payment providers keep of it by the setting
      `provider_fee_percent`; in a closed month as the setting was when it was closed. Refunds as for `percent`.
    - `fixed`: of a month, by the days on which the rate is valid.
    """
    rates = _RateIndex(list_pay_rates(month, branches, teacher_id))
    lines = [
        *_iter_lesson_earnings(rates, month, branches),
        *_iter_percent_earnings(rates, month, branches),
        *_iter_sales_earnings(rates, month, branches),
        *_iter_fixed_earnings(rates, month),
    ]
    return [line for line in lines if line.amount]


def calculate_sales_shares(month: date, branches: Collection[UUID]) -> list[PayEntry]:
    """Return the lines of kind `sales` that `calculate_earnings` returns."""
    return list(_iter_sales_earnings(_RateIndex(list_pay_rates(month, branches)), month, branches))


@dataclass(frozen=True)
class _RateIndex:
    """Rates by whose they are and where they hold."""

    rows: list[PayRate]

    @cached_property
    def by_teacher(self) -> dict[tuple[UUID, UUID, str], list[PayRate]]:
        rates: dict[tuple[UUID, UUID, str], list[PayRate]] = defaultdict(list)
        for rate in self.rows:
            rates[rate.teacher_id, rate.branch_id, rate.kind].append(rate)
        return rates

    def teachers(self, *kinds: RateKind) -> set[UUID]:
        return {rate.teacher_id for rate in self.rows if rate.kind in kinds}

    def list_sales_rates(self, course_id: UUID, branch_id: UUID, on: date) -> list[PayRate]:
        rates = (rate for rate in self.rows if rate.kind == RateKind.SALES and rate.course_id == course_id)
        return [rate for rate in rates if rate.branch_id == branch_id and holds_on(rate, on)]

    def find_most_specific(self, teacher_id: UUID, kind: RateKind, group: Group, on: date) -> PayRate | None:
        rates = self.by_teacher.get((teacher_id, group.branch_id, kind), ())
        return max((rate for rate in rates if rate_applies_to(rate, group, on)), key=_get_precision, default=None)


def holds_on(rate: PayRate, on: date) -> bool:
    """Return whether the rate is in force on that day."""
    return rate.starts_on <= on and (rate.ends_on is None or on <= rate.ends_on)


def rate_applies_to(rate: PayRate, group: Group, on: date) -> bool:
    """Return whether the rate holds for the group on that day."""
    return holds_on(rate, on) and rate.group_id in (None, group.pk) and rate.course_id in (None, group.course_id)


def _get_precision(rate: PayRate) -> int:
    return 2 if rate.group_id else 1 if rate.course_id else 0


def get_month_window(month: date) -> tuple[datetime, datetime]:
    """Return moments that enclose the month in every time zone."""
    start = datetime.combine(month, time.min, tzinfo=UTC)
    end = datetime.combine(get_month_end(month), time.max, tzinfo=UTC)
    return start - MAX_ZONE_OFFSET, end + MAX_ZONE_OFFSET


def _iter_lesson_earnings(rates: _RateIndex, month: date, branches: Collection[UUID]) -> Iterator[PayEntry]:
    givers = rates.teachers(RateKind.LESSON, RateKind.HOUR)
    if not givers:
        return
    held = Lesson.objects.filter(group__branch__in=branches, teacher__in=givers, status=LessonStatus.HELD)
    lessons = held.filter(starts_at__range=get_month_window(month))
    paid_when_all_absent = find_absence_rules(month, branches)
    lessons = annotate_all_absent(lessons).select_related("group__branch")
    for lesson in lessons.order_by("starts_at", "id"):
        on = get_local_day(lesson.starts_at, lesson.group.local_zone)
        if on.replace(day=1) != month or lesson.teacher_id is None:
            continue
        if getattr(lesson, "all_absent", False) and not paid_when_all_absent(lesson.teacher_id, lesson.group.branch_id):
            continue
        minutes = int((lesson.ends_at - lesson.starts_at).total_seconds()) // 60
        for kind in (RateKind.LESSON, RateKind.HOUR):
            rate = rates.find_most_specific(lesson.teacher_id, kind, lesson.group, on)
            if rate is not None:
                yield _build_lesson_entry(lesson, rate, month, on, minutes)


def annotate_all_absent(lessons: QuerySet[Lesson]) -> QuerySet[Lesson]:
    """Add `all_absent`: the lesson has marks, and nobody was present."""
    marks = Attendance.objects.filter(lesson=OuterRef("pk"))
    came = marks.filter(status__counts_as__in=ATTENDED)
    return lessons.annotate(all_absent=Exists(marks) & ~Exists(came))


def find_absence_rules(month: date, branches: Collection[UUID]) -> Callable[[UUID, UUID], bool]:
    """Return whether a teacher is paid in a branch for lessons of the month at which everybody was absent."""
    closed = PayMonth.objects.filter(month=month, branch__in=branches)
    rules = {
        (teacher_id, branch_id): paid
        for teacher_id, branch_id, paid in closed.values_list("teacher_id", "branch_id", "paid_when_all_absent")
    }
    current = get_system_settings().pay_when_all_absent
    return lambda teacher_id, branch_id: rules.get((teacher_id, branch_id), current)


def _build_entry(rate: PayRate, month: date, what: str, amount: int, **fields: Any) -> PayEntry:
    """Return the line of a rate; `what` names in its key what it is for."""
    fields = {"currency": rate.currency, **fields}
    return PayEntry(
        teacher_id=rate.teacher_id,
        branch_id=rate.branch_id,
        month=month,
        kind=rate.kind,
        key=f"{rate.kind}:{what}",
        amount=amount,
        rate=rate,
        **fields,
    )


def _build_lesson_entry(lesson: Lesson, rate: PayRate, month: date, on: date, minutes: int) -> PayEntry:
    rate_amount = rate.amount or 0
    amount = (
        rate_amount if rate.kind == RateKind.LESSON else calculate_rounded_share(rate_amount, minutes, MINUTES_PER_HOUR)
    )
    facts = {"day": on.isoformat(), "minutes": minutes, "rate": rate_amount}
    key = f"{lesson.pk}:{rate.pk}"
    return _build_entry(rate, month, key, amount, lesson=lesson, group=lesson.group, facts=facts)


@dataclass
class _PercentBase:
    """What a percentage is of."""

    group: Group
    rate: PayRate
    currency: str
    amount: int = 0
    payments: set[UUID] = field(default_factory=set)


def _iter_percent_earnings(rates: _RateIndex, month: date, branches: Collection[UUID]) -> Iterator[PayEntry]:
    if not rates.teachers(RateKind.PERCENT):
        return
    received = Settlement.objects.filter(
        payment__group__branch__in=branches, amount__gt=0, created_at__range=get_month_window(month)
    ).exclude(payment__kind=PaymentKind.OPENING)
    rows = Settlement.objects.filter(payment__in=received.values("payment")).select_related("payment__group__branch")
    parts = list_covered_parts(rows.order_by("created_at", "id"))
    leads = _LeadHistory.for_groups({part.row.payment.group_id for part in parts})
    bases: dict[tuple[UUID, UUID, str], _PercentBase] = {}
    for part in parts:
        group = part.row.payment.group
        on = get_local_day(part.row.created_at, group.local_zone) if group else month
        if group is None or not part.left or on.replace(day=1) != month:
            continue
        rate = rates.find_most_specific(leads.get_lead(group, on), RateKind.PERCENT, group, on)
        if rate is None:
            continue
        currency = part.row.payment.currency
        base = bases.setdefault((group.pk, rate.pk, currency), _PercentBase(group, rate, currency))
        base.amount += part.left
        base.payments.add(part.row.payment_id)
    for base in bases.values():
        yield _build_percent_entry(base, month)


def _build_percent_entry(base: _PercentBase, month: date) -> PayEntry:
    rate, percent = base.rate, base.rate.percent_hundredths or 0
    amount, key = calculate_rounded_share(base.amount, percent, FULL_PERCENT), f"{base.group.pk}:{rate.pk}"
    facts = {"of": base.amount, "percent_hundredths": percent, "payments": len(base.payments)}
    return _build_entry(rate, month, key, amount, currency=base.currency, group=base.group, facts=facts)


@dataclass
class _SalesBase:
    """Money for one course, what a share is of: what providers took, and what the office took."""

    rate: PayRate
    currency: str
    by_provider: int = 0
    by_office: int = 0
    by_day: dict[date, list[Sale]] = field(default_factory=lambda: defaultdict(list))

    def add(self, sale: Sale) -> None:
        """Add what is left of a sale."""
        if sale.by_provider:
            self.by_provider += sale.amount
        else:
            self.by_office += sale.amount
        self.by_day[sale.on].append(sale)

    def list_days(self) -> list[dict[str, Any]]:
        """Return the days with sales, in order: of how many payments, and how much."""
        return [
            {
                "day": on.isoformat(),
                "payments": len({sale.payment.pk for sale in sales}),
                "of": sum(sale.amount for sale in sales),
            }
            for on, sales in sorted(self.by_day.items())
        ]


def _iter_sales_earnings(rates: _RateIndex, month: date, branches: Collection[UUID]) -> Iterator[PayEntry]:
    courses = {rate.course_id for rate in rates.rows if rate.kind == RateKind.SALES and rate.course_id}
    if not courses:
        return
    bases: dict[tuple[UUID, str], _SalesBase] = {}
    for sale in list_sales(month, get_month_window(month), branches, courses):
        for rate in rates.list_sales_rates(sale.course_id, sale.payment.branch_id, sale.on):
            if sale.amount:
                currency = sale.payment.currency
                bases.setdefault((rate.pk, currency), _SalesBase(rate, currency)).add(sale)
    get_fee = find_provider_fees(month, branches)
    for base in bases.values():
        yield _build_sales_entry(base, month, get_fee(base.rate.teacher_id, base.rate.branch_id))


def find_provider_fees(month: date, branches: Collection[UUID]) -> Callable[[UUID, UUID], int]:
    """Return which fee of providers, in hundredths of a percent, counts for a teacher in a branch in the month."""
    closed = PayMonth.objects.filter(month=month, branch__in=branches)
    fees = {
        (teacher_id, branch_id): fee
        for teacher_id, branch_id, fee in closed.values_list("teacher_id", "branch_id", "provider_fee_percent")
    }
    current = get_system_settings().provider_fee_percent
    return lambda teacher_id, branch_id: fees.get((teacher_id, branch_id), current)


def _build_sales_entry(base: _SalesBase, month: date, fee: int) -> PayEntry:
    """Round once, for the course and the month."""
    rate, percent = base.rate, base.rate.percent_hundredths or 0
    net_parts = base.by_office * FULL_PERCENT + base.by_provider * (FULL_PERCENT - fee)
    amount = calculate_rounded_share(net_parts, percent, FULL_PERCENT * FULL_PERCENT)
    facts = {
        "of": base.by_office + base.by_provider,
        "fee": calculate_rounded_share(base.by_provider, fee, FULL_PERCENT),
        "percent_hundredths": percent,
        "payments": len({sale.payment.pk for sales in base.by_day.values() for sale in sales}),
        "sales": base.list_days(),
    }
    return _build_entry(rate, month, f"{rate.course_id}:{rate.pk}", amount, currency=base.currency, facts=facts)


@dataclass(frozen=True)
class _LeadHistory:
    """Who led which group when."""

    changes: dict[UUID, list[LeadChange]]

    @classmethod
    def for_groups(cls, groups: Collection[UUID | None]) -> "_LeadHistory":
        changes: dict[UUID, list[LeadChange]] = defaultdict(list)
        for change in LeadChange.objects.filter(group__in=groups).order_by("on", "id"):
            changes[change.group_id].append(change)
        return cls(changes)

    def get_lead(self, group: Group, on: date) -> UUID:
        """Return the group's lead teacher on that day, as `courses.queries.lead_on` for many groups."""
        after = next((change for change in self.changes.get(group.pk, ()) if change.on > on), None)
        return after.former_id if after else group.lead_teacher_id


def _iter_fixed_earnings(rates: _RateIndex, month: date) -> Iterator[PayEntry]:
    last = get_month_end(month)
    for rate in rates.rows:
        if rate.kind != RateKind.FIXED:
            continue
        first_day, last_day = max(rate.starts_on, month), min(rate.ends_on or last, last)
        days, rate_amount = (last_day - first_day).days + 1, rate.amount or 0
        facts = {"days": days, "of_days": last.day, "rate": rate_amount}
        yield _build_entry(rate, month, str(rate.pk), calculate_rounded_share(rate_amount, days, last.day), facts=facts)
