"""What was billed follows what happened: after a corrected mark, a cancelled lesson, a pause, a transfer, a new price.

Each period's quote is made again from the facts of now and the terms that it was billed by. New terms (`anew`) are for
the month that ran when they were set, and later ones; earlier periods keep theirs, but for one discount or price of
one's own that reaches `Back` to them. A payment and its corrections are priced together (`price_changes`). What was
paid back stays paid back, and is not charged again; an amount that the office set itself stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import structlog
from django.db.models import Q
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.errors import Conflict, ErrorCode
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.jobs.kinds import ClaimedJob, RetryLater, StaleClaim
from apps.payments.job_kinds import REPRICE
from apps.payments.models import (
    OPEN,
    POSTED,
    Payment,
    PaymentKind,
    PaymentSchedule,
    PaymentStatus,
    ProviderTransaction,
    ScheduleMode,
    State,
)
from apps.payments.queries import facts
from apps.payments.services import billing, price_changes, reasons
from apps.payments.services.editing import BY_HAND
from apps.payments.services.quotes import Line, Moved, Quote, Terms, quote, with_terms

log = structlog.get_logger(__name__)

AGAIN_AFTER = timedelta(minutes=10)
COUNTS = (*OPEN, PaymentStatus.COMPLETED)


@dataclass(frozen=True)
class Back:
    """A discount, or price of one's own, that counts for earlier months too, for periods since that day."""

    since: date
    named: str


def later(*, group_id: UUID, since: date, student_id: UUID | None = None, back: Back | None = None) -> None:
    """Have the group's periods (of one pupil's, where given) of the month of that day and of later ones reckoned by the
    prices and discounts of now, and earlier ones with what reaches `back`; within a unit of work.
    """
    payload = {"since": since.isoformat(), "anew": True}
    if student_id is not None:
        payload["student"] = str(student_id)
    if back is not None:
        payload |= {"back": back.since.isoformat(), "named": back.named}
    jobs.enqueue(kind=REPRICE, object_id=group_id, payload=payload)


def reprice_group(job: ClaimedJob) -> None:
    """Handler: bring the payments of the group `object_id` for periods since the local day `since` in line with the
    facts, and make those that are missing.

    Payments that a provider works on right now are left, and tried again later.
    """
    payload = job.payload
    student = UUID(payload["student"]) if "student" in payload else None
    back = Back(date.fromisoformat(payload["back"]), payload["named"]) if "back" in payload else None
    with unit_of_work():
        if not jobs.lock_claimed_job(job):
            raise StaleClaim(f"{job.kind} {job.id} claim {job.attempt}")
        waiting = reprice(
            group_id=UUID(job.object_id),
            since=date.fromisoformat(payload["since"]),
            anew=payload.get("anew", False),
            student_id=student,
            back=back,
        )
        if not waiting:
            jobs.complete_job(job)
    if waiting:
        raise RetryLater("A provider works on a payment: " + ", ".join(waiting), after=AGAIN_AFTER)


def reprice(
    *, group_id: UUID, since: date, anew: bool = False, student_id: UUID | None = None, back: Back | None = None
) -> list[str]:
    """As `reprice_group`; the references of the payments that have to wait."""
    earliest = since if back is None else min(since, back.since)
    with unit_of_work():
        schedules = billing.hold_schedules(group_id)
        group = billing.group_to_bill(group_id)
        if group is None or not schedules:
            return []
        periods = _Periods(group, schedules, earliest, student_id)
        new = _New(facts.month_of(since)[0], back) if anew else None
        changes = [change for change in periods.changes(new) if change.differs]
        missing = billing.missing(group, schedules, earliest, periods.today)
        billing.hold(missing.bills, [change.payment for change in changes])
        waiting = _apply(changes)
        billing.carry_out(missing, actor=None)
    return waiting


@dataclass(frozen=True)
class _New:
    """Terms of now count for periods since that first day of a month; what reaches back for earlier ones."""

    since: date
    back: Back | None


@dataclass(frozen=True)
class By:
    """What a period is reckoned by. `terms`: those that replace the ones it was billed by, `schedule`: the one that
    replaces its schedule, where given.
    """

    terms: Terms | None = None
    schedule: PaymentSchedule | None = None

    def is_kept(self, payment: Payment) -> bool:
        """Whether the payment has them."""
        if self.schedule is not None and self.schedule.pk != payment.schedule_id:
            return False
        return self.terms is None or self.terms == Terms.of(payment.lines)


@dataclass
class Change:
    """A payment of a period with its corrections, and what the period costs by now, `by` what."""

    payment: Payment
    corrections: list[Payment]
    price: Quote
    by: By = field(default_factory=By)

    @property
    def rows(self) -> list[Payment]:
        """The payment and its corrections."""
        return [self.payment, *self.corrections]

    @property
    def charged(self) -> int:
        """What is charged for the period, before what was forgiven of it."""
        return sum(_charged(row) for row in self.rows)

    @property
    def wanted(self) -> int:
        """What is to be charged: the quote; of a period of which something was paid back not more than before."""
        back = sum(row.refunded for row in self.rows)
        if self.charged - back <= self.price.amount <= self.charged:
            return self.charged
        return self.price.amount + (back if self.price.amount < self.charged else 0)

    @property
    def said(self) -> list[Line]:
        """The lines that were last told."""
        return _lines_now(self.rows[-1])

    @property
    def differs(self) -> bool:
        """Whether anything is to be written. Where the office set the amount itself, that stands."""
        if any(line["what"] == BY_HAND for row in self.rows for line in _lines_now(row)):
            return False
        if self.wanted != self.charged or not self.by.is_kept(self.payment):
            return True
        return self.payment.status in OPEN and not self.payment.refunded and self.payment.gross != self.price.gross


class _Periods:
    """The billed periods of a group since a day."""

    def __init__(
        self, group: Group, schedules: Sequence[PaymentSchedule], since: date, student_id: UUID | None
    ) -> None:
        self.group, self.schedules = group, schedules
        self.today = get_local_day(timezone.now(), group.local_zone)
        pack = Q(period_key__startswith=billing.PACK)
        period = Q(kind=PaymentKind.PERIOD) & (pack | Q(status__in=COUNTS, period_end__gte=since))
        in_vain = Q(kind=PaymentKind.ENROLMENT, status__in=COUNTS, membership__never_began=True)
        rows = Payment.objects.filter(period | in_vain, membership__group=group)
        rows = rows.filter(student=student_id) if student_id else rows
        rows = rows.select_related("schedule").order_by("id")
        self.months: dict[date, list[Payment]] = defaultdict(list)
        self.packs: dict[UUID, list[Payment]] = defaultdict(list)
        self.fees: list[Payment] = []
        for payment in rows:
            if payment.kind == PaymentKind.ENROLMENT:
                self.fees.append(payment)
            elif payment.membership_id is not None and payment.period_key.startswith(billing.PACK):
                self.packs[payment.membership_id].append(payment)
            elif payment.period_end is not None:
                self.months[facts.month_of(payment.period_end)[0]].append(payment)
        found = [*self.fees, *self._of(self.months), *self._of(self.packs)]
        self.corrections = corrections_of(found)
        self.memberships = facts.memberships({one.membership_id for one in found if one.membership_id is not None})
        self.stays = facts.stays_of(list(self.memberships.values()))
        self.by_month = billing.months_billed(list(self.packs))

    @staticmethod
    def _of(some: dict[date, list[Payment]] | dict[UUID, list[Payment]]) -> Iterable[Payment]:
        return (payment for payments in some.values() for payment in payments)

    def changes(self, new: _New | None) -> Iterable[Change]:
        """Each payment with what its period costs now."""
        rows = list(self.memberships.values())
        terms = _Terms(facts.prices(self.group, self.schedules, rows), new) if new else None
        for first, payments in sorted(self.months.items()):
            yield from self._month(first, payments, terms)
        for payments in self.packs.values():
            yield from self._packs(payments, terms)
        for fee in self.fees:
            yield self._change(fee, Quote(0, 0, ({"what": "enrolment", "amount": 0},)))

    def _month(self, first: date, payments: Sequence[Payment], new: "_Terms | None") -> Iterable[Change]:
        first, last = facts.month_of(first)
        lessons = facts.lessons(self.group, first, last)
        moved = facts.moved_of([self._membership(payment) for payment in payments], first)
        for payment in payments:
            membership = self._membership(payment)
            stay = self.stays[membership.pk]
            by = new.of_month(payment, membership, max(first, stay.first), last) if new and stay else By()
            terms, schedule = by.terms or Terms.of(payment.lines), by.schedule or payment.schedule
            if terms is None:
                continue
            how, since = moved.get(membership.pk, Moved.NOT), schedule.valid_from if schedule else first
            month = facts.month_for(membership, stay, lessons, since=since, moved=how)
            yield self._change(payment, quote(terms, month), by)

    def _packs(self, payments: Sequence[Payment], new: "_Terms | None") -> Iterable[Change]:
        membership = self._membership(payments[0])
        begins = min(
            (payment.period_start for payment in payments if payment.period_start), default=membership.joined_on
        )
        used = None
        paid = 0
        for payment in payments:
            by = new.of_pack(payment, membership) if new else By()
            terms = by.terms or Terms.of(payment.lines)
            if terms is None or not terms.pack_lessons:
                continue
            if used is None:
                lessons = facts.lessons(self.group, begins, max(begins, self.today))
                stay, months = self.stays[membership.pk], self.by_month[membership.pk]
                days = facts.used_of(stay, membership.student_id, lessons)
                used = len(facts.pack_days(self.schedules, stay, days, months))
            pack = facts.pack_facts(used, before=paid, lessons=terms.pack_lessons, membership=membership)
            paid += terms.pack_lessons
            if payment.status in COUNTS:
                yield self._change(payment, quote(terms, pack), by)

    def _change(self, payment: Payment, price: Quote, by: By | None = None) -> Change:
        return Change(payment, self.corrections.get(payment.pk, []), price, by or By())

    def _membership(self, payment: Payment) -> Membership:
        assert payment.membership_id is not None
        return self.memberships[payment.membership_id]


def corrections_of(payments: Sequence[Payment]) -> dict[UUID, list[Payment]]:
    """The corrections that are owed or were paid, by what they correct, the oldest first."""
    found: dict[UUID, list[Payment]] = defaultdict(list)
    rows = Payment.objects.filter(corrects__in=[payment.pk for payment in payments], status__in=POSTED)
    for row in rows.order_by("id"):
        if row.corrects_id is not None:
            found[row.corrects_id].append(row)
    return found


@dataclass(frozen=True)
class _Terms:
    """What replaces the terms of periods."""

    prices: facts.Prices
    new: _New

    def of_month(self, payment: Payment, membership: Membership, begins: date, last: date) -> By:
        """Of a month whose days for the pupil begin on that day: all terms of now, where a schedule by month or lesson
        and a price stand for it; before they count, what reaches back.
        """
        if last < self.new.since:
            return self._reaching(payment, membership, payment.period_start or begins)
        chosen = self.prices.schedule_on(begins, last)
        if chosen is None or chosen[0].mode == ScheduleMode.PACK:
            return By()
        terms = self.prices.terms(chosen[0], membership, begins)
        return By() if terms is None else By(terms, chosen[0])

    def of_pack(self, payment: Payment, membership: Membership) -> By:
        """Of a pack, by the day on which it began."""
        if payment.period_start is None or payment.schedule is None:
            return By()
        if payment.period_start < self.new.since:
            return self._reaching(payment, membership, payment.period_start)
        terms = self.prices.terms(payment.schedule, membership, payment.period_start)
        return By(terms if terms is not None and terms.pack_lessons else None)

    def _reaching(self, payment: Payment, membership: Membership, begins: date) -> By:
        kept, back = Terms.of(payment.lines), self.new.back
        if kept is None or back is None or begins < back.since:
            return By()
        return By(self.prices.with_named(kept, membership, begins, back.named))


def _apply(changes: Sequence[Change]) -> list[str]:
    """Write the differences, as they are by now: the accounts are held. References of those that have to wait.

    A period of whose corrections more was paid back than it costs by now is left to the office.
    """
    fresh = Payment.objects.in_bulk([change.payment.pk for change in changes])
    corrections = corrections_of(list(fresh.values()))
    waiting = []
    for change in changes:
        change.payment, change.corrections = fresh[change.payment.pk], corrections.get(change.payment.pk, [])
        if change.payment.status not in COUNTS or not change.differs:
            continue
        if ProviderTransaction.objects.filter(payment__in=change.rows, state=State.CREATED).exists():
            waiting.append(change.payment.reference)
            continue
        try:
            with unit_of_work():
                _write(change)
        except Conflict as error:
            if error.code != ErrorCode.PAYMENT_CLOSED:
                raise
            log.warning("payment not repriced", payment=str(change.payment.pk), wanted=change.wanted)
    return waiting


def _write(change: Change) -> None:
    reason = reasons.why(change.said, change.price.lines)
    gross = max(change.price.gross, change.wanted)
    price_changes.reprice(
        actor=None,
        payment=change.payment,
        gross=gross,
        amount=change.wanted,
        lines=list(change.price.lines),
        reason=reason,
    )
    _keep(change.payment.pk, change.by)


def _keep(payment_id: UUID, by: By) -> None:
    """What later quotes of the period go by, also where it makes no difference to the amount."""
    row = Payment.objects.get(pk=payment_id)
    if not by.is_kept(row):
        lines = row.lines if by.terms is None else with_terms(row.lines, by.terms)
        schedule = row.schedule_id if by.schedule is None else by.schedule.pk
        Payment.objects.filter(pk=row.pk).update(lines=lines, schedule=schedule, updated_at=timezone.now())


def _charged(row: Payment) -> int:
    return row.amount + row.written_off


def _lines_now(row: Payment) -> list[Line]:
    """How the period's price came about when this row was last priced; a correction names it under `now`."""
    for line in row.lines:
        if line["what"] == "now":
            return list(line["lines"])
    return list(row.lines)
