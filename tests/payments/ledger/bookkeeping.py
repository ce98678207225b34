"""Money moved in any order, and the books held against a plain model of it after every step.

Amounts are small on purpose, so that they often meet exactly. What a service refuses must have changed nothing.
"""

from datetime import timedelta
from typing import Any

from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from apps.core import clock
from apps.core.money import Money
from apps.payments.models import (
    OPEN_STATUSES,
    POSTED_STATUSES,
    LedgerAccount,
    Payment,
    PaymentKind,
    PaymentStatus,
    ProviderTransaction,
    Settlement,
    TransactionState,
)
from apps.payments.queries import get_free_credit
from apps.payments.queries.ledger_rules import LedgerViolation
from apps.payments.services import (
    adjustments,
    cash_desks,
    credit_refunds,
    expenses,
    locks,
    payments_due,
    payouts,
    provider_refunds,
    refunds,
    transactions,
)
from apps.payments.services.payments_due import NewPayment
from tests.payments import payment_data
from tests.payments.ledger.machine_base import Table, is_unchecked

AMOUNTS = st.integers(1, 12)
WHICH = st.integers(0, 63)
"""Which of those that fit; of every eight one is taken of all, whether it fits or not (`wild`)."""


class Bookkeeping(Table):
    """The office, the providers and the pupils' families, each doing what they please."""

    @initialize(gross=AMOUNTS, cash=AMOUNTS)
    def begin(self, gross: int, cash: int) -> None:
        """Each pupil owes something, and there is some money in the desk."""
        self.spent: list[Any] = []
        self.backs: dict[str, tuple[Any, int]] = {}
        self.payments: list[Payment] = []
        self.money: list[ProviderTransaction] = []
        self.balance = {pupil.pk: 0 for pupil in self.stage.pupils}
        self.desk = self.counted = 0
        for who in (False, True):
            self.bill(who, gross, 1, 3)
        self.count_desk(cash)

    @rule(who=st.booleans(), gross=AMOUNTS, off=st.integers(0, 6), due_in=st.integers(-3, 9))
    def bill(self, who: bool, gross: int, off: int, due_in: int) -> None:
        branch = self.stage.group.branch
        amount = max(0, gross - off)
        bill = NewPayment(
            student=self.stage.pupils[who], branch=branch, group=self.stage.group, kind=PaymentKind.OTHER, gross=gross,
            amount=amount, currency="UZS", title="Tuition",
            due_on=payment_data.local_today(branch) + timedelta(days=due_in),
        )  # fmt: skip
        if self._goes(lambda: payments_due.create_payment(actor=None, new_payment=bill)):
            self.balance[bill.student.pk] -= amount

    @precondition(lambda self: self._any(self.payments, (*OPEN_STATUSES, PaymentStatus.COMPLETED)))
    @rule(which=WHICH, price=st.integers(0, 14), off=st.integers(0, 3))
    def reprice(self, which: int, price: int, off: int) -> None:
        payment = self._payment(which, *OPEN_STATUSES, PaymentStatus.COMPLETED)
        family = [payment]
        amount = max(0, price - off)
        if payment.status == PaymentStatus.COMPLETED:
            family += Payment.objects.filter(corrects=payment, status__in=POSTED_STATUSES)
        owed = max(
            sum(money_row.refunded for money_row in family), amount - sum(money_row.written_off for money_row in family)
        )
        before = sum(money_row.amount for money_row in family)
        if self._goes(
            lambda: adjustments.adjust_price(
                actor=None, payment=payment, gross=price, amount=amount, lines=[], reason="recounted"
            )
        ):
            after = sum(
                payment.amount
                for payment in Payment.objects.filter(student=payment.student_id, pk__in=self._family(payment))
            )
            assert after == owed, "the payment and its corrections cost what they should"
            self.balance[payment.student_id] += before - owed

    @precondition(lambda self: self._any(self.payments, OPEN_STATUSES))
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        payment = self._payment(which, *OPEN_STATUSES)
        if self._goes(lambda: payments_due.cancel_payment(actor=None, payment=payment, reason="a mistake")):
            self.balance[payment.student_id] += payment.amount

    @precondition(lambda self: self._any(self.payments, OPEN_STATUSES))
    @rule(which=WHICH, amount=AMOUNTS)
    def write_off(self, which: int, amount: int) -> None:
        payment = self._payment(which, *OPEN_STATUSES)
        if not is_unchecked(which):
            amount = min(amount, payment.outstanding)
        if self._goes(lambda: payments_due.write_off(actor=None, payment=payment, amount=amount, reason="hardship")):
            self.balance[payment.student_id] += amount

    @precondition(lambda self: self._any(self.payments, OPEN_STATUSES))
    @rule(which=WHICH, amount=AMOUNTS, exact=st.booleans())
    def pay_cash(self, which: int, amount: int, exact: bool) -> None:
        payment = self._payment(which, *OPEN_STATUSES)
        amount = payment.outstanding if exact and payment.outstanding else amount

        def take() -> None:
            locked = locks.lock_payment(payment.pk)
            shift = cash_desks.get_own_open_shift(actor=self.stage.cashier, currency="UZS", desk=self.stage.desk)
            self._take(locked.student, amount, payment=locked, shift=shift)

        if self._goes(take):
            self.desk += amount
            self.balance[payment.student_id] += amount

    @rule(who=st.booleans(), amount=AMOUNTS)
    def transfer(self, who: bool, amount: int) -> None:
        student = self.stage.pupils[who]

        def take() -> None:
            locks.lock_open_payments(student.pk, "UZS")
            self._take(student, amount)

        if self._goes(take):
            self.balance[student.pk] += amount

    @precondition(lambda self: self._any(self.payments, OPEN_STATUSES))
    @rule(which=WHICH)
    def provider_opens(self, which: int) -> None:
        payment = self._payment(which, *OPEN_STATUSES)
        if not payment.outstanding:
            return

        def open_one() -> None:
            locked_payment = locks.lock_payment(payment.pk)
            self._open(locked_payment.student, locked_payment.outstanding, payment=locked_payment, desk="one_time")

        self._goes(open_one)

    @rule(who=st.booleans(), amount=AMOUNTS)
    def top_up_opens(self, who: bool, amount: int) -> None:
        self._goes(lambda: self._open(self.stage.pupils[who], amount, desk="cumulative"))

    @precondition(lambda self: self._any(self.money, (TransactionState.CREATED,)))
    @rule(which=WHICH)
    def provider_performs(self, which: int) -> None:
        money = self._money(which, TransactionState.CREATED)
        if self._goes(
            lambda: transactions.perform_transaction(money=self._held(money), at_ms=clock.now_ms()), ValueError
        ):
            self.balance[money.student_id] += money.amount

    @precondition(lambda self: self._any(self.money, (TransactionState.CREATED,)))
    @rule(which=WHICH)
    def provider_drops(self, which: int) -> None:
        money = self._money(which, TransactionState.CREATED)
        if money:
            self._goes(
                lambda: transactions.cancel_transaction(money=self._held(money), at_ms=clock.now_ms(), reason=3),
                ValueError,
            )

    @precondition(
        lambda self: self._any([money_row for money_row in self.money if money_row.desk], (TransactionState.PERFORMED,))
    )
    @rule(which=WHICH)
    def provider_reverses(self, which: int) -> None:
        money = self._money(which, TransactionState.PERFORMED)
        rest, before = money.amount - money.refunded, self._served_back()
        if self._goes(
            lambda: refunds.reverse_transaction(money=self._held(money), at_ms=clock.now_ms(), reason=5),
            ValueError,
            refunds.NotReversible,
        ):
            self.balance[money.student_id] -= rest - (self._served_back() - before)

    @precondition(
        lambda self: self._any([money_row for money_row in self.money if money_row.desk], (TransactionState.PERFORMED,))
    )
    @rule(which=WHICH, amount=AMOUNTS)
    def provider_pays_back(self, which: int, amount: int) -> None:
        money = self._money(which, TransactionState.PERFORMED)
        amount = amount if is_unchecked(which) else min(amount, money.amount - money.refunded)
        if money.state != TransactionState.PERFORMED or not amount:
            return
        self.done += 1
        cause, before, back = f"re_{self.done}", self._served_back(), provider_refunds.book_provider_refund
        if self._goes(lambda: back(money=self._held(money), amount=amount, cause=cause, reason=""), ValueError):
            self.backs[cause] = money.pk, amount
            self.balance[money.student_id] -= amount - (self._served_back() - before)

    @precondition(lambda self: self.backs)
    @rule(which=WHICH)
    def what_was_paid_back_comes_back(self, which: int) -> None:
        cause, (key, amount) = list(self.backs.items())[which % len(self.backs)]
        money = next(money_row for money_row in self.money if money_row.pk == key)
        before, back = self._served_back(), provider_refunds.undo_provider_refund
        if money.state == TransactionState.PERFORMED and self._goes(lambda: back(money=self._held(money), cause=cause)):
            self.backs[cause] = key, 0
            self.balance[money.student_id] += amount - (before - self._served_back())

    @precondition(lambda self: any(payment.settled > payment.refunded for payment in self.payments))
    @rule(which=WHICH, amount=AMOUNTS, in_full=st.booleans(), named=st.booleans())
    def refund(self, which: int, amount: int, in_full: bool, named: bool) -> None:
        paid_for = [payment for payment in self.payments if payment.settled > payment.refunded or is_unchecked(which)]
        payment = paid_for[which // 8 % len(paid_for)]
        paid = payment.settled - payment.refunded
        amount = paid if in_full and paid else amount if is_unchecked(which) else min(amount, paid)
        rows = Settlement.objects.filter(payment=payment).order_by("-money__number")
        money = rows[0].money if named and rows else None
        before = self._cash_back(payment)
        if self._goes(
            lambda: refunds.refund_payment(
                actor=self.stage.cashier, payment=payment, amount=amount, reason="left", money=money,
                desk=self.stage.desk,
            )
        ):  # fmt: skip
            assert amount <= paid
            self.desk -= self._cash_back(payment) - before

    @precondition(lambda self: any(balance > 0 for balance in self.balance.values()))
    @rule(who=st.booleans(), amount=AMOUNTS, in_full=st.booleans())
    def pay_credit_back(self, who: bool, amount: int, in_full: bool) -> None:
        student = self.stage.pupils[who]
        free = get_free_credit(student.pk, "UZS")
        refund = credit_refunds.CreditRefund(student, free if in_full and free else amount, "UZS", "left")
        before = self._cash_gone()
        if self._goes(
            lambda: credit_refunds.issue_credit_refund(actor=self.stage.cashier, refund=refund, desk=self.stage.desk)
        ):
            assert refund.amount <= free
            self.balance[student.pk] -= refund.amount
            self.desk -= self._cash_gone() - before

    @rule(amount=AMOUNTS, cash=st.booleans())
    def spend(self, amount: int, cash: bool) -> None:
        desk = self.stage.desk if cash else None

        def pay() -> None:
            spent = expenses.record_expense(
                actor=self.stage.cashier, branch=self.stage.group.branch, category="rent", amount=amount,
                currency="UZS", text="Rent", desk=desk,
            )  # fmt: skip
            self.spent.append(spent)

        went = self._goes(pay)
        assert went or self.desk < amount
        if went and cash:
            self.desk -= amount

    @precondition(lambda self: self.spent)
    @rule(which=WHICH)
    def take_expense_back(self, which: int) -> None:
        expense = self.spent[which % len(self.spent)]
        if self._goes(lambda: expenses.reverse_expense(actor=self.stage.cashier, expense=expense, text="not so")):
            self.desk += expense.amount if expense.desk else 0

    @rule(amount=AMOUNTS, cash=st.booleans())
    def pay_teacher(self, amount: int, cash: bool) -> None:
        went = self._goes(
            lambda: payouts.pay_teacher(
                actor=self.stage.cashier, teacher=self.stage.teacher, branch=self.stage.group.branch,
                amount=Money(amount, "UZS"), desk=self.stage.desk if cash else None, advance=True,
            )
        )  # fmt: skip
        assert went or self.desk < amount
        if went and cash:
            self.desk -= amount

    @precondition(lambda self: self.desk != self.counted)
    @rule(more=st.integers(-3, 3))
    def count_desk(self, more: int) -> None:
        counted = max(0, self.desk + more)

        def count() -> None:
            cash_desks.close_shift(actor=self.stage.cashier, desk=self.stage.desk, counted=counted)
            cash_desks.open_shift(actor=self.stage.cashier, desk=self.stage.desk, counted=counted)

        assert self._goes(count)
        self.desk = self.counted = counted

    @invariant()
    def the_books_hold(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("EXECUTE books")
            assert [str(LedgerViolation(*row)) for row in cursor] == []
        columns = ("kind", "student_id", "desk_id", "balance")
        accounts = list(LedgerAccount.objects.values_list(*columns, named=True))
        mine = {account.student_id: account.balance for account in accounts if account.student_id}
        assert {pupil: mine.get(pupil, 0) for pupil in self.balance} == self.balance
        assert sum(account.balance for account in accounts if account.desk_id) == self.desk
        signed = [
            account.balance if account.kind in ("student", "revenue", "teacher") else -account.balance
            for account in accounts
        ]
        assert sum(signed) == 0
        self.payments = list(Payment.objects.order_by("created_at"))
        self.money = list(ProviderTransaction.objects.order_by("number"))
