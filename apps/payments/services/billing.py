"""Payments of periods: who of a group owes one, what it costs, and the bills themselves.

Whoever prices a group holds its schedules first (`hold_schedules`): payments are made and repriced by one at a time,
and a schedule that is being changed waits, or is waited for. Then the accounts of all pupils concerned are held at once
(`hold`), in the order of their ids, and then those of the branch, before anything is posted.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import get_local_day
from apps.courses.models import Group, Membership
from apps.payments.models import (
    AccountKind,
    LedgerAccount,
    Payment,
    PaymentKind,
    PaymentSchedule,
    ScheduleMode,
)
from apps.payments.queries import facts
from apps.payments.services import holding, ledger
from apps.payments.services.owing import Bill
from apps.payments.services.owing_many import bill_many
from apps.payments.services.quotes import Moved, Quote, Stay, Terms, quote

PACK = "pack:"


class Skip(StrEnum):
    """Why somebody who is in a group in a month owes nothing (new) for it."""

    NOT_LEARNING = "not_learning"
    """A trial, or one that became more only later."""
    NOT_BEGUN = "not_begun"
    NO_SCHEDULE = "no_schedule"
    NO_PRICE = "no_price"
    JOINED_LATER = "joined_later"
    """In mid-month, into a group that bills only whole months of who joins."""
    NOTHING_DUE = "nothing_due"
    """Frozen all the time, no lesson that is theirs, paid in the group they came from, or a price of nothing."""
    OTHER_MONTH = "other_month"
    """Packs are owed as they are used up, not for a month of the past or the future."""


@dataclass
class Tally:
    """What a run did: payments made, pupils whose payment stands already, and those who owe none, by reason."""

    created: int = 0
    standing: int = 0
    skipped: Counter[Skip] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Count what the other one counted too."""
        self.created += other.created
        self.standing += other.standing
        self.skipped += other.skipped


@dataclass
class Plan:
    """The bills that a group is to get, and the tally of them."""

    bills: list[Bill] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)


def group_to_bill(group_id: UUID) -> Group | None:
    """The group with what prices are made of; None when it is gone."""
    rows = Group.objects.select_related("branch", "course").prefetch_related("course__prices")
    return rows.filter(pk=group_id).first()


def hold_schedules(group_id: UUID) -> list[PaymentSchedule]:
    """The group's schedules, the earliest first, held until the commit: one prices the group at a time."""
    rows = PaymentSchedule.objects.select_for_update(no_key=True, of=("self",)).filter(group=group_id)
    return sorted(rows.order_by("pk"), key=lambda one: one.valid_from)


def hold(bills: Sequence[Bill], payments: Sequence[Payment] = ()) -> None:
    """Hold the accounts that these bills, and new prices of these payments, move: the pupils', all at once, and then
    the branches'; before anything is posted.
    """
    owners = {(bill.student.pk, bill.currency) for bill in bills} | {
        (payment.student_id, payment.currency) for payment in payments
    }
    hold_accounts(owners)
    places = {(bill.branch.pk, bill.currency) for bill in bills} | {
        (payment.branch_id, payment.currency) for payment in payments
    }
    holding.hold_places(places)


def hold_accounts(owners: Collection[tuple[UUID, str]]) -> None:
    """Hold the accounts of these pupils in these currencies, all at once, before anything is posted."""
    if not owners:
        return
    students, currencies = {one for one, _currency in owners}, {currency for _one, currency in owners}
    rows = LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student__in=students, currency__in=currencies)
    found = {(row.student_id, row.currency): row for row in rows}
    missing = sorted(set(owners) - found.keys())
    if missing:
        LedgerAccount.objects.bulk_create(
            [LedgerAccount(kind=AccountKind.STUDENT, currency=currency, student_id=one) for one, currency in missing],
            ignore_conflicts=True,
        )
        found = {(row.student_id, row.currency): row for row in rows.all()}
    ledger.hold(found[owner] for owner in set(owners))


def plan(
    group: Group, schedules: Sequence[PaymentSchedule], first: date, *, only: Iterable[Membership] | None = None
) -> Plan:
    """What the pupils of the group owe for the month that begins on `first` and was not billed yet; the caller holds
    the schedules. `only`: of these memberships.
    """
    first, last = facts.month_of(first)
    rows = list(facts.members(group, first, last)) if only is None else list(only)
    return _Month(group, schedules, first, last, rows).plan()


def missing(
    group: Group,
    schedules: Sequence[PaymentSchedule],
    since: date,
    today: date,
    *,
    only: Sequence[Membership] | None = None,
) -> Plan:
    """What was not billed yet of the running month and of those before it since that day; the caller holds the
    schedules. `only`: of these memberships; else of an earlier month only where the group was billed for it.

    What is billed after its month is not due before today.
    """
    running = facts.month_of(today)[0]
    earliest = min((schedule.valid_from for schedule in schedules), default=running)
    first = facts.month_of(min(max(since, earliest), running))[0]
    months = [first]
    while months[-1] < running:
        months.append(facts.month_of(months[-1] + timedelta(days=31))[0])
    keys = [facts.key_of(month) for month in months]
    rows = Payment.objects.filter(membership__group=group, kind=PaymentKind.PERIOD, period_key__in=keys)
    billed = set(rows.order_by().values_list("period_key", flat=True).distinct())
    found = Plan()
    for month in months:
        if month == running or only is not None or facts.key_of(month) in billed:
            one = plan(group, schedules, month, only=only)
            found.tally.add(one.tally)
            found.bills += one.bills if month == running else [_late(bill, today) for bill in one.bills]
    return found


def _late(bill: Bill, today: date) -> Bill:
    return replace(bill, due_on=max(bill.due_on, today))


def months_billed(memberships: Collection[UUID]) -> dict[UUID, set[str]]:
    """The keys of the months that were billed as such, by membership."""
    found: dict[UUID, set[str]] = defaultdict(set)
    rows = Payment.objects.filter(membership__in=memberships, kind=PaymentKind.PERIOD)
    for membership, key in rows.exclude(period_key__startswith=PACK).values_list("membership_id", "period_key"):
        if membership is not None:
            found[membership].add(key)
    return found


def carry_out(found: Plan, *, actor: User | None, reason: str = "") -> None:
    """Make the bills; within a unit of work, the accounts are held."""
    bill_many(actor=actor, bills=found.bills, reason=reason)


class _Month:
    """One group's month, as it is billed."""

    def __init__(
        self, group: Group, schedules: Sequence[PaymentSchedule], first: date, last: date, rows: list[Membership]
    ) -> None:
        self.group, self.first, self.last, self.rows = group, first, last, rows
        self.today = get_local_day(timezone.now(), group.local_zone)
        self.stays = facts.stays_of(rows)
        self.prices = facts.prices(group, schedules, rows)
        self.moved = facts.moved_of(rows, first)
        mine = Payment.objects.filter(membership__in=[row.pk for row in rows])
        self.standing = set(mine.filter(period_key=facts.key_of(first)).values_list("membership_id", flat=True))
        self.packs: dict[UUID, list[Payment]] = defaultdict(list)
        if any(schedule.mode == ScheduleMode.PACK for schedule in schedules):
            for payment in mine.filter(period_key__startswith=PACK).order_by("id"):
                if payment.membership_id is not None:
                    self.packs[payment.membership_id].append(payment)
            self.by_month = months_billed([row.pk for row in rows])
        self.lessons: dict[date, facts.Lessons] = {}
        self.found = Plan()

    def plan(self) -> Plan:
        for membership in self.rows:
            skip = self._look_at(membership)
            if skip is not None:
                self.found.tally.skipped[skip] += 1
        return self.found

    def _look_at(self, membership: Membership) -> Skip | None:
        if membership.pk in self.standing:
            self.found.tally.standing += 1
            return None
        stay = self.stays[membership.pk]
        if stay is None or stay.first > self.last or (stay.last is not None and stay.last < self.first):
            return Skip.NOT_LEARNING
        chosen = self.prices.schedule_on(max(self.first, stay.first), self.last)
        if chosen is None:
            return Skip.NO_SCHEDULE
        schedule, begins = chosen
        if begins > max(self.today, self.first):
            return Skip.NOT_BEGUN
        if schedule.mode == ScheduleMode.PACK:
            return self._packs(membership, schedule, stay)
        if stay.first > self.first and not schedule.bill_on_joining and membership.continues_id is None:
            return Skip.JOINED_LATER
        terms = self.prices.terms(schedule, membership, begins)
        if terms is None:
            return Skip.NO_PRICE
        moved = self.moved.get(membership.pk, Moved.NOT)
        month = facts.month_for(membership, stay, self._lessons(self.first), since=schedule.valid_from, moved=moved)
        price = quote(terms, month)
        if price.gross == 0:
            return Skip.NOTHING_DUE
        due_on = max(begins, self.first.replace(day=schedule.due_day))
        self._bill(membership, schedule, terms, price, facts.key_of(self.first), begins, due_on, ends=self.last)
        return None

    def _packs(self, membership: Membership, schedule: PaymentSchedule, stay: Stay) -> Skip | None:
        """Packs until more lessons are paid for than were used; of who has left as many as were used."""
        if not self.first <= self.today <= self.last:
            return Skip.OTHER_MONTH
        before = self.packs[membership.pk]
        starts = [one.period_start for one in before if one.period_start is not None]
        by_month = self.by_month[membership.pk]
        begins = min(starts, default=max(stay.first, schedule.valid_from))
        while not starts and facts.key_of(begins) in by_month:
            begins = facts.month_of(begins)[1] + timedelta(days=1)
        used = facts.used_of(stay, membership.student_id, self._lessons(begins))
        used = [day for day in used if day >= begins]
        used = facts.pack_days(self.prices.schedules, stay, used, by_month)
        paid, number = sum(_lessons_in(one) for one in before), len(before)
        enough = len(used) if membership.left_on is not None else len(used) + 1
        if paid >= enough:
            self.found.tally.standing += bool(before)
            return None if before else Skip.NOTHING_DUE
        while paid < enough:
            on = begins if paid == 0 else max(used[paid - 1], schedule.valid_from)
            terms = self.prices.terms(schedule, membership, on)
            if terms is None or not terms.pack_lessons:
                return Skip.NO_PRICE
            pack = facts.pack_facts(len(used), before=paid, lessons=terms.pack_lessons, membership=membership)
            price = quote(terms, pack)
            if price.gross == 0:
                return Skip.NOTHING_DUE
            number, paid = number + 1, paid + terms.pack_lessons
            due_on = on + timedelta(days=schedule.due_day)
            self._bill(membership, schedule, terms, price, f"{PACK}{number}", on, due_on)
        return None

    def _lessons(self, since: date) -> facts.Lessons:
        if since not in self.lessons:
            self.lessons[since] = facts.lessons(self.group, since, self.last)
        return self.lessons[since]

    def _bill(
        self,
        membership: Membership,
        schedule: PaymentSchedule,
        terms: Terms,
        price: Quote,
        key: str,
        begins: date,
        due_on: date,
        *,
        ends: date | None = None,
    ) -> None:
        self.found.tally.created += 1
        self.found.bills.append(
            Bill(
                student=membership.student,
                branch=self.group.branch,
                kind=PaymentKind.PERIOD,
                gross=price.gross,
                amount=price.amount,
                currency=terms.currency,
                due_on=due_on,
                lines=price.lines,
                group=self.group,
                membership=membership,
                schedule=schedule,
                period_key=key,
                period_start=begins,
                period_end=ends,
            )
        )


def _lessons_in(pack: Payment) -> int:
    terms = Terms.of(pack.lines)
    return (terms.pack_lessons or 0) if terms else 0
