"""Facts for quotes, loaded for a whole group: lessons, marks, membership days, discounts.

The number of queries does not grow with the pupils.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from apps.courses.models import Freeze, Group, Membership, MembershipChange, MembershipStatus
from apps.payments.models import Discount, DiscountKind, PaymentSchedule, PrepaidPeriod, PriceOverride, ScheduleMode
from apps.payments.pricing.quotes import (
    AppliedDiscount,
    FormerGroupBilling,
    LessonFactState,
    MembershipDays,
    MonthFacts,
    PackFacts,
    PricingTerms,
)
from apps.payments.queries.group_lessons import GroupLessons
from apps.payments.queries.siblings import find_second_or_later_children


def get_month_range(day: date) -> tuple[date, date]:
    """Return the first and last day of the month of this day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def get_month_period_key(first_day: date) -> str:
    """Return the `period_key` of the month that begins on that day."""
    return f"{first_day:%Y-%m}"


def list_billable_memberships(group: Group, first_day: date, last_day: date) -> QuerySet[Membership]:
    """Return memberships with a day in the group from `first_day` to `last_day`, no leads; with pupil and freezes."""
    rows = Membership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=first_day),
        Q(leaves_on__isnull=True) | Q(leaves_on__gte=first_day),
        group=group,
        joined_on__lte=last_day,
        never_began=False,
    )
    return _with_related(rows.exclude(status=MembershipStatus.LEAD))


def list_memberships_of(group: Group, student_ids: Collection[UUID]) -> list[Membership]:
    """Return all memberships of these pupils in the group, with pupil and freezes."""
    return list(_with_related(Membership.objects.filter(group=group, student__in=student_ids)))


def get_memberships_by_id(membership_ids: Collection[UUID]) -> dict[UUID, Membership]:
    """Return these memberships by id, with pupil and freezes."""
    return {membership.pk: membership for membership in _with_related(Membership.objects.filter(pk__in=membership_ids))}


def get_membership_days(memberships: Sequence[Membership]) -> dict[UUID, MembershipDays | None]:
    """Return the paid days of each membership; None for a lead, a failed trial, or one that never began.

    A successful trial is paid from the day when it became active. Days that were paid in the former books do not count.
    """
    steps: dict[UUID, list[MembershipChange]] = defaultdict(list)
    about_trials = Q(from_status=MembershipStatus.TRIAL) | Q(to_status=MembershipStatus.TRIAL)
    ids = [row.pk for row in memberships]
    for step in MembershipChange.objects.filter(about_trials, membership__in=ids).order_by("id"):
        steps[step.membership_id].append(step)
    prepaid = PrepaidPeriod.objects.filter(membership__in=ids, paid_until__isnull=False)
    paid_until = dict(prepaid.values_list("membership_id", "paid_until"))
    return {row.pk: _get_days(row, steps[row.pk], paid_until.get(row.pk)) for row in memberships}


def get_prepaid_lessons(membership_ids: Collection[UUID]) -> dict[UUID, tuple[date, int]]:
    """Return how many lessons of a pack were left in the former books, and the day since which they are used."""
    rows = PrepaidPeriod.objects.filter(membership__in=membership_ids, lessons_left__isnull=False)
    return {pk: (on, lessons) for pk, on, lessons in rows.values_list("membership_id", "on", "lessons_left") if lessons}


def _get_days(
    membership: Membership, steps: Sequence[MembershipChange], paid_until: date | None
) -> MembershipDays | None:
    if membership.never_began or membership.status in (MembershipStatus.LEAD, MembershipStatus.TRIAL):
        return None
    first = membership.joined_on
    if steps:
        grown = [step.on for step in steps if step.to_status == MembershipStatus.ACTIVE]
        if not grown:
            return None
        first = max(first, grown[-1])
    prepaid = paid_until is not None and paid_until >= first
    if paid_until is not None:
        first = max(first, paid_until + timedelta(days=1))
    pauses = tuple((pause.starts_on, pause.ends_on) for pause in membership.freezes.all())
    return MembershipDays(first, membership.left_on or membership.leaves_on, pauses, prepaid)


def build_month_quote_facts(
    membership: Membership,
    membership_days: MembershipDays | None,
    lessons: GroupLessons,
    *,
    since: date,
    former_group_billing: FormerGroupBilling = FormerGroupBilling.NOT,
) -> MonthFacts:
    """Return the facts of the month for one membership; days before `since` are not paid by its schedule.

    A month of which days were paid in the former books is shared, or without proration paid there.
    """
    if membership_days is not None and membership_days.prepaid and membership_days.first > lessons.first:
        former_group_billing = FormerGroupBilling.PAID
    if membership_days is not None and since > membership_days.first:
        membership_days = replace(membership_days, first=since)
    own_lessons = lessons.for_pupil(membership.student_id)
    return MonthFacts(lessons.first, lessons.last, own_lessons, membership_days, former_group_billing)


def list_charged_lesson_days(
    membership_days: MembershipDays | None, student_id: UUID, lessons: GroupLessons
) -> list[date]:
    """Return the days of the pupil's held and charged lessons, in order: what packs pay for."""
    if membership_days is None:
        return []
    held = [lesson for lesson in lessons.for_pupil(student_id) if lesson.state == LessonFactState.TOOK_PLACE]
    return [lesson.day for lesson in held if lesson.charged and membership_days.covers(lesson.day)]


def build_pack_quote_facts(
    charged_lessons: int, *, paid_lessons: int, pack_lessons: int, membership: Membership
) -> PackFacts:
    """Return the facts of a pack of `pack_lessons`; earlier packs paid for `paid_lessons`."""
    return PackFacts(
        max(0, min(charged_lessons - paid_lessons, pack_lessons)),
        membership.left_on is not None or membership.never_began,
    )


@dataclass(frozen=True)
class GroupPrices:
    """What a group's pupils are priced by: schedules, price overrides, discounts."""

    group: Group
    schedules: Sequence[PaymentSchedule]
    overrides: dict[UUID, list[PriceOverride]]
    discounts: Sequence[Discount]
    later_siblings: set[UUID]

    def get_terms(self, schedule: PaymentSchedule, membership: Membership, begins: date) -> PricingTerms | None:
        """Return the terms of a period that begins on that day; None without a price."""
        price = self._get_price(schedule, membership, begins)
        if price is None:
            return None
        return PricingTerms(
            mode=str(schedule.mode),
            price=price,
            currency=schedule.currency,
            prorate=schedule.prorate,
            credit_holidays=schedule.credit_holidays,
            credit_uncharged=schedule.credit_uncharged,
            pack_lessons=schedule.pack_lessons,
            discounts=tuple(self._list_discounts(schedule.currency, membership, begins)),
        )

    def add_retroactive(self, stored: PricingTerms, membership: Membership, begins: date, named: str) -> PricingTerms:
        """Return the stored terms with the discount or override of this id, where it applies and is missing."""
        overrides = self._list_overrides(stored.currency, membership, begins)
        if overrides and named in [str(override.pk) for override in overrides]:
            return replace(stored, price=overrides[0].amount)
        if named in [discount.id for discount in stored.discounts]:
            return stored
        current = self._list_discounts(stored.currency, membership, begins)
        new = [discount for discount in current if discount.id == named]
        return replace(stored, discounts=tuple(sorted((*stored.discounts, *new), key=lambda discount: discount.id)))

    def _get_price(self, schedule: PaymentSchedule, membership: Membership, begins: date) -> int | None:
        overrides = self._list_overrides(schedule.currency, membership, begins)
        if overrides:
            return overrides[0].amount
        return schedule.amount if schedule.amount is not None else get_month_price(self.group, schedule.currency)

    def _list_overrides(self, currency: str, membership: Membership, begins: date) -> list[PriceOverride]:
        """Return the overrides in force on that day, the newest first."""
        rows = self.overrides.get(membership.pk, ())
        return [row for row in rows if row.currency == currency and _is_in_force(row.starts_on, row.ends_on, begins)]

    def _list_discounts(self, currency: str, membership: Membership, begins: date) -> Iterable[AppliedDiscount]:
        student = membership.student_id
        for row in self.discounts:
            if row.student_id not in (None, student) or not _is_in_force(row.starts_on, row.ends_on, begins):
                continue
            if row.kind == DiscountKind.FIXED and row.currency != currency:
                continue
            if row.kind == DiscountKind.SIBLING and student not in self.later_siblings:
                continue
            yield AppliedDiscount(str(row.pk), row.name, row.percent_hundredths, row.amount, row.stackable)


def find_schedule_and_first_day(
    schedules: Sequence[PaymentSchedule], earliest_day: date, last_day: date
) -> tuple[PaymentSchedule, date] | None:
    """Return the schedule for days that begin on `earliest_day`, and its first day: the one in force, else the next in
    the month.
    """
    for schedule in schedules:
        if _is_in_force(schedule.valid_from, schedule.valid_until, earliest_day):
            return schedule, earliest_day
    later = [schedule for schedule in schedules if earliest_day < schedule.valid_from <= last_day]
    first = min(later, key=lambda item: item.valid_from, default=None)
    return None if first is None else (first, first.valid_from)


def list_days_to_pay_by_pack(
    schedules: Sequence[PaymentSchedule],
    membership_days: MembershipDays | None,
    lesson_days: Sequence[date],
    billed_months: Collection[str],
) -> list[date]:
    """Return the days that packs pay for: in months with a pack schedule that were not billed by month."""

    def by_pack(day: date) -> bool:
        first, last = get_month_range(day)
        chosen = find_schedule_and_first_day(
            schedules, max(first, membership_days.first) if membership_days else first, last
        )
        if chosen is None or chosen[0].mode != ScheduleMode.PACK or get_month_period_key(first) in billed_months:
            return False
        in_force = any(_is_in_force(schedule.valid_from, schedule.valid_until, day) for schedule in schedules)
        return in_force and day >= chosen[1]

    return [day for day in lesson_days if by_pack(day)]


def get_month_price(group: Group, currency: str) -> int | None:
    """Return the group's monthly price in that currency, else its course's, else None."""
    if group.price_amount is not None and group.price_currency == currency:
        return group.price_amount
    for price in group.course.prices.all():
        if price.currency == currency:
            return price.amount
    return None


def load_prices(group: Group, schedules: Sequence[PaymentSchedule], memberships: Sequence[Membership]) -> GroupPrices:
    """Return the prices of these memberships of the group."""
    overrides: dict[UUID, list[PriceOverride]] = defaultdict(list)
    for override in PriceOverride.objects.filter(membership__in=[row.pk for row in memberships]).order_by("-id"):
        overrides[override.membership_id].append(override)
    students = {row.student_id for row in memberships}
    discounts = list(_list_discounts(group, students))
    siblings = any(discount.kind == DiscountKind.SIBLING for discount in discounts)
    return GroupPrices(
        group, schedules, overrides, discounts, find_second_or_later_children(students) if siblings else set()
    )


def _list_discounts(group: Group, students: Collection[UUID]) -> QuerySet[Discount]:
    scopes = {"student": students, "group": [group.pk], "course": [group.course_id], "branch": [group.branch_id]}
    scope_filter = Q()
    for name, ids in scopes.items():
        scope_filter &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__in": ids})
    return Discount.objects.filter(scope_filter, archived_at__isnull=True).order_by("id")


def get_former_group_billing(memberships: Sequence[Membership], month_start: date) -> dict[UUID, FormerGroupBilling]:
    """Return how the groups that these pupils left after the month's first day billed that month.

    For a pupil who left and came back, the group itself.
    """
    former_ids = _find_former_memberships(memberships, month_start)
    former = get_memberships_by_id(former_ids.values())
    stays = get_membership_days(list(former.values()))
    schedules: dict[UUID, list[PaymentSchedule]] = defaultdict(list)
    groups = {membership.group_id for membership in former.values()}
    for schedule in PaymentSchedule.objects.filter(group__in=groups).order_by("valid_from"):
        schedules[schedule.group_id].append(schedule)
    billing = {}
    for key, old in former_ids.items():
        stay = stays.get(old)
        if stay is None:
            continue
        for schedule in schedules[former[old].group_id]:
            if _is_in_force(schedule.valid_from, schedule.valid_until, max(month_start, stay.first)):
                is_full_month = schedule.mode == ScheduleMode.MONTH and not schedule.prorate
                billing[key] = FormerGroupBilling.PAID if is_full_month else FormerGroupBilling.SHARED
    return billing


def _find_former_memberships(rows: Sequence[Membership], first: date) -> dict[UUID, UUID]:
    """Return the membership that each of these, begun after `first`, continues within the month."""
    new = [row for row in rows if row.joined_on > first]
    if not new:
        return {}
    former_ids = {membership.pk: membership.continues_id for membership in new if membership.continues_id is not None}
    before = Membership.objects.filter(
        group__in={membership.group_id for membership in new},
        student__in={membership.student_id for membership in new},
        left_on__gte=first,
        never_began=False,
    )  # fmt: skip
    for earlier in before.order_by("joined_on"):
        for membership in new:
            same = (membership.group_id, membership.student_id) == (earlier.group_id, earlier.student_id)
            if same and earlier.joined_on < membership.joined_on:
                former_ids.setdefault(membership.pk, earlier.pk)
    return former_ids


def _with_related(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    pauses = Prefetch("freezes", queryset=Freeze.objects.order_by("starts_on"))
    return rows.select_related("student").prefetch_related(pauses).order_by("student_id", "joined_on", "id")


def _is_in_force(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
