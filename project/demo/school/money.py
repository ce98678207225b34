"""The money of the last months: prices, bills, payments, expenses, teachers' pay.

Everything is done by the services, each step at its own time (`clock`), so ledger, receipts and reports are complete.
`paying` decides who pays when and how.
"""

import heapq
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.payments.models import (
    DiscountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    Payment,
    PaymentSchedule,
    PayRate,
    ProviderTransaction,
    RateKind,
    ScheduleMode,
    Settlement,
)
from apps.payments.services import (
    discounts,
    monthly_billing,
    overdue,
    pay_months,
    pay_rates,
    payment_schedules,
    payouts,
)
from apps.payments.services.expenses import record_expense
from project.demo import clock
from project.demo.demo_group import DOMAIN, get_demo_email
from project.demo.school.bulk_insert import analyze_tables
from project.demo.school.payment_habits import DemoCashDesk, PayingFamilies
from project.demo.school.structure import ZONE

TIYIN_PER_SOUM = 100
LESSON_PRICE, PACK_PRICE, PACK_LESSONS = 40_000 * TIYIN_PER_SOUM, 450_000 * TIYIN_PER_SOUM, 12
SIBLING_DISCOUNT, TEACHERS_CHILD_DISCOUNT, NEW_COURSE_DISCOUNT = 1_000, 5_000, 50_000 * TIYIN_PER_SOUM
TEACHER_SHARE, TEACHER_LESSON_PAY = 4_000, 60_000 * TIYIN_PER_SOUM
PAYING_TEACHERS = 3
"""Only the groups of this many teachers in each branch pay here: each payment takes some 30 ms in the services, so all
groups would take minutes.
"""
BILLING_DAYS = (1, 11)
"""Billing days of the month, besides the last day."""
MONTHLY_EXPENSES = (
    ("rent", 900_000, "Rent"),
    ("utilities", 120_000, "Electricity, water, internet"),
    ("advertising", 100_000, "Posts and posters"),
)
"""Expenses of a month, in soʻm for each group of the branch."""
PAID_OUT_SHARE = 0.9
"""Share of the teachers who are paid at once."""


def create_payments_of_last_months(*, months: int, seed: int) -> int:
    """Create the money of the last `months` (this one included) of the paying groups. Return how many payments exist.

    Do nothing and return 0 without months or when the groups have payment schedules. All or nothing.
    """
    groups = _find_paying_groups()
    if not months or not groups or PaymentSchedule.objects.filter(group__in=groups).exists():
        return 0
    with unit_of_work():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        _MoneyTimeline(groups, months, random.Random(seed)).run()  # noqa: S311
    analyze_tables(Payment, ProviderTransaction, Settlement, LedgerAccount, LedgerTransfer, LedgerEntry)
    return Payment.objects.filter(group__in=groups).count()


def _find_paying_groups() -> list[Group]:
    """Return the groups of the first `PAYING_TEACHERS` of each branch."""
    rows = Group.objects.filter(lead_teacher__email__regex=rf"^teacher\d+@{DOMAIN}$")
    teachers: dict[UUID, dict[UUID, None]] = defaultdict(dict)
    groups = []
    ordered = rows.select_related("branch", "course", "lead_teacher").order_by("lead_teacher__email", "name", "pk")
    for group in ordered:
        here = teachers[group.branch_id]
        if group.lead_teacher_id in here or len(here) < PAYING_TEACHERS:
            here[group.lead_teacher_id] = None
            groups.append(group)
    return groups


class _MoneyTimeline:
    """The steps of all months by time. A step may schedule further steps."""

    def __init__(self, groups: list[Group], months: int, rng: random.Random) -> None:
        self.groups, self.rng, self.now = groups, rng, timezone.now()
        self.admin = User.objects.get(email=get_demo_email("admin"))
        cashiers = [User.objects.get(email=get_demo_email(name)) for name in ("office", "office2")]
        self.branches = list(dict.fromkeys(group.branch for group in groups))
        self.cash_desks = {
            branch.pk: DemoCashDesk(branch, cashier)
            for branch, cashier in zip(self.branches, itertools.cycle(cashiers), strict=False)
        }
        self.months = _list_months(get_local_day(self.now, ZONE), months)
        self.payers = PayingFamilies(groups, self.cash_desks, rng, self.do)
        self._steps: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = itertools.count()

    def do(self, moment: datetime, step: Callable[[], None]) -> None:
        """Schedule a step; ignore it when its time is in the future."""
        if moment <= self.now:
            heapq.heappush(self._steps, (moment, next(self._numbers), step))

    def run(self) -> None:
        """Run all steps until now."""
        self.do(_moment(self.months[0], 0, 5), self._set_prices)
        for first in self.months:
            self._plan_month(first)
        while self._steps:
            moment, _number, step = heapq.heappop(self._steps)
            for till in self.cash_desks.values():
                till.close_shift_before(get_local_day(moment, ZONE))
            with clock.shift_clock_to(moment):
                step()
        today = get_local_day(self.now, ZONE)
        for till in self.cash_desks.values():
            till.close_shift_before(today)
        self._bill_month(self.months[-1])
        overdue.mark_overdue_and_remind_payers()

    def _plan_month(self, first: date) -> None:
        following = _first_of_next_month(first)
        last = following - timedelta(days=1)
        for day in (*(first.replace(day=number) for number in BILLING_DAYS), last):
            self.do(_moment(day, 0, 20), partial(self._bill_month, first))
            self.do(_moment(day, 0, 40), partial(self.payers.plan_payments, day))
        self.do(_moment(first.replace(day=11), 0, 30), overdue.mark_overdue_and_remind_payers)
        self.do(_moment(first.replace(day=12), 11), lambda: self._add_expenses(first))
        self.do(_moment(following.replace(day=3), 18), lambda: self._close_pay(first))

    def _set_prices(self) -> None:
        """Create discounts, payment schedules and pay rates.

        Most groups pay by month, one by lesson, one by pack. Half of the teachers get a share, half an amount per
        lesson.
        """
        first = self.months[0]
        for values in self._build_discounts(first):
            discounts.create_discount(actor=self.admin, values=values)
        for group, values in zip(self.groups, self._build_payment_schedules(), strict=True):
            payment_schedules.create_payment_schedule(
                actor=self.admin, group=group, values={"valid_from": first, **values}
            )
        teachers = dict.fromkeys((group.lead_teacher, group.branch) for group in self.groups)
        for number, (teacher, branch) in enumerate(teachers):
            rate = PayRate(teacher=teacher, branch=branch, starts_on=first)
            if number % 2:
                rate.kind, rate.amount = RateKind.LESSON, TEACHER_LESSON_PAY
            else:
                rate.kind, rate.percent_hundredths = RateKind.PERCENT, TEACHER_SHARE
            pay_rates.set_pay_rate(actor=self.admin, rate=rate)

    def _build_discounts(self, first: date) -> list[dict[str, object]]:
        here = User.objects.filter(memberships__group__in=self.groups, memberships__left_on__isnull=True)
        child = here.order_by("number").first()
        discounts_values: list[dict[str, object]] = [
            {
                "name": {"uz": "Aka-uka va opa-singillar", "ru": "Братья и сёстры", "en": "Brothers and sisters"},
                "kind": DiscountKind.SIBLING,
                "percent_hundredths": SIBLING_DISCOUNT,
                "stackable": True,
                "starts_on": first,
            },
            {
                "name": {"uz": "Yangi kurs", "ru": "Новый курс", "en": "New course"},
                "kind": DiscountKind.FIXED,
                "amount": NEW_COURSE_DISCOUNT,
                "currency": "UZS",
                "course": self.groups[0].course,
                "starts_on": first,
            },
        ]
        if child is not None:
            discounts_values.append(
                {
                    "name": {"uz": "Oʻqituvchi farzandi", "ru": "Ребёнок учителя", "en": "A teacher's child"},
                    "kind": DiscountKind.PERCENT,
                    "percent_hundredths": TEACHERS_CHILD_DISCOUNT,
                    "student": child,
                    "starts_on": first,
                }
            )
        return discounts_values

    def _build_payment_schedules(self) -> list[dict[str, object]]:
        ways: list[dict[str, object]] = [
            {"due_day": 10 if number % 5 == 0 else 5, "credit_uncharged": number % 4 == 0}
            for number in range(len(self.groups))
        ]
        ways[-1] = {"mode": ScheduleMode.LESSON, "amount": LESSON_PRICE}
        if len(ways) > 2:
            ways[-2] = {"mode": ScheduleMode.PACK, "amount": PACK_PRICE, "pack_lessons": PACK_LESSONS, "due_day": 3}
        return ways

    def _bill_month(self, first: date) -> None:
        monthly_billing.bill_month(
            actor=None, month=first, groups=Group.objects.filter(pk__in=[group.pk for group in self.groups])
        )

    def _add_expenses(self, first: date) -> None:
        for branch, groups in Counter(group.branch for group in self.groups).items():
            for category, amount, text in MONTHLY_EXPENSES:
                record_expense(
                    actor=self.admin, branch=branch, category=category, amount=amount * groups * TIYIN_PER_SOUM,
                    currency="UZS",
                    text=f"{text}, {first:%Y-%m}",
                )  # fmt: skip

    def _close_pay(self, first: date) -> None:
        """Close the month's pay and pay most teachers from the bank account the same evening."""
        for branch in self.branches:
            for month in pay_months.close_pay_month(actor=self.admin, branch=branch, month=first):
                if month.total > 0 and self.rng.random() < PAID_OUT_SHARE:
                    amount = Money(month.total, month.currency)
                    payouts.pay_teacher(actor=self.admin, teacher=month.teacher, branch=branch, amount=amount)


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return get_day_bounds(day, ZONE)[0] + timedelta(hours=hour, minutes=minute)


def _first_of_next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _list_months(today: date, count: int) -> list[date]:
    """Return the first days of the last `count` months, the present one last."""
    months = [today.replace(day=1)]
    while len(months) < count:
        months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    return months
