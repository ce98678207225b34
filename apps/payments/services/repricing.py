"""Repricing: billed payments follow corrected marks, cancelled lessons, freezes, transfers and new prices.

Each period is quoted again from current facts and the terms it was billed by. New terms (`anew`) count from the month
when they were set; earlier periods keep theirs, except for one discount or price override that reaches back
(`RetroactivePrice`), but not into months whose books are closed. A payment and its corrections are priced together
(`adjustments`). Refunded money is not charged again; an amount set by the office stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from uuid import UUID

import structlog
from django.db.models import Q
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.local_days import get_today
from apps.core.lookups import filter_given
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.jobs.kinds import ClaimedJob, RetryLater
from apps.payments.errors import PaymentClosed
from apps.payments.models.payments import OPEN_STATUSES, POSTED_STATUSES, Payment, PaymentKind, PaymentStatus
from apps.payments.models.pricing import PaymentSchedule
from apps.payments.models.providers import ProviderTransaction, TransactionState
from apps.payments.pricing.quotes import (
    MANUAL_LINE,
    FormerGroupBilling,
    PricingTerms,
    Quote,
    calculate_quote,
    get_current_lines,
    replace_terms,
)
from apps.payments.pricing.schedule_modes import PACK_KEY_PREFIX, ScheduleMode
from apps.payments.queries import billing_facts, group_lessons
from apps.payments.queries.closed_months import BranchMonth, find_closed_months
from apps.payments.services import adjustments, billing, change_reasons, pay_months
from apps.payments.services.payments_due_bulk import create_missing_payments

log = structlog.get_logger(__name__)

RETRY_DELAY = timedelta(minutes=10)
BILLED_STATUSES = (*OPEN_STATUSES, PaymentStatus.COMPLETED)


@dataclass(frozen=True)
class RetroactivePrice:
    """A discount or price override that counts for earlier periods too, since that day, but not in closed months."""

    since: date
    named: str


def reprice_group(job: ClaimedJob) -> None:
    """Job handler: update the payments of the group `object_id` for periods since the local day `since`, create missing
    ones, and, unless only prices changed (`anew`), correct the pay of closed months since then.

    Payments with an open provider transaction are left and tried again later.
    """
    payload = job.payload
    student = UUID(payload["student"]) if "student" in payload else None
    back = RetroactivePrice(date.fromisoformat(payload["back"]), payload["named"]) if "back" in payload else None
    since, anew = date.fromisoformat(payload["since"]), payload.get("anew", False)
    group = Group.objects.filter(pk=job.object_id).first()
    if group is not None and not anew:
        pay_months.correct_closed_months(group=group, since=since)
    with unit_of_work():
        jobs.lock_claim(job)
        waiting = reprice_group_payments(
            group_id=UUID(job.object_id), since=since, use_current_prices=anew, student_id=student, retroactive=back
        )
        if not waiting:
            jobs.complete_job(job)
    if waiting:
        raise RetryLater("A provider works on a payment: " + ", ".join(waiting), after=RETRY_DELAY)


def reprice_group_payments(
    *,
    group_id: UUID,
    since: date,
    use_current_prices: bool = False,
    student_id: UUID | None = None,
    retroactive: RetroactivePrice | None = None,
) -> list[str]:
    """Reprice as `reprice_group`; return the references of payments that must wait."""
    with unit_of_work():
        plan = plan_repricing(
            group_id=group_id,
            since=since,
            use_current_prices=use_current_prices,
            student_id=student_id,
            retroactive=retroactive,
        )
        if plan is None:
            return []
        billing.lock_billing_accounts(plan.missing.new_payments, [change.payment for change in plan.changes])
        waiting = _apply_changes(plan.changes)
        create_missing_payments(actor=None, new_payments=plan.missing.new_payments)
    return waiting


def plan_repricing(
    *,
    group_id: UUID,
    since: date,
    use_current_prices: bool = False,
    student_id: UUID | None = None,
    retroactive: RetroactivePrice | None = None,
) -> "RepricingPlan | None":
    """Return what `reprice_group_payments` writes; None for a group without schedules, which are locked. Inside a unit
    of work.
    """
    earliest = since if retroactive is None else min(since, retroactive.since)
    schedules = billing.lock_payment_schedules(group_id)
    group = billing.find_group_with_prices(group_id)
    if group is None or not schedules:
        return None
    periods = _BilledPeriods(group, schedules, earliest, student_id)
    new = _build_terms_finder(periods, since.replace(day=1), retroactive) if use_current_prices else None
    changes = [change for change in periods.iter_changes(new) if change.differs]
    return RepricingPlan(group, changes, billing.plan_unbilled_months(group, schedules, earliest, periods.today))


def quote_billed_periods(*, group_id: UUID, since: date, student_id: UUID) -> list["PeriodChange"]:
    """Return the pupil's billed periods since the day as repricing would price them now; nothing is locked."""
    schedules = billing.list_payment_schedules(group_id)
    group = billing.find_group_with_prices(group_id)
    if group is None or not schedules:
        return []
    return list(_BilledPeriods(group, schedules, since, student_id).iter_changes(None))


@dataclass(frozen=True)
class PricingBasis:
    """What a period is priced by: `terms` and `schedule` replace those it was billed by, where given."""

    terms: PricingTerms | None = None
    schedule: PaymentSchedule | None = None

    def is_stored_in(self, payment: Payment) -> bool:
        """Return whether the payment has this basis already."""
        if self.schedule is not None and self.schedule.pk != payment.schedule_id:
            return False
        return self.terms is None or self.terms == PricingTerms.from_lines(payment.lines)


@dataclass
class PeriodChange:
    """A payment of a period with its corrections, and the period's new quote and basis."""

    payment: Payment
    corrections: list[Payment]
    price: Quote
    by: PricingBasis = field(default_factory=PricingBasis)
    used: int = 0
    """Of a pack: how many of its lessons are used."""

    @property
    def rows(self) -> list[Payment]:
        """The payment and its corrections."""
        return [self.payment, *self.corrections]

    @property
    def charged(self) -> int:
        """The amount charged for the period, before write-offs."""
        return sum(row.amount + row.written_off for row in self.rows)

    @property
    def wanted(self) -> int:
        """The amount to charge: the quote; after a refund, not more than before."""
        refunded = sum(row.refunded for row in self.rows)
        if self.charged - refunded <= self.price.amount <= self.charged:
            return self.charged
        return self.price.amount + (refunded if self.price.amount < self.charged else 0)

    @property
    def cost(self) -> int:
        """The amount that is charged once the change is written."""
        return self.wanted if self.differs else self.charged

    @property
    def differs(self) -> bool:
        """Whether anything is to be written. An amount set by the office stays."""
        if any(line["what"] == MANUAL_LINE for row in self.rows for line in get_current_lines(row.lines)):
            return False
        if self.wanted != self.charged or not self.by.is_stored_in(self.payment):
            return True
        is_open = self.payment.status in OPEN_STATUSES and not self.payment.refunded
        return is_open and self.payment.gross != self.price.gross


@dataclass(frozen=True)
class RepricingPlan:
    """The payments of a group that change, and those that it is to get."""

    group: Group
    changes: Sequence[PeriodChange]
    missing: billing.BillingPlan


class _BilledPeriods:
    """The billed periods of a group since a day."""

    def __init__(
        self, group: Group, schedules: Sequence[PaymentSchedule], since: date, student_id: UUID | None
    ) -> None:
        self.group, self.schedules = group, schedules
        self.today = get_today(group.local_zone)
        pack = Q(period_key__startswith=PACK_KEY_PREFIX)
        period = Q(kind=PaymentKind.PERIOD) & (pack | Q(status__in=BILLED_STATUSES, period_end__gte=since))
        in_vain = Q(kind=PaymentKind.ENROLMENT, status__in=BILLED_STATUSES, membership__never_began=True)
        rows = filter_given(Payment.objects.filter(period | in_vain, membership__group=group), student=student_id)
        self.months: dict[date, list[Payment]] = defaultdict(list)
        self.packs: dict[UUID, list[Payment]] = defaultdict(list)
        self.fees: list[Payment] = []
        for payment in rows.select_related("schedule").order_by("id"):
            if payment.kind == PaymentKind.ENROLMENT:
                self.fees.append(payment)
            elif payment.membership_id is not None and payment.period_key.startswith(PACK_KEY_PREFIX):
                self.packs[payment.membership_id].append(payment)
            elif payment.period_end is not None:
                self.months[payment.period_end.replace(day=1)].append(payment)
        payments = [*self.fees, *chain(*self.months.values()), *chain(*self.packs.values())]
        self.corrections = get_corrections_by_payment(payments)
        self.memberships = billing_facts.get_memberships_by_id(
            {payment.membership_id for payment in payments if payment.membership_id is not None}
        )
        self.membership_days = billing_facts.get_membership_days(list(self.memberships.values()))
        self.by_month = billing.get_billed_months_by_membership(list(self.packs))
        self.prepaid = billing_facts.get_prepaid_lessons(list(self.packs))

    def load_prices(self) -> billing_facts.GroupPrices:
        """Return what the members are priced by now."""
        return billing_facts.load_prices(self.group, self.schedules, list(self.memberships.values()))

    def iter_changes(self, new: "_TermsFinder | None") -> Iterable[PeriodChange]:
        """Yield each payment with the new quote of its period."""
        for first, payments in sorted(self.months.items()):
            yield from self._iter_month_changes(first, payments, new)
        for payments in self.packs.values():
            yield from self._iter_pack_changes(payments, new)
        for fee in self.fees:
            yield self._build_change(fee, Quote(0, 0, ({"what": "enrolment", "amount": 0},)))

    def _iter_month_changes(
        self, first: date, payments: Sequence[Payment], new: "_TermsFinder | None"
    ) -> Iterable[PeriodChange]:
        first, last = billing_facts.get_month_range(first)
        lessons = group_lessons.get_actual_and_planned_lessons(self.group, first, last)
        moved = billing_facts.get_former_group_billing([self._get_membership(payment) for payment in payments], first)
        for payment in payments:
            membership = self._get_membership(payment)
            stay = self.membership_days[membership.pk]
            by = new.for_month(payment, membership, max(first, stay.first), last) if new and stay else PricingBasis()
            terms, schedule = by.terms or PricingTerms.from_lines(payment.lines), by.schedule or payment.schedule
            if terms is None:
                continue
            how, since = moved.get(membership.pk, FormerGroupBilling.NOT), schedule.valid_from if schedule else first
            month = billing_facts.build_month_quote_facts(
                membership, stay, lessons, since=since, former_group_billing=how
            )
            yield self._build_change(payment, calculate_quote(terms, month), by)

    def _iter_pack_changes(self, payments: Sequence[Payment], new: "_TermsFinder | None") -> Iterable[PeriodChange]:
        membership = self._get_membership(payments[0])
        starts = [payment.period_start for payment in payments if payment.period_start]
        since, paid = self.prepaid.get(membership.pk, (None, 0))
        starts += [since] if since else []
        begins, used = min(starts, default=membership.joined_on), None
        for payment in payments:
            by = new.for_pack(payment, membership) if new else PricingBasis()
            terms = by.terms or PricingTerms.from_lines(payment.lines)
            if terms is None or not terms.pack_lessons:
                continue
            if used is None:
                lessons = group_lessons.get_actual_and_planned_lessons(self.group, begins, max(begins, self.today))
                stay, months = self.membership_days[membership.pk], self.by_month[membership.pk]
                days = billing_facts.list_charged_lesson_days(stay, membership.student_id, lessons)
                used = len(billing_facts.list_days_to_pay_by_pack(self.schedules, stay, days, months))
            pack = billing_facts.build_pack_quote_facts(
                used, paid_lessons=paid, pack_lessons=terms.pack_lessons, membership=membership
            )
            paid += terms.pack_lessons
            if payment.status in BILLED_STATUSES:
                yield self._build_change(payment, calculate_quote(terms, pack), by, used=pack.used)

    def _build_change(
        self, payment: Payment, price: Quote, by: PricingBasis | None = None, *, used: int = 0
    ) -> PeriodChange:
        return PeriodChange(payment, self.corrections.get(payment.pk, []), price, by or PricingBasis(), used)

    def _get_membership(self, payment: Payment) -> Membership:
        assert payment.membership_id is not None
        return self.memberships[payment.membership_id]


def get_corrections_by_payment(payments: Sequence[Payment]) -> dict[UUID, list[Payment]]:
    """Return the open and paid corrections by corrected payment, the oldest first."""
    corrections: dict[UUID, list[Payment]] = defaultdict(list)
    rows = Payment.objects.filter(corrects__in=[payment.pk for payment in payments], status__in=POSTED_STATUSES)
    for row in rows.order_by("id"):
        if row.corrects_id is not None:
            corrections[row.corrects_id].append(row)
    return corrections


@dataclass(frozen=True)
class _TermsFinder:
    """Finder of the terms that replace those of a period: current ones since a month, before it those of `back`."""

    prices: billing_facts.GroupPrices
    since: date
    back: RetroactivePrice | None
    closed_months: frozenset[BranchMonth] = frozenset()

    def for_month(self, payment: Payment, membership: Membership, begins: date, last: date) -> PricingBasis:
        """Return the basis of a month: current terms where a schedule by month or lesson has a price; before they
        count, retroactive ones.
        """
        if last < self.since:
            return self._find_retroactive(payment, membership, payment.period_start or begins)
        chosen = billing_facts.find_schedule_and_first_day(self.prices.schedules, begins, last)
        if chosen is None or chosen[0].mode == ScheduleMode.PACK:
            return PricingBasis()
        terms = self.prices.get_terms(chosen[0], membership, begins)
        return PricingBasis() if terms is None else PricingBasis(terms, chosen[0])

    def for_pack(self, payment: Payment, membership: Membership) -> PricingBasis:
        """Return the basis of a pack, by the day on which it began."""
        if payment.period_start is None or payment.schedule is None:
            return PricingBasis()
        if payment.period_start < self.since:
            return self._find_retroactive(payment, membership, payment.period_start)
        terms = self.prices.get_terms(payment.schedule, membership, payment.period_start)
        return PricingBasis(terms if terms is not None and terms.pack_lessons else None)

    def _find_retroactive(self, payment: Payment, membership: Membership, begins: date) -> PricingBasis:
        stored = PricingTerms.from_lines(payment.lines)
        if stored is None or self.back is None or begins < self.back.since:
            return PricingBasis()
        if (payment.branch_id, begins.replace(day=1)) in self.closed_months:
            return PricingBasis()
        return PricingBasis(self.prices.add_retroactive(stored, membership, begins, self.back.named))


def _build_terms_finder(periods: _BilledPeriods, since: date, back: RetroactivePrice | None) -> _TermsFinder:
    closed = find_closed_months({periods.group.branch_id}) if back is not None else frozenset[BranchMonth]()
    return _TermsFinder(periods.load_prices(), since, back, closed)


def _apply_changes(changes: Sequence[PeriodChange]) -> list[str]:
    """Write the changes, with accounts locked; return the references of payments that must wait.

    A period that was refunded by more than the new price allows is left to the office.
    """
    reloaded = Payment.objects.in_bulk([change.payment.pk for change in changes])
    corrections = get_corrections_by_payment(list(reloaded.values()))
    waiting = []
    for change in changes:
        change.payment, change.corrections = reloaded[change.payment.pk], corrections.get(change.payment.pk, [])
        if change.payment.status not in BILLED_STATUSES or not change.differs:
            continue
        if ProviderTransaction.objects.filter(payment__in=change.rows, state=TransactionState.CREATED).exists():
            waiting.append(change.payment.reference)
            continue
        try:
            with unit_of_work():
                _apply_change(change)
        except PaymentClosed:
            log.warning("payment not repriced", payment=str(change.payment.pk), wanted=change.wanted)
    return waiting


def _apply_change(change: PeriodChange) -> None:
    lines = list(change.price.lines)
    adjustments.adjust_price(
        actor=None,
        payment=change.payment,
        gross=max(change.price.gross, change.wanted),
        amount=change.wanted,
        lines=lines,
        reason=change_reasons.explain_price_change(get_current_lines(change.rows[-1].lines), lines),
    )
    _store_basis(change.payment.pk, change.by)


def _store_basis(payment_id: UUID, by: PricingBasis) -> None:
    """Store terms and schedule for later quotes, even when the amount is the same."""
    row = Payment.objects.get(pk=payment_id)
    if not by.is_stored_in(row):
        lines = row.lines if by.terms is None else replace_terms(row.lines, by.terms)
        schedule = row.schedule_id if by.schedule is None else by.schedule.pk
        Payment.objects.filter(pk=row.pk).update(lines=lines, schedule=schedule, updated_at=timezone.now())
