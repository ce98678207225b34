"""The proof that held, paid and charged lessons agree, for one month.

A lesson that has begun is paid exactly when it is held (and, where everybody was absent, the rule of the month pays
it). A mark is charged exactly when its status says so and its lesson is held; so a pupil who came after the last day or
in a freeze is a mismatch too. What has no price of a lesson, such as groups that pay by month and teachers with a
monthly pay, is listed with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.attendance.models import ATTENDED, Attendance, MakeUp
from apps.core.local_days import get_local_day
from apps.courses.models import Group, Membership
from apps.lessons.models import Lesson, LessonStatus
from apps.payments.models import (
    PayEntry,
    PayEntryKind,
    Payment,
    PaymentKind,
    PaymentSchedule,
    PayMonth,
    PayRate,
    RateKind,
)
from apps.payments.models.payments import POSTED_STATUSES
from apps.payments.pricing.quotes import MANUAL_LINE, LessonFactState, MembershipDays, PricingTerms, get_current_lines
from apps.payments.pricing.schedule_modes import PACK_KEY_PREFIX, ScheduleMode
from apps.payments.queries import billing_facts, group_lessons
from apps.payments.queries.earnings import (
    annotate_all_absent,
    calculate_earnings,
    find_absence_rules,
    get_month_end,
    get_month_window,
    list_pay_rates,
    rate_applies_to,
)
from apps.payments.queries.visible_branches import build_visible_branch_filter
from apps.settings.models import Branch

LESSON_KINDS = (PayEntryKind.LESSON, PayEntryKind.HOUR)


class ProofRule(StrEnum):
    """What must hold for a lesson."""

    HELD_IS_PAID = "held_is_paid"
    CHARGED_IS_HELD = "charged_is_held"


class NotByLesson(StrEnum):
    """Why a lesson has no price of its own, on the teacher's or on the pupils' side."""

    FIXED_PAY = "fixed_pay"
    PERCENT_OF_MONTHS = "percent_of_months"
    NO_RATE = "no_rate"
    NO_TEACHER = "no_teacher"
    BILLED_BY_MONTH = "billed_by_month"
    NO_SCHEDULE = "no_schedule"
    BILLED_BY_HAND = "billed_by_hand"
    NO_PAID_DAY = "no_paid_day"


@dataclass(frozen=True)
class LessonMismatch:
    """A lesson that breaks a rule: `person` is its teacher or the marked pupil; `expected` and `actual` say whether it
    should be and is paid or charged.
    """

    rule: ProofRule
    lesson: Lesson
    person: User
    expected: bool
    actual: bool


@dataclass(frozen=True)
class UnprovenLessons:
    """Lessons (for pay) or marks (for charges) of a group that the proof leaves out, and how many."""

    group: Group
    reason: NotByLesson
    count: int


@dataclass
class LessonProof:
    """The proof of a month: how many lessons and marks were compared, what differs, and what was left out."""

    month: date
    lessons: int = 0
    marks: int = 0
    mismatches: list[LessonMismatch] = field(default_factory=list)
    left_out: Counter[tuple[UUID, NotByLesson]] = field(default_factory=Counter)
    groups: dict[UUID, Group] = field(default_factory=dict)

    @property
    def not_by_lesson(self) -> list[UnprovenLessons]:
        """What was left out, by names of groups."""
        rows = [UnprovenLessons(self.groups[pk], reason, count) for (pk, reason), count in self.left_out.items()]
        return sorted(rows, key=lambda row: (row.group.name, row.group.pk, row.reason))

    def compare(self, rule: ProofRule, lesson: Lesson, person: User, *, expected: bool, actual: bool) -> None:
        """Count a comparison, and keep it when the two differ."""
        if rule is ProofRule.HELD_IS_PAID:
            self.lessons += 1
        else:
            self.marks += 1
        if expected != actual:
            self.mismatches.append(LessonMismatch(rule, lesson, person, expected, actual))


def prove_visible_lessons(user: User, month: date, *, branch_id: UUID | None = None) -> LessonProof:
    """Return the proof of the month for the user's branches, or for this one of them, as of this moment."""
    branches = Branch.objects.filter(build_visible_branch_filter(user, "pk", branch_id))
    return prove_lessons(month, list(branches.values_list("pk", flat=True)))


def prove_lessons(month: date, branches: Collection[UUID], *, before: datetime | None = None) -> LessonProof:
    """Compare the lessons of the month that begins on `month` in these branches with pay and charges as they stand.

    `before` leaves out lessons and marks that changed later: their follow-ups may still be on the way. The number of
    queries grows with the groups that pay by lesson or pack.
    """
    proof = LessonProof(month)
    lessons = _load_lessons(month, branches, before)
    proof.groups = {lesson.group_id: lesson.group for lesson in lessons}
    schedules: dict[UUID, list[PaymentSchedule]] = defaultdict(list)
    for schedule in PaymentSchedule.objects.filter(group__in=proof.groups).order_by("valid_from"):
        schedules[schedule.group_id].append(schedule)
    by_lesson = {pk for pk in proof.groups if _is_by_lesson(schedules[pk], month)}
    _prove_pay(proof, lessons, branches, by_lesson, before)
    for group_id, group in proof.groups.items():
        own = {str(lesson.pk): lesson for lesson in lessons if lesson.group_id == group_id}
        if group_id in by_lesson:
            _GroupCharges(proof, group, schedules[group_id], own, before).prove()
        else:
            reason = NotByLesson.BILLED_BY_MONTH if schedules[group_id] else NotByLesson.NO_SCHEDULE
            proof.left_out[group_id, reason] += len(own)
    return proof


def _load_lessons(month: date, branches: Collection[UUID], before: datetime | None) -> list[Lesson]:
    rows = Lesson.objects.filter(
        group__branch__in=branches, starts_at__range=get_month_window(month), starts_at__lte=timezone.now()
    )
    if before is not None:
        rows = rows.filter(updated_at__lte=before)
    lessons = annotate_all_absent(rows).select_related("group__branch", "group__course", "teacher")
    lessons = lessons.order_by("starts_at", "id")
    return [lesson for lesson in lessons if _get_day(lesson).replace(day=1) == month]


def _is_by_lesson(schedules: Iterable[PaymentSchedule], month: date) -> bool:
    last = get_month_end(month)
    return any(
        schedule.mode in (ScheduleMode.LESSON, ScheduleMode.PACK)
        and schedule.valid_from <= last
        and (schedule.valid_until is None or schedule.valid_until >= month)
        for schedule in schedules
    )


def _is_free_on(membership: Membership, stay: MembershipDays | None, day: date) -> bool:
    """Return whether the day is in the membership, and free there: a trial, or paid in the former books."""
    last = membership.left_on or membership.leaves_on
    is_in = membership.joined_on <= day and (last is None or day <= last) and not membership.never_began
    return is_in and (stay is None or day < stay.first)


def _get_day(lesson: Lesson) -> date:
    return get_local_day(lesson.starts_at, lesson.group.local_zone)


def _prove_pay(
    proof: LessonProof, lessons: list[Lesson], branches: Collection[UUID], by_lesson: set[UUID], before: datetime | None
) -> None:
    rates = defaultdict[tuple[UUID, UUID], list[PayRate]](list)
    for rate in list_pay_rates(proof.month, branches):
        rates[rate.teacher_id, rate.branch_id].append(rate)
    is_paid_when_all_absent = find_absence_rules(proof.month, branches)
    paid = _sum_pay_by_lesson(proof.month, branches)
    for lesson in lessons:
        if lesson.teacher is None:
            proof.left_out[lesson.group_id, NotByLesson.NO_TEACHER] += 1
            continue
        branch_id, day = lesson.group.branch_id, _get_day(lesson)
        own = rates[lesson.teacher.pk, branch_id]
        kinds = {rate.kind for rate in own if rate_applies_to(rate, lesson.group, day)}
        actual = bool(paid.pop((lesson.teacher.pk, lesson.pk), 0))
        if kinds & {RateKind.LESSON, RateKind.HOUR}:
            counts = not getattr(lesson, "all_absent", False) or is_paid_when_all_absent(lesson.teacher.pk, branch_id)
            expected = lesson.status == LessonStatus.HELD and counts
            proof.compare(ProofRule.HELD_IS_PAID, lesson, lesson.teacher, expected=expected, actual=actual)
        elif actual:
            proof.compare(ProofRule.HELD_IS_PAID, lesson, lesson.teacher, expected=False, actual=True)
        elif reason := _get_reason_without_lesson_pay(kinds, is_by_lesson=lesson.group_id in by_lesson):
            proof.left_out[lesson.group_id, reason] += 1
    _report_pay_of_others(proof, [pair for pair, amount in paid.items() if amount], before)


def _get_reason_without_lesson_pay(kinds: Collection[str], *, is_by_lesson: bool) -> NotByLesson | None:
    """Return why a lesson has no pay of its own; None where its share is in the charges of its marks."""
    if RateKind.PERCENT in kinds:
        return None if is_by_lesson else NotByLesson.PERCENT_OF_MONTHS
    return NotByLesson.FIXED_PAY if RateKind.FIXED in kinds else NotByLesson.NO_RATE


def _sum_pay_by_lesson(month: date, branches: Collection[UUID]) -> dict[tuple[UUID, UUID], int]:
    """Return what each teacher gets for each lesson: of a closed month the posted lines and their corrections, of an
    open one the lines as they would be posted now.
    """
    closed = set(PayMonth.objects.filter(month=month, branch__in=branches).values_list("teacher", "branch"))
    posted = Q(month=month, kind__in=LESSON_KINDS, closed_in__isnull=False)
    rows = PayEntry.objects.filter(posted | Q(corrects=month), branch__in=branches, lesson__isnull=False)
    lines = [row for row in calculate_earnings(month, branches) if (row.teacher_id, row.branch_id) not in closed]
    sums: dict[tuple[UUID, UUID], int] = defaultdict(int)
    for row in [*rows, *lines]:
        if row.lesson_id is not None:
            sums[row.teacher_id, row.lesson_id] += row.amount
    return sums


def _report_pay_of_others(proof: LessonProof, pairs: Collection[tuple[UUID, UUID]], before: datetime | None) -> None:
    """Report pay for lessons that the teacher does not give in this month."""
    named = [lesson_id for _teacher, lesson_id in pairs]
    rows = Lesson.objects.select_related("group__branch").filter(pk__in=named, starts_at__lte=timezone.now())
    lessons = (rows if before is None else rows.filter(updated_at__lte=before)).in_bulk()
    people = User.objects.in_bulk([teacher_id for teacher_id, _lesson in pairs])
    for teacher_id, lesson_id in sorted(pairs):
        if lesson_id in lessons:
            person = people[teacher_id]
            proof.compare(ProofRule.HELD_IS_PAID, lessons[lesson_id], person, expected=False, actual=True)


class _GroupCharges:
    """The charges of one group's marks in the month."""

    def __init__(
        self,
        proof: LessonProof,
        group: Group,
        schedules: Sequence[PaymentSchedule],
        lessons: Mapping[str, Lesson],
        before: datetime | None,
    ) -> None:
        self.proof, self.group, self.schedules, self.lessons, self.before = proof, group, schedules, lessons, before
        self.first, self.last = proof.month, get_month_end(proof.month)
        self.memberships = list(billing_facts.list_billable_memberships(group, self.first, self.last))
        self.days = billing_facts.get_membership_days(self.memberships)
        self.months: dict[UUID, dict[str, Payment]] = defaultdict(dict)
        self.packs: dict[UUID, list[Payment]] = defaultdict(list)
        rows = Payment.objects.filter(membership__in=self.memberships, kind=PaymentKind.PERIOD).order_by("id")
        for payment in rows.prefetch_related("corrections"):
            if payment.membership_id is None:
                continue
            if payment.period_key.startswith(PACK_KEY_PREFIX):
                self.packs[payment.membership_id].append(payment)
            else:
                self.months[payment.membership_id][payment.period_key] = payment
        self.prepaid = billing_facts.get_prepaid_lessons([row.pk for row in self.memberships])
        starts = [pack.period_start for packs in self.packs.values() for pack in packs if pack.period_start]
        starts += [since for since, _lessons in self.prepaid.values()]
        self.lessons_of_group = group_lessons.get_actual_and_planned_lessons(
            group, min([self.first, *starts]), self.last
        )

    def prove(self) -> None:
        """Compare each mark of a paying member with the member's payments, and those of who came after an end or in a
        freeze; leave out those of guests and of trials.
        """
        marks = defaultdict[UUID, list[Attendance]](list)
        for (lesson_id, student_id), mark in self.lessons_of_group.marks.items():
            if lesson_id in self.lessons and (self.before is None or mark.updated_at <= self.before):
                marks[student_id].append(mark)
        free = {mark.pk for rows in marks.values() for mark in rows}
        for membership in self.memberships:
            days = self.days[membership.pk]
            if days is None:
                continue
            own = [mark for mark in marks[membership.student_id] if days.covers(_get_day(self._get_lesson(mark)))]
            chosen = billing_facts.find_schedule_and_first_day(self.schedules, max(self.first, days.first), self.last)
            free -= {mark.pk for mark in own}
            if own:
                self._prove_member(membership, days, own, chosen[0] if chosen else None)
        came = self._list_after_an_end([mark for rows in marks.values() for mark in rows if mark.pk in free])
        for mark, student in came:
            self.proof.compare(ProofRule.CHARGED_IS_HELD, self._get_lesson(mark), student, expected=True, actual=False)
        if len(free) > len(came):
            self.proof.left_out[self.group.pk, NotByLesson.NO_PAID_DAY] += len(free) - len(came)

    def _list_after_an_end(self, marks: Sequence[Attendance]) -> list[tuple[Attendance, User]]:
        """Return the charged marks of present pupils, at held lessons, on days after their last one in the group or in
        a freeze, with the pupil. A guest who makes up for a missed lesson is none of them.
        """
        present = [mark for mark in marks if mark.charged and mark.status.counts_as in ATTENDED]
        present = [mark for mark in present if self._get_lesson(mark).status == LessonStatus.HELD]
        if not present:
            return []
        memberships = billing_facts.list_memberships_of(self.group, {mark.student_id for mark in present})
        days = billing_facts.get_membership_days(memberships)
        guests = set(
            MakeUp.objects.filter(lesson__in={mark.lesson_id for mark in present}).values_list(
                "lesson", "mark__student"
            )
        )
        came = []
        for mark in present:
            day = _get_day(self._get_lesson(mark))
            own = [row for row in memberships if row.student_id == mark.student_id]
            began = [row for row in own if (stay := days[row.pk]) is not None and stay.first <= day]
            is_free = any(_is_free_on(row, days[row.pk], day) for row in own)
            if began and not is_free and (mark.lesson_id, mark.student_id) not in guests:
                came.append((mark, began[0].student))
        return came

    def _prove_member(
        self, membership: Membership, days: MembershipDays, marks: list[Attendance], schedule: PaymentSchedule | None
    ) -> None:
        charged: set[str] | NotByLesson = NotByLesson.NO_SCHEDULE
        if schedule is not None and schedule.mode == ScheduleMode.PACK:
            charged = self._list_lessons_of_packs(membership, days)
        elif schedule is not None:
            charged = self._list_lessons_of_month(membership, days, schedule)
        if isinstance(charged, NotByLesson):
            self.proof.left_out[self.group.pk, charged] += len(marks)
            return
        for mark in marks:
            lesson = self._get_lesson(mark)
            expected = mark.charged and lesson.status == LessonStatus.HELD
            actual = str(lesson.pk) in charged
            rule = ProofRule.CHARGED_IS_HELD
            self.proof.compare(rule, lesson, membership.student, expected=expected, actual=actual)

    def _list_lessons_of_month(
        self, membership: Membership, days: MembershipDays, schedule: PaymentSchedule
    ) -> set[str] | NotByLesson:
        """Return the lessons that the month's payment charges; the reason when it does not follow from lessons."""
        if schedule.mode == ScheduleMode.MONTH:
            return NotByLesson.BILLED_BY_MONTH
        payment = self.months[membership.pk].get(billing_facts.get_month_period_key(self.first))
        if payment is None:
            joined_later = days.first > self.first and not schedule.bill_on_joining
            return NotByLesson.BILLED_BY_HAND if joined_later else set()
        corrections = [row for row in payment.corrections.all() if row.status in POSTED_STATUSES]
        lines = get_current_lines(max(corrections, key=lambda row: row.pk).lines if corrections else payment.lines)
        terms = PricingTerms.from_lines(payment.lines)
        by_hand = any(line["what"] == MANUAL_LINE for line in lines)
        if by_hand or terms is None or payment.status not in POSTED_STATUSES or payment.refunded:
            return NotByLesson.BILLED_BY_HAND
        if terms.mode != ScheduleMode.LESSON:
            return NotByLesson.BILLED_BY_MONTH
        credited = {line.get("lesson") for line in lines if line["what"] == "lesson"}
        begins = max(self.first, schedule.valid_from)
        own = [row for row in self.lessons_of_group.for_pupil(membership.student_id) if row.day >= begins]
        own = [row for row in own if row.state != LessonFactState.OUTSIDE and days.covers(row.day)]
        if lines[0].get("lessons") != len(own):
            return set()
        return {row.lesson for row in own} - credited

    def _list_lessons_of_packs(self, membership: Membership, days: MembershipDays) -> set[str]:
        """Return the lessons that the pupil's packs pay for: the earliest that use them up."""
        own = self.lessons_of_group.for_pupil(membership.student_id)
        taken = [row for row in own if row.state == LessonFactState.TOOK_PLACE and row.charged and days.covers(row.day)]
        since, prepaid = self.prepaid.get(membership.pk, (date.max, 0))
        begins = min(since, *(pack.period_start for pack in self.packs[membership.pk] if pack.period_start), date.max)
        by_month = set(self.months[membership.pk])
        paid_days = set(
            billing_facts.list_days_to_pay_by_pack(
                self.schedules, days, [row.day for row in taken if row.day >= begins], by_month
            )
        )
        terms = [PricingTerms.from_lines(pack.lines) for pack in self.packs[membership.pk]]
        paid = prepaid + sum(row.pack_lessons or 0 for row in terms if row is not None)
        return {row.lesson for row in [row for row in taken if row.day in paid_days][:paid]}

    def _get_lesson(self, mark: Attendance) -> Lesson:
        return self.lessons[str(mark.lesson_id)]
