"""Billing of periods: which pupils of a group owe a payment, its price, and the payments themselves.

Billing locks the group's schedules first (`lock_payment_schedules`), so a group is priced by one transaction at a time
and a changed schedule waits. Then it locks the accounts of all pupils concerned in the order of their ids, then those
of the branch (`lock_billing_accounts`), before anything is posted.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from apps.accounts.models import User
from apps.accounts.services.merges import check_not_merged
from apps.core.local_days import get_today
from apps.courses.models import Group, Membership
from apps.payments.models import AccountKind, LedgerAccount, Payment, PaymentKind, PaymentSchedule, ScheduleMode
from apps.payments.pricing.quotes import FormerGroupBilling, MembershipDays, PricingTerms, Quote, calculate_quote
from apps.payments.pricing.schedule_modes import PACK_KEY_PREFIX
from apps.payments.queries import billing_facts, group_lessons
from apps.payments.services import ledger, locks
from apps.payments.services.payments_due import NewPayment
from apps.payments.services.payments_due_bulk import create_missing_payments


class Skip(StrEnum):
    """Why a membership gets no payment for a month.

    - `not_learning`: a trial, or no day in the month that counts for the price.
    - `not_begun`: the first day to pay for has not come yet.
    - `no_schedule`: no payment schedule is in force.
    - `no_price`: neither the payment schedule nor the group nor the course has a price in this currency.
    - `joined_later`: the pupil joined during the month, and `bill_on_joining` is false.
    - `nothing_due`: the price is 0: no lesson counts, the pupil is frozen, or the former group was paid the month.
    - `other_month`: packs are billed only in the current month.
    """

    NOT_LEARNING = "not_learning"
    NOT_BEGUN = "not_begun"
    NO_SCHEDULE = "no_schedule"
    NO_PRICE = "no_price"
    JOINED_LATER = "joined_later"
    NOTHING_DUE = "nothing_due"
    OTHER_MONTH = "other_month"


@dataclass
class BillingCounts:
    """The result of a billing run: created payments, existing ones, and skipped pupils by reason."""

    created: int = 0
    existing: int = 0
    skipped: Counter[Skip] = field(default_factory=Counter)

    def add(self, counts: "BillingCounts") -> None:
        """Add the counts of another run."""
        self.created += counts.created
        self.existing += counts.existing
        self.skipped += counts.skipped


@dataclass
class BillingPlan:
    """The payments that a group is to get, their counts, and the memberships that get none."""

    new_payments: list[NewPayment] = field(default_factory=list)
    skipped: list[tuple[Skip, Membership]] = field(default_factory=list)
    counts: BillingCounts = field(default_factory=BillingCounts)


def find_group_with_prices(group_id: UUID) -> Group | None:
    """Return the group with its prices loaded; None when it does not exist."""
    rows = Group.objects.select_related("branch", "course").prefetch_related("course__prices")
    return rows.filter(pk=group_id).first()


def lock_payment_schedules(group_id: UUID) -> list[PaymentSchedule]:
    """Return the group's schedules, the earliest first, locked until the commit."""
    rows = PaymentSchedule.objects.select_for_update(no_key=True, of=("self",)).filter(group=group_id)
    return sorted(rows.order_by("pk"), key=lambda schedule: schedule.valid_from)


def list_payment_schedules(group_id: UUID) -> list[PaymentSchedule]:
    """Return the group's schedules, the earliest first, for a plan that is not carried out."""
    return list(PaymentSchedule.objects.filter(group=group_id).order_by("valid_from", "pk"))


def lock_billing_accounts(new_payments: Sequence[NewPayment], repriced_payments: Sequence[Payment] = ()) -> None:
    """Lock the accounts that new payments and repriced payments move: the pupils', then the branches'. Call before
    posting.
    """
    moved = [(bill.student.pk, bill.branch.pk, bill.currency) for bill in new_payments]
    moved += [(payment.student_id, payment.branch_id, payment.currency) for payment in repriced_payments]
    ensure_and_lock_student_accounts({(student_id, currency) for student_id, _branch, currency in moved})
    locks.lock_branch_pricing_accounts({(branch_id, currency) for _student, branch_id, currency in moved})


def ensure_and_lock_student_accounts(students_and_currencies: Collection[tuple[UUID, str]]) -> None:
    """Lock the accounts of these pupils in these currencies, all at once; missing ones are created. Raise PersonMerged
    when one of them was merged meanwhile.
    """
    if not students_and_currencies:
        return
    students, currencies = (
        {student_id for student_id, _currency in students_and_currencies},
        {currency for _one, currency in students_and_currencies},
    )
    rows = LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student__in=students, currency__in=currencies)
    accounts = {(row.student_id, row.currency): row for row in rows}
    missing = sorted(set(students_and_currencies) - accounts.keys())
    if missing:
        kind = AccountKind.STUDENT
        new = [LedgerAccount(kind=kind, student_id=student, currency=currency) for student, currency in missing]
        LedgerAccount.objects.bulk_create(new, ignore_conflicts=True)
        accounts = {(row.student_id, row.currency): row for row in rows.all()}
    ledger.lock_accounts(accounts[owner] for owner in set(students_and_currencies))
    check_not_merged(students)


def plan_month_payments(
    group: Group,
    schedules: Sequence[PaymentSchedule],
    first_day: date,
    *,
    only_memberships: Iterable[Membership] | None = None,
) -> BillingPlan:
    """Plan the payments of the month that begins on `first_day` and was not billed yet, for all members or
    `only_memberships`.

    The caller holds the schedules.
    """
    first_day, last = billing_facts.get_month_range(first_day)
    rows = (
        list(billing_facts.list_billable_memberships(group, first_day, last))
        if only_memberships is None
        else list(only_memberships)
    )
    return _MonthPlanner(group, schedules, first_day, last, rows).plan()


def plan_unbilled_months(
    group: Group,
    schedules: Sequence[PaymentSchedule],
    since: date,
    today: date,
    *,
    only_memberships: Sequence[Membership] | None = None,
) -> BillingPlan:
    """Plan what was not billed yet from the month of `since` to the current month.

    `only_memberships`: these memberships; without it, earlier months count only where the group was billed for them. A
    payment for a past month is due today at the earliest. The caller holds the schedules.
    """
    running = today.replace(day=1)
    earliest = min((schedule.valid_from for schedule in schedules), default=running)
    first = min(max(since, earliest), running).replace(day=1)
    months = [first]
    while months[-1] < running:
        months.append((months[-1] + timedelta(days=31)).replace(day=1))
    keys = [billing_facts.get_month_period_key(month) for month in months]
    rows = Payment.objects.filter(membership__group=group, kind=PaymentKind.PERIOD, period_key__in=keys)
    billed = set(rows.order_by().values_list("period_key", flat=True).distinct())
    total = BillingPlan()
    for month in months:
        if month == running or only_memberships is not None or billing_facts.get_month_period_key(month) in billed:
            month_plan = plan_month_payments(group, schedules, month, only_memberships=only_memberships)
            total.counts.add(month_plan.counts)
            total.skipped += month_plan.skipped
            earliest_due = date.min if month == running else today
            total.new_payments += [
                replace(bill, due_on=max(bill.due_on, earliest_due)) for bill in month_plan.new_payments
            ]
    return total


def get_billed_months_by_membership(memberships: Collection[UUID]) -> dict[UUID, set[str]]:
    """Return the period keys of months that were billed, by membership."""
    keys_by_membership: dict[UUID, set[str]] = defaultdict(set)
    rows = Payment.objects.filter(membership__in=memberships, kind=PaymentKind.PERIOD)
    months = rows.exclude(period_key__startswith=PACK_KEY_PREFIX)
    for membership, key in months.values_list("membership_id", "period_key"):
        if membership is not None:
            keys_by_membership[membership].add(key)
    return keys_by_membership


def create_planned_payments(plan: BillingPlan, *, actor: User | None) -> BillingCounts:
    """Create the planned payments, inside a unit of work; return their counts."""
    lock_billing_accounts(plan.new_payments)
    create_missing_payments(actor=actor, new_payments=plan.new_payments)
    return plan.counts


class _MonthPlanner:
    """Planner of one group's month."""

    def __init__(
        self, group: Group, schedules: Sequence[PaymentSchedule], first: date, last: date, rows: list[Membership]
    ) -> None:
        self.group, self.first, self.last, self.memberships = group, first, last, rows
        self.today = get_today(group.local_zone)
        self.membership_days = billing_facts.get_membership_days(rows)
        self.prices = billing_facts.load_prices(group, schedules, rows)
        self.former_billing = billing_facts.get_former_group_billing(rows, first)
        payments = Payment.objects.filter(membership__in=[row.pk for row in rows])
        self.billed_memberships = set(
            payments.filter(period_key=billing_facts.get_month_period_key(first)).values_list(
                "membership_id", flat=True
            )
        )
        self.packs: dict[UUID, list[Payment]] = defaultdict(list)
        if any(schedule.mode == ScheduleMode.PACK for schedule in schedules):
            for payment in payments.filter(period_key__startswith=PACK_KEY_PREFIX).order_by("id"):
                if payment.membership_id is not None:
                    self.packs[payment.membership_id].append(payment)
            self.by_month = get_billed_months_by_membership([row.pk for row in rows])
            self.prepaid = billing_facts.get_prepaid_lessons([row.pk for row in rows])
        self.lessons: dict[date, group_lessons.GroupLessons] = {}
        self.billing_plan = BillingPlan()

    def plan(self) -> BillingPlan:
        for membership in self.memberships:
            skip = self._plan_membership(membership)
            if skip is not None:
                self.billing_plan.counts.skipped[skip] += 1
                self.billing_plan.skipped.append((skip, membership))
        return self.billing_plan

    def _plan_membership(self, membership: Membership) -> Skip | None:
        if membership.pk in self.billed_memberships:
            self.billing_plan.counts.existing += 1
            return None
        stay = self.membership_days[membership.pk]
        if stay is None or stay.first > self.last or (stay.last is not None and stay.last < self.first):
            return Skip.NOT_LEARNING
        chosen = billing_facts.find_schedule_and_first_day(
            self.prices.schedules, max(self.first, stay.first), self.last
        )
        if chosen is None:
            return Skip.NO_SCHEDULE
        schedule, begins = chosen
        if begins > max(self.today, self.first):
            return Skip.NOT_BEGUN
        if schedule.mode == ScheduleMode.PACK:
            return self._plan_packs(membership, schedule, stay)
        began_here = membership.continues_id is None and not stay.prepaid
        if stay.first > self.first and not schedule.bill_on_joining and began_here:
            return Skip.JOINED_LATER
        terms = self.prices.get_terms(schedule, membership, begins)
        if terms is None:
            return Skip.NO_PRICE
        moved = self.former_billing.get(membership.pk, FormerGroupBilling.NOT)
        lessons, since = self._load_lessons(self.first), schedule.valid_from
        month = billing_facts.build_month_quote_facts(
            membership, stay, lessons, since=since, former_group_billing=moved
        )
        price = calculate_quote(terms, month)
        if price.gross == 0:
            return Skip.NOTHING_DUE
        due_on = max(begins, self.first.replace(day=schedule.due_day))
        self._add_payment(membership, schedule, price, billing_facts.get_month_period_key(self.first), begins, due_on)
        return None

    def _plan_packs(self, membership: Membership, schedule: PaymentSchedule, stay: MembershipDays) -> Skip | None:
        """Plan packs until more lessons are paid than used; for a pupil who left, until all used ones are paid."""
        if not self.first <= self.today <= self.last:
            return Skip.OTHER_MONTH
        before = self.packs[membership.pk]
        starts = [pack_payment.period_start for pack_payment in before if pack_payment.period_start is not None]
        since, prepaid = self.prepaid.get(membership.pk, (None, 0))
        starts += [since] if since else []
        by_month = self.by_month[membership.pk]
        begins = min(starts, default=max(stay.first, schedule.valid_from))
        while not starts and billing_facts.get_month_period_key(begins) in by_month:
            begins = billing_facts.get_month_range(begins)[1] + timedelta(days=1)
        used = billing_facts.list_charged_lesson_days(stay, membership.student_id, self._load_lessons(begins))
        used = [day for day in used if day >= begins]
        used = billing_facts.list_days_to_pay_by_pack(self.prices.schedules, stay, used, by_month)
        paid, number = prepaid + sum(_count_pack_lessons(pack_payment) for pack_payment in before), len(before)
        enough = len(used) if membership.left_on is not None else len(used) + 1
        if paid >= enough:
            self.billing_plan.counts.existing += bool(before or prepaid)
            return None if before or prepaid else Skip.NOTHING_DUE
        while paid < enough:
            on = begins if paid == 0 else max(used[paid - 1], schedule.valid_from)
            terms = self.prices.get_terms(schedule, membership, on)
            if terms is None or not terms.pack_lessons:
                return Skip.NO_PRICE
            lessons = terms.pack_lessons
            pack = billing_facts.build_pack_quote_facts(
                len(used), paid_lessons=paid, pack_lessons=lessons, membership=membership
            )
            price = calculate_quote(terms, pack)
            if price.gross == 0:
                return Skip.NOTHING_DUE
            number, paid = number + 1, paid + terms.pack_lessons
            due_on = on + timedelta(days=schedule.due_day)
            self._add_payment(membership, schedule, price, f"{PACK_KEY_PREFIX}{number}", on, due_on)
        return None

    def _load_lessons(self, since: date) -> group_lessons.GroupLessons:
        if since not in self.lessons:
            self.lessons[since] = group_lessons.get_actual_and_planned_lessons(self.group, since, self.last)
        return self.lessons[since]

    def _add_payment(
        self, membership: Membership, schedule: PaymentSchedule, price: Quote, key: str, begins: date, due_on: date
    ) -> None:
        self.billing_plan.counts.created += 1
        self.billing_plan.new_payments.append(
            NewPayment(
                student=membership.student,
                branch=self.group.branch,
                kind=PaymentKind.PERIOD,
                gross=price.gross,
                amount=price.amount,
                currency=schedule.currency,
                due_on=due_on,
                lines=price.lines,
                group=self.group,
                membership=membership,
                schedule=schedule,
                period_key=key,
                period_start=begins,
                period_end=None if schedule.mode == ScheduleMode.PACK else self.last,
            )
        )


def _count_pack_lessons(pack: Payment) -> int:
    terms = PricingTerms.from_lines(pack.lines)
    return (terms.pack_lessons or 0) if terms else 0
