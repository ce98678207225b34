"""The facts that quotes are made of, read for a whole group at once: its lessons, marks, the pupils' days, discounts.

The number of queries does not grow with the pupils.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet

from apps.accounts.models import Guardian
from apps.attendance.models import Attendance
from apps.core.local_days import get_day_bounds, get_local_day
from apps.courses.models import Freeze, Group, GroupStatus, Membership, MembershipChange, MembershipStatus
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.slots import Slot, TimetableLine, list_slots
from apps.lessons.timetable import list_holiday_ranges, load_timetable_lines
from apps.payments.models import Discount, DiscountKind, PaymentSchedule, PriceOverride, ScheduleMode
from apps.payments.services.quotes import (
    AppliedDiscount,
    FormerGroupBilling,
    LessonFact,
    LessonFactState,
    MembershipDays,
    MonthFacts,
    PackFacts,
    PricingTerms,
)

LEARNING_STATUSES = (MembershipStatus.ACTIVE, MembershipStatus.FROZEN)


def get_month_range(day: date) -> tuple[date, date]:
    """The first and the last day of the month in which the day lies."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def get_period_key(first: date) -> str:
    """The `period_key` of the month that begins on that day."""
    return f"{first:%Y-%m}"


def list_billable_memberships(group: Group, first: date, last: date) -> QuerySet[Membership]:
    """Memberships with a day of `first`..`last` in the group, but for leads; with pupil and pauses, by pupil."""
    rows = Membership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=first),
        Q(leaves_on__isnull=True) | Q(leaves_on__gte=first),
        group=group,
        joined_on__lte=last,
        never_began=False,
    )
    return _with_related(rows.exclude(status=MembershipStatus.LEAD))


def get_memberships(ids: Collection[UUID]) -> dict[UUID, Membership]:
    """These memberships with pupil and pauses."""
    return {one.pk: one for one in _with_related(Membership.objects.filter(pk__in=ids))}


def get_membership_days(rows: Sequence[Membership]) -> dict[UUID, MembershipDays | None]:
    """The days on which each of the memberships is paid for; None for one that never is: a lead, a trial that came to
    nothing, one that never began. A trial that went well is paid for from the day on which it became more.
    """
    steps: dict[UUID, list[MembershipChange]] = defaultdict(list)
    about_trials = Q(from_status=MembershipStatus.TRIAL) | Q(to_status=MembershipStatus.TRIAL)
    for step in MembershipChange.objects.filter(about_trials, membership__in=[row.pk for row in rows]).order_by("id"):
        steps[step.membership_id].append(step)
    return {row.pk: _get_days(row, steps[row.pk]) for row in rows}


def _get_days(membership: Membership, steps: Sequence[MembershipChange]) -> MembershipDays | None:
    if membership.never_began or membership.status in (MembershipStatus.LEAD, MembershipStatus.TRIAL):
        return None
    first = membership.joined_on
    if steps:
        grown = [step.on for step in steps if step.to_status == MembershipStatus.ACTIVE]
        if not grown:
            return None
        first = max(first, grown[-1])
    pauses = tuple((pause.starts_on, pause.ends_on) for pause in membership.freezes.all())
    return MembershipDays(first, membership.left_on or membership.leaves_on, pauses)


@dataclass(frozen=True)
class GroupLessons:
    """The lessons of a group on some days, with the marks in their registers."""

    first: date
    last: date
    meetings: tuple[LessonFact, ...]
    marks: dict[tuple[str, UUID], Attendance] = field(default_factory=dict)

    def for_pupil(self, student_id: UUID) -> tuple[LessonFact, ...]:
        """The lessons, each with the mark of this pupil."""
        return tuple(self._with_mark(meeting, student_id) for meeting in self.meetings)

    def _with_mark(self, meeting: LessonFact, student_id: UUID) -> LessonFact:
        mark = self.marks.get((meeting.lesson, student_id))
        if mark is None:
            return meeting
        status = mark.status
        return replace(meeting, mark=status.code, mark_name=status.name, charged=mark.charged)


def load_lessons(group: Group, first: date, last: date) -> GroupLessons:
    """The lessons of the group on these local days, whether they are made already or only wanted by the timetable, and
    those that a holiday took away.
    """
    zone = group.local_zone
    begin, end = get_day_bounds(first, zone)[0], get_day_bounds(last, zone)[1]
    here = Q(starts_at__gte=begin, starts_at__lt=end)
    marked = Exists(Attendance.objects.filter(lesson=OuterRef("pk")))
    rows = Lesson.objects.filter(here | Q(slot__gte=begin, slot__lt=end), group=group).annotate(marked=marked)
    made = list(rows.only("slot", "starts_at", "status").order_by("starts_at", "id"))
    meetings = [_to_fact(one, zone) for one in made if begin <= one.starts_at < end]
    meetings += _list_missing_lessons(group, first, last, {one.slot for one in made if one.slot is not None})
    ids = [one.pk for one in made]
    marks = Attendance.objects.filter(lesson__in=ids).select_related("status").only(
        "lesson_id", "student_id", "charged", "status__code", "status__name"
    )  # fmt: skip
    meetings.sort(key=lambda one: (one.day, one.lesson))
    return GroupLessons(first, last, tuple(meetings), {(str(mark.lesson_id), mark.student_id): mark for mark in marks})


def _to_fact(lesson: Lesson, zone: str) -> LessonFact:
    state = LessonFactState.PLANNED
    if lesson.status == LessonStatus.CANCELLED:
        state = LessonFactState.CANCELLED
    elif lesson.status == LessonStatus.HELD or getattr(lesson, "marked", False):
        state = LessonFactState.TOOK_PLACE
    return LessonFact(get_local_day(lesson.starts_at, zone), state, lesson=str(lesson.pk))


def _list_missing_lessons(group: Group, first: date, last: date, made: set[datetime]) -> list[LessonFact]:
    """What the timetable wants on these days and has no lesson: on a holiday, beyond what was made so far, or when the
    group did not meet yet or no more. What else it wants was left out for a reason.
    """
    lines = load_timetable_lines(group)
    if not lines:
        return []
    begins, ends = _get_group_days(group, lines, first, last)
    holidays = list_holiday_ranges(group.branch_id, first, last)
    known = Lesson.objects.filter(group=group, slot__isnull=False).aggregate(last=Max("slot"))["last"]
    found = []
    for slot in _list_slots(group, lines, first, last, begins=begins, ends=ends):
        if slot.starts_at in made:
            continue
        if slot.day < begins or slot.day > ends or group.status == GroupStatus.CLOSED:
            found.append(LessonFact(slot.day, LessonFactState.OUTSIDE))
        elif any(start <= slot.day <= end for start, end in holidays):
            found.append(LessonFact(slot.day, LessonFactState.HOLIDAY))
        elif known is None or slot.starts_at > known:
            found.append(LessonFact(slot.day))
    return found


def _get_group_days(group: Group, lines: Sequence[TimetableLine], first: date, last: date) -> tuple[date, date]:
    """The first and the last day on which the group meets, within `first`..`last`."""
    begins = group.starts_on or min(line.valid_from for line in lines)
    if first < begins <= last:
        before = Lesson.objects.filter(group=group, starts_at__lt=get_day_bounds(begins, group.local_zone)[0])
        begins = first if before.exists() else begins
    ends = group.ends_on or last
    return max(first, begins), min(last, ends)


def _list_slots(
    group: Group, lines: Sequence[TimetableLine], first: date, last: date, *, begins: date, ends: date
) -> Iterable[Slot]:
    """What the timetable wants; its first lines as if they had been valid before the group began, its last ones as if
    they were still valid after it ended.
    """
    earliest = min(line.valid_from for line in lines)
    reaching = []
    for line in lines:
        if begins > first and line.valid_from <= max(earliest, begins):
            line = replace(line, valid_from=line.valid_from - timedelta(weeks=5 * line.every_weeks))
        if ends < last and line.valid_until is not None and line.valid_until >= ends:
            line = replace(line, valid_until=None)
        reaching.append(line)
    return list_slots(reaching, first=first, last=last, zone=group.local_zone, lead_id=group.lead_teacher_id)


def get_month_facts(
    membership: Membership,
    stay: MembershipDays | None,
    found: GroupLessons,
    *,
    since: date,
    moved: FormerGroupBilling = FormerGroupBilling.NOT,
) -> MonthFacts:
    """The facts of the month of these lessons for one membership; days before `since` are not paid by its schedule."""
    if stay is not None and since > stay.first:
        stay = replace(stay, first=since)
    return MonthFacts(found.first, found.last, found.for_pupil(membership.student_id), stay, moved)


def list_used_lesson_days(stay: MembershipDays | None, student_id: UUID, found: GroupLessons) -> list[date]:
    """The days of the lessons that took place, were the pupil's and are charged, in order: what packs pay for."""
    if stay is None:
        return []
    mine = (one for one in found.for_pupil(student_id) if one.state == LessonFactState.TOOK_PLACE and one.charged)
    return [one.day for one in mine if stay.covers(one.day)]


def get_pack_facts(used: int, *, before: int, lessons: int, membership: Membership) -> PackFacts:
    """The facts of a pack of so many lessons, `before` of which earlier packs paid for."""
    return PackFacts(max(0, min(used - before, lessons)), membership.left_on is not None or membership.never_began)


@dataclass(frozen=True)
class GroupPrices:
    """What the pupils of a group pay by: the schedules, prices of their own, discounts."""

    group: Group
    schedules: Sequence[PaymentSchedule]
    overrides: dict[UUID, list[PriceOverride]]
    discounts: Sequence[Discount]
    later_siblings: set[UUID]

    def find_schedule(self, begins: date, last: date) -> tuple[PaymentSchedule, date] | None:
        """The schedule that counts for a pupil whose days of the month begin on `begins`, and from which day on: the
        one in force then, else the first that comes into force within the month.
        """
        return find_schedule(self.schedules, begins, last)

    def get_terms(self, schedule: PaymentSchedule, membership: Membership, begins: date) -> PricingTerms | None:
        """What a period that begins on that day is reckoned by; None without a price."""
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

    def add_retroactive(self, kept: PricingTerms, membership: Membership, begins: date, named: str) -> PricingTerms:
        """The kept terms of a period that begins on that day, with the discount or the price of one's own of this id,
        where that counts for it and is not among them.
        """
        own = self._list_overrides(kept.currency, membership, begins)
        if own and named in [str(one.pk) for one in own]:
            return replace(kept, price=own[0].amount)
        if named in [discount.id for discount in kept.discounts]:
            return kept
        new = [
            reduction for reduction in self._list_discounts(kept.currency, membership, begins) if reduction.id == named
        ]
        return replace(kept, discounts=tuple(sorted((*kept.discounts, *new), key=lambda one: one.id)))

    def _get_price(self, schedule: PaymentSchedule, membership: Membership, begins: date) -> int | None:
        own = self._list_overrides(schedule.currency, membership, begins)
        if own:
            return own[0].amount
        return schedule.amount if schedule.amount is not None else get_month_price(self.group, schedule.currency)

    def _list_overrides(self, currency: str, membership: Membership, begins: date) -> list[PriceOverride]:
        """The prices of one's own that are in force on that day, the newest first."""
        rows = self.overrides.get(membership.pk, ())
        return [row for row in rows if row.currency == currency and _is_in_force(row.starts_on, row.ends_on, begins)]

    def _list_discounts(self, currency: str, membership: Membership, begins: date) -> Iterable[AppliedDiscount]:
        for discount in self.discounts:
            if discount.student_id not in (None, membership.student_id) or not _is_in_force(
                discount.starts_on, discount.ends_on, begins
            ):
                continue
            if discount.kind == DiscountKind.FIXED and discount.currency != currency:
                continue
            if discount.kind == DiscountKind.SIBLING and membership.student_id not in self.later_siblings:
                continue
            yield AppliedDiscount(
                str(discount.pk), discount.name, discount.percent_hundredths, discount.amount, discount.stackable
            )


def find_schedule(
    schedules: Sequence[PaymentSchedule], begins: date, last: date
) -> tuple[PaymentSchedule, date] | None:
    """As `Prices.schedule_on`, of these schedules."""
    for one in schedules:
        if _is_in_force(one.valid_from, one.valid_until, begins):
            return one, begins
    later = [schedule for schedule in schedules if begins < schedule.valid_from <= last]
    first = min(later, key=lambda one: one.valid_from, default=None)
    return None if first is None else (first, first.valid_from)


def list_pack_days(
    schedules: Sequence[PaymentSchedule], stay: MembershipDays | None, days: Sequence[date], by_month: Collection[str]
) -> list[date]:
    """Those of the days that packs pay for: in months which a pack's schedule prices and which were not billed as
    months (their keys), while the group pays.
    """

    def by_pack(day: date) -> bool:
        first, last = get_month_range(day)
        chosen = find_schedule(schedules, max(first, stay.first) if stay else first, last)
        if chosen is None or chosen[0].mode != ScheduleMode.PACK or get_period_key(first) in by_month:
            return False
        return day >= chosen[1] and any(
            _is_in_force(schedule.valid_from, schedule.valid_until, day) for schedule in schedules
        )

    return [day for day in days if by_pack(day)]


def get_month_price(group: Group, currency: str) -> int | None:
    """A month's price of the group in that currency: its own, else the course's; None when there is neither."""
    if group.price_amount is not None and group.price_currency == currency:
        return group.price_amount
    for price in group.course.prices.all():
        if price.currency == currency:
            return price.amount
    return None


def load_prices(group: Group, schedules: Sequence[PaymentSchedule], rows: Sequence[Membership]) -> GroupPrices:
    """What the pupils of these memberships of the group pay by."""
    overrides: dict[UUID, list[PriceOverride]] = defaultdict(list)
    for own in PriceOverride.objects.filter(membership__in=[row.pk for row in rows]).order_by("-id"):
        overrides[own.membership_id].append(own)
    students = {row.student_id for row in rows}
    discounts = list(_list_discounts(group, students))
    siblings = any(discount.kind == DiscountKind.SIBLING for discount in discounts)
    return GroupPrices(group, schedules, overrides, discounts, find_later_siblings(students) if siblings else set())


def _list_discounts(group: Group, students: Collection[UUID]) -> QuerySet[Discount]:
    scopes = {"student": students, "group": [group.pk], "course": [group.course_id], "branch": [group.branch_id]}
    here = Q()
    for name, ids in scopes.items():
        here &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__in": ids})
    return Discount.objects.filter(here, archived_at__isnull=True).order_by("id")


def find_later_siblings(students: Collection[UUID]) -> set[UUID]:
    """Those of the pupils who are a guardian's second child that learns here, or a further one: another child of the
    same guardian has an open membership that began earlier. Leads and trials do not learn yet.
    """
    guardians = Guardian.objects.filter(child__in=students, ended_at__isnull=True).values("parent")
    links = Guardian.objects.filter(parent__in=guardians, ended_at__isnull=True).values_list("parent_id", "child_id")
    children: dict[UUID, set[UUID]] = defaultdict(set)
    for parent, child in links:
        children[parent].add(child)
    everybody = set().union(*children.values()) if children else set()
    began: dict[UUID, tuple[date, UUID]] = {}
    learning = Membership.objects.filter(student__in=everybody, left_on__isnull=True, status__in=LEARNING_STATUSES)
    for student, joined_on, key in learning.values_list("student_id", "joined_on", "pk"):
        began[student] = min(began.get(student, (joined_on, key)), (joined_on, key))
    found = set()
    for siblings in children.values():
        learners = sorted((began[sibling], sibling) for sibling in siblings if sibling in began)
        found |= {one for _began, one in learners[1:]}
    return found & set(students)


def get_former_group_billing(rows: Sequence[Membership], first: date) -> dict[UUID, FormerGroupBilling]:
    """What the groups that these pupils came from after the month's first day do about that month; of who left a group
    and came back to it within the month, the group itself.
    """
    came = _find_former_memberships(rows, first)
    former = get_memberships(came.values())
    stays = get_membership_days(list(former.values()))
    theirs: dict[UUID, list[PaymentSchedule]] = defaultdict(list)
    groups = {one.group_id for one in former.values()}
    for schedule in PaymentSchedule.objects.filter(group__in=groups).order_by("valid_from"):
        theirs[schedule.group_id].append(schedule)
    found = {}
    for key, old in came.items():
        stay = stays.get(old)
        if stay is None:
            continue
        for schedule in theirs[former[old].group_id]:
            if _is_in_force(schedule.valid_from, schedule.valid_until, max(first, stay.first)):
                whole = schedule.mode == ScheduleMode.MONTH and not schedule.prorate
                found[key] = FormerGroupBilling.PAID if whole else FormerGroupBilling.SHARED
    return found


def _find_former_memberships(rows: Sequence[Membership], first: date) -> dict[UUID, UUID]:
    """The membership that each of these, begun after `first`, follows upon within the month."""
    new = [row for row in rows if row.joined_on > first]
    if not new:
        return {}
    found = {one.pk: one.continues_id for one in new if one.continues_id is not None}
    before = Membership.objects.filter(
        group__in={one.group_id for one in new}, student__in={one.student_id for one in new}, left_on__gte=first,
        never_began=False,
    )  # fmt: skip
    for earlier in before.order_by("joined_on"):
        for one in new:
            same = (one.group_id, one.student_id) == (earlier.group_id, earlier.student_id)
            if same and earlier.joined_on < one.joined_on:
                found.setdefault(one.pk, earlier.pk)
    return found


def _with_related(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    pauses = Prefetch("freezes", queryset=Freeze.objects.order_by("starts_on"))
    return rows.select_related("student").prefetch_related(pauses).order_by("student_id", "joined_on", "id")


def _is_in_force(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
