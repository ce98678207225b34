"""Who pays when and how: on time, late or never; in cash, by transfer with a photo, by Payme or by Stripe."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import User
from apps.core.clock import now_ms
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.payments.gateways.payme import methods
from apps.payments.gateways.payme.merchants import Merchant, get_cumulative_merchant, get_one_time_merchant
from apps.payments.models import OPEN_STATUSES, CashDesk, Payment, PaymentProof, ProviderTransaction
from apps.payments.services import (
    cash_desks,
    confirmations,
    desk_transfers,
    ledger,
    locks,
    transactions,
    transfer_proofs,
)
from apps.payments.services.notifications import list_payer_or_family
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings
from project.demo import clock
from project.demo.school.materials import make_pdf
from project.demo.school.structure import ZONE

METHODS = ("cash", "payme", "cash", "transfer", "payme", "cash", "payme", "cash", "stripe", "payme", "cash")
PUNCTUALITY = ("in time",) * 5 + ("never", "in time", "late") + ("in time",) * 7 + ("late",) + ("in time",) * 4
"""Assigned in this order, so a small centre shows all of them."""
CANCELS_FIRST, PAYS_HALF = 0.05, 0.04
MAX_CASH_IN_DESK = 50_000_000
OPENING_HOUR, CLOSING_HOUR = 9, 19
PAYS_AFTER_DAYS = {"in time": (0, 4), "late": (7, 20)}
"""Days after the bill on which a family pays, from and to."""

Do = Callable[[datetime, Callable[[], None]], None]


@dataclass
class DemoCashDesk:
    """The cash desk of a branch, its cashier and the day of the open shift."""

    branch: Branch
    cashier: User
    desk: CashDesk | None = None
    open_on: date | None = None

    def open_shift(self, day: date) -> CashDesk:
        """Return the cash desk with an open shift; create or open them if needed."""
        if self.desk is None:
            self.desk = cash_desks.create_cash_desk(
                actor=self.cashier, branch=self.branch, name="Demo kassa", currency="UZS", keeper=self.cashier
            )
        if self.open_on is None:
            cash_desks.open_shift(actor=self.cashier, desk=self.desk, counted_amount=self._get_balance())
            self.open_on = day
        return self.desk

    def close_shift_before(self, day: date) -> None:
        """Close the shift of an earlier day, on its evening; take cash over the limit to the bank."""
        if self.open_on is None or self.desk is None or self.open_on >= day:
            return
        with clock.shift_clock_to(get_day_bounds(self.open_on, ZONE)[0] + timedelta(hours=CLOSING_HOUR)):
            if self._get_balance() > MAX_CASH_IN_DESK:
                amount = self._get_balance() - MAX_CASH_IN_DESK // 2
                desk_transfers.deposit_to_bank(actor=self.cashier, desk=self.desk, amount=amount)
            cash_desks.close_shift(actor=self.cashier, desk=self.desk, counted_amount=self._get_balance())
        self.open_on = None

    def _get_balance(self) -> int:
        assert self.desk is not None
        account = ledger.ensure_desk_account(self.desk)
        return ledger.lock_accounts([account])[account.pk].balance


@dataclass
class PayingFamilies:
    """The payment habits of the families in these groups; `do` schedules a step for its time."""

    groups: list[Group]
    cash_desks: dict[UUID, DemoCashDesk]
    rng: random.Random
    do: Do
    habits: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    photos: dict[UUID, StoredFile] = field(default_factory=dict)
    will_pay: set[UUID] = field(default_factory=set)

    def plan_payments(self, day: date) -> None:
        """Schedule the payments of all pupils of the groups with open payments on a billing day, by their habits.

        Pupils who have a payment scheduled already are skipped.
        """
        pupils = Membership.objects.filter(group__in=self.groups).values("student")
        owe = Payment.objects.filter(student__in=pupils, branch__in=self.cash_desks, status__in=OPEN_STATUSES)
        numbers = owe.order_by("student__number", "student_id").values_list("student", flat=True)
        for student_id in dict.fromkeys(numbers):
            pays, way = self._get_habit(student_id)
            if pays == "never" or student_id in self.will_pay:
                continue
            self.will_pay.add(student_id)
            days = self.rng.randint(*PAYS_AFTER_DAYS[pays])
            begins = get_day_bounds(day + timedelta(days=days), ZONE)[0]
            moment = begins + timedelta(
                hours=OPENING_HOUR, minutes=self.rng.randrange(10, (CLOSING_HOUR - OPENING_HOUR) * 60 - 10)
            )
            self.do(moment, partial(self._pay, student_id, way, moment))

    def _get_habit(self, student_id: UUID) -> tuple[str, str]:
        if student_id not in self.habits:
            number = len(self.habits)
            self.habits[student_id] = PUNCTUALITY[number % len(PUNCTUALITY)], METHODS[number % len(METHODS)]
        return self.habits[student_id]

    def _pay(self, student_id: UUID, way: str, moment: datetime) -> None:
        """Pay all open payments of a pupil in the demo's branches with one method."""
        rows = Payment.objects.filter(student=student_id, branch__in=self.cash_desks, status__in=OPEN_STATUSES)
        owed = list(rows.select_related("student", "payer", "branch", "group").order_by("due_on", "reference"))
        self.will_pay.discard(student_id)
        if owed:
            {
                "cash": self._pay_cash,
                "payme": self._pay_by_payme,
                "transfer": self._pay_by_transfer,
                "stripe": self._pay_by_stripe,
            }[way](owed, moment)

    def _pay_cash(self, owed: list[Payment], moment: datetime) -> None:
        till = self.cash_desks[owed[0].branch_id]
        amount = sum(payment.outstanding for payment in owed)
        if self.rng.random() < PAYS_HALF:
            amount = amount // 20_000 * 10_000
        desk = till.open_shift(get_local_day(moment, till.branch.zone))
        confirmations.take_cash(actor=till.cashier, payment=owed[0], amount=amount, desk=desk)

    def _pay_by_transfer(self, owed: list[Payment], moment: datetime) -> None:
        """Send a transfer proof as the payer; the office accepts it three hours later."""
        payment = owed[0]
        sender = list_payer_or_family(payment.student)[0]
        till = self.cash_desks[payment.branch_id]
        if payment.branch_id not in self.photos:
            upload = SimpleUploadedFile("transfer.make_pdf", make_pdf("Transfer"), content_type="application/make_pdf")
            self.photos[payment.branch_id] = transfer_proofs.store_proof_file(
                owner=sender, payment=payment, upload=upload
            )
        amount = sum(open_payment.outstanding for open_payment in owed)
        proof = transfer_proofs.submit_proof(
            actor=sender, payment=payment, file=self.photos[payment.branch_id], amount=amount
        )
        self.will_pay.add(payment.student_id)
        self.do(moment + timedelta(hours=3), lambda: self._accept_proof(till, proof))

    def _accept_proof(self, till: DemoCashDesk, proof: PaymentProof) -> None:
        self.will_pay.discard(proof.payment.student_id)
        transfer_proofs.accept_proof(actor=till.cashier, proof=proof)

    def _pay_by_payme(self, owed: list[Payment], moment: datetime) -> None:
        """Pay one payment by its reference; top up the balance for several, within the limits of a top-up."""
        total = sum(open_payment.outstanding for open_payment in owed)
        if len(owed) > 1 and get_system_settings().topup_minimum <= total <= get_system_settings().topup_maximum:
            self._perform_payme(get_cumulative_merchant(), {"student": str(owed[0].student.number)}, total, moment)
            return
        for payment in owed:
            account = {"payment": payment.reference}
            if self.rng.random() < CANCELS_FIRST:
                given_up = self._create_payme_transaction(get_one_time_merchant(), account, payment.outstanding, moment)
                methods.cancel_transaction(get_one_time_merchant(), {"id": given_up, "reason": 3})
            self._perform_payme(get_one_time_merchant(), account, payment.outstanding, moment)

    def _perform_payme(self, desk: Merchant, account: dict[str, str], amount: int, moment: datetime) -> None:
        methods.perform_transaction(desk, {"id": self._create_payme_transaction(desk, account, amount, moment)})

    def _create_payme_transaction(self, desk: Merchant, account: dict[str, str], amount: int, moment: datetime) -> str:
        key, created_ms = f"{self.rng.getrandbits(96):024x}", int(moment.timestamp() * 1000)
        methods.create_transaction(desk, {"id": key, "time": created_ms, "amount": amount, "account": account})
        return key

    def _pay_by_stripe(self, owed: list[Payment], _moment: datetime) -> None:
        for payment in owed:
            with unit_of_work():
                locked_payment, now = locks.lock_payment(payment.pk), now_ms()
                money = transactions.open_transaction(
                    ProviderTransaction(
                        provider="stripe",
                        provider_id=f"cs_test_{self.rng.getrandbits(96):024x}",
                        student=locked_payment.student,
                        branch=locked_payment.branch,
                        amount=locked_payment.outstanding,
                        currency=locked_payment.currency,
                        payment=locked_payment,
                        provider_time=now,
                        create_time=now,
                        facts={"reference": locked_payment.reference},
                    )
                )
                transactions.perform_transaction(money=money, at_ms=now_ms())
