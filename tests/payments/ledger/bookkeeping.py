"""Money moved in any order, and the books held against a plain model of it after every step.

Amounts are small on purpose, so that they often meet exactly. What a service refuses must have changed nothing.
"""

from functools import partial

from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from apps.core import clock
from apps.core.money import Money
from apps.payments import models
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
from tests.payments import payment_data
from tests.payments.ledger.machine_base import is_unchecked
from tests.payments.ledger.machine_controls import Controls

CREATED, PERFORMED = models.TransactionState.CREATED, models.TransactionState.PERFORMED
AMOUNTS = st.integers(1, 12)
WHICH = st.integers(0, 63)
"""Which of those that fit; of every eight one is taken of all, whether it fits or not (`wild`)."""


has_open_payments = precondition(lambda self: self._any(self.payments, models.OPEN_STATUSES))
has_created_money = precondition(lambda self: self._any(self.money, (CREATED,)))
has_performed_money = precondition(lambda self: self._any([row for row in self.money if row.desk], (PERFORMED,)))


class Bookkeeping(Controls):
    """The office, the providers and the pupils' families, each doing what they please."""

    @initialize(gross=AMOUNTS, cash=AMOUNTS)
    def begin(self, gross, cash):
        """Each pupil owes something, and there is some money in the desk."""
        self.spent = []
        self.backs = {}
        self.payments = []
        self.money = []
        self.balance = {pupil.pk: 0 for pupil in self.stage.pupils}
        self.desk = self.counted = 0
        self.begin_controls()
        for who in (False, True):
            self.bill(who, gross, 1, 3)
        self.count_desk(cash)

    @rule(who=st.booleans(), gross=AMOUNTS, off=st.integers(0, 6), due_in=st.integers(-3, 9))
    def bill(self, who, gross, off, due_in):
        student, amount = self.stage.pupils[who], max(0, gross - off)
        owe = partial(payment_data.create_payment_due, student, self.stage.group, amount, gross=gross, due_in=due_in)
        if self._goes(owe):
            self.balance[student.pk] -= amount

    @precondition(lambda self: self._any(self.payments, (*models.OPEN_STATUSES, models.PaymentStatus.COMPLETED)))
    @rule(which=WHICH, price=st.integers(0, 14), off=st.integers(0, 3))
    def reprice(self, which, price, off):
        payment = self._payment(which, *models.OPEN_STATUSES, models.PaymentStatus.COMPLETED)
        amount = max(0, price - off)
        is_draft_or_closed = payment.status not in models.POSTED_STATUSES
        family = [payment] if is_draft_or_closed else self._family(payment)
        owed = max(sum(row.refunded for row in family), amount - sum(row.written_off for row in family))
        before = sum(row.amount for row in family)
        terms = {"gross": price, "amount": amount, "lines": [], "reason": "recounted"}
        if self._goes(lambda: adjustments.adjust_price(actor=None, payment=payment, **terms)):
            after = sum(row.amount for row in self._family(payment))
            assert after == owed, "the payment and its corrections cost what they should"
            self.balance[payment.student_id] += before - owed

    @has_open_payments
    @rule(which=WHICH)
    def cancel(self, which):
        payment = self._payment(which, *models.OPEN_STATUSES)
        if self._goes(lambda: payments_due.cancel_payment(actor=None, payment=payment, reason="a mistake")):
            self.balance[payment.student_id] += payment.amount - payment.refunded

    @has_open_payments
    @rule(which=WHICH, amount=AMOUNTS)
    def write_off(self, which, amount):
        payment = self._payment(which, *models.OPEN_STATUSES)
        if not is_unchecked(which):
            amount = min(amount, payment.outstanding)
        if self._goes(lambda: payments_due.write_off(actor=None, payment=payment, amount=amount, reason="hardship")):
            self.balance[payment.student_id] += amount

    @has_open_payments
    @rule(which=WHICH, amount=AMOUNTS, exact=st.booleans())
    def pay_cash(self, which, amount, exact):
        payment = self._payment(which, *models.OPEN_STATUSES)
        amount = payment.outstanding if exact and payment.outstanding else amount

        def take():
            shift = cash_desks.lock_own_open_shift(actor=self.stage.cashier, currency="UZS", desk=self.stage.desk)
            payment_data.pay_cash(payment, shift, amount)

        if self._goes(take):
            self.desk += amount
            self.balance[payment.student_id] += amount

    @rule(who=st.booleans(), amount=AMOUNTS)
    def transfer(self, who, amount):
        student = self.stage.pupils[who]
        if self._goes(lambda: payment_data.top_up(student, self.stage.group.branch, amount, self.stage.cashier)):
            self.balance[student.pk] += amount

    @has_open_payments
    @rule(which=WHICH)
    def provider_opens(self, which):
        payment = self._payment(which, *models.OPEN_STATUSES)
        if payment.outstanding:
            self._goes(lambda: payment_data.open_payme_for(payment, self._new_key()))

    @rule(who=st.booleans(), amount=AMOUNTS)
    def top_up_opens(self, who, amount):
        student, branch = self.stage.pupils[who], self.stage.group.branch
        self._goes(lambda: payment_data.open_payme(student, branch, amount, key=self._new_key()))

    @has_created_money
    @rule(which=WHICH)
    def provider_performs(self, which):
        money = self._money(which, CREATED)
        if self._goes(lambda: payment_data.perform_payme(money), ValueError):
            self.balance[money.student_id] += money.amount

    @has_created_money
    @rule(which=WHICH)
    def provider_drops(self, which):
        money = self._money(which, CREATED)
        cancel = transactions.cancel_transaction
        self._goes(lambda: cancel(money=locks.lock_transaction(money), at_ms=clock.now_ms(), reason=3), ValueError)

    @has_performed_money
    @rule(which=WHICH)
    def provider_reverses(self, which):
        money = self._money(which, PERFORMED)
        rest, before = money.amount - money.refunded, self._served_back()
        if self._goes(lambda: payment_data.reverse_payme(money), ValueError, refunds.NotReversible):
            self.balance[money.student_id] -= rest - (self._served_back() - before)

    @has_performed_money
    @rule(which=WHICH, amount=AMOUNTS)
    def provider_pays_back(self, which, amount):
        money = self._money(which, PERFORMED)
        amount = amount if is_unchecked(which) else min(amount, money.amount - money.refunded)
        if money.state != PERFORMED or not amount:
            return
        cause, before = f"re_{self._new_key()}", self._served_back()
        refund = partial(provider_refunds.book_provider_refund, amount=amount, cause=cause, reason="")
        if self._goes(lambda: refund(money=locks.lock_transaction(money)), ValueError):
            self.backs[cause] = money.pk, amount
            self.balance[money.student_id] -= amount - (self._served_back() - before)

    @precondition(lambda self: self.backs)
    @rule(which=WHICH)
    def what_was_paid_back_comes_back(self, which):
        cause, (key, amount) = list(self.backs.items())[which % len(self.backs)]
        money = next(money_row for money_row in self.money if money_row.pk == key)
        before, undo = self._served_back(), partial(provider_refunds.undo_provider_refund, cause=cause)
        if money.state == PERFORMED and self._goes(lambda: undo(money=locks.lock_transaction(money))):
            self.backs[cause] = key, 0
            self.balance[money.student_id] += amount - (before - self._served_back())

    @precondition(lambda self: any(payment.settled > payment.refunded for payment in self.payments))
    @rule(which=WHICH, amount=AMOUNTS, in_full=st.booleans(), named=st.booleans())
    def refund(self, which, amount, in_full, named):
        paid_for = [payment for payment in self.payments if payment.settled > payment.refunded or is_unchecked(which)]
        payment = paid_for[which // 8 % len(paid_for)]
        paid = payment.settled - payment.refunded
        amount = paid if in_full and paid else amount if is_unchecked(which) else min(amount, paid)
        rows = models.Settlement.objects.filter(payment=payment).order_by("-money__number")
        money = rows[0].money if named and rows else None
        before = self._cash_back(payment)
        whose = {"actor": self.stage.cashier, "payment": payment, "money": money, "desk": self.stage.desk}
        if self._goes(lambda: refunds.refund_payment(amount=amount, reason="left", **whose)):
            assert amount <= paid
            self.desk -= self._cash_back(payment) - before

    @precondition(lambda self: any(balance > 0 for balance in self.balance.values()))
    @rule(who=st.booleans(), amount=AMOUNTS, in_full=st.booleans())
    def pay_credit_back(self, who, amount, in_full):
        student = self.stage.pupils[who]
        free = get_free_credit(student.pk, "UZS")
        refund = credit_refunds.CreditRefund(student, free if in_full and free else amount, "UZS", "left")
        before = self._cash_gone()
        issue = credit_refunds.book_credit_refund
        if self._goes(lambda: issue(actor=self.stage.cashier, refund=refund, desk=self.stage.desk)):
            assert refund.amount <= free
            self.balance[student.pk] -= refund.amount
            self.desk -= self._cash_gone() - before

    @rule(amount=AMOUNTS, cash=st.booleans())
    def spend(self, amount, cash):
        where = {"branch": self.stage.group.branch, "desk": self.stage.desk if cash else None}
        rent = {"category": "rent", "text": "Rent", "amount": amount, "currency": "UZS"}
        spend = partial(expenses.record_expense, actor=self.stage.cashier, **where, **rent)
        went = self._goes(lambda: self.spent.append(spend()))
        assert went or self.desk < amount
        if went and cash:
            self.desk -= amount

    @precondition(lambda self: self.spent)
    @rule(which=WHICH)
    def take_expense_back(self, which):
        expense = self.spent[which % len(self.spent)]
        if self._goes(lambda: expenses.reverse_expense(actor=self.stage.cashier, expense=expense, text="not so")):
            self.desk += expense.amount if expense.desk else 0

    @rule(amount=AMOUNTS, cash=st.booleans())
    def pay_teacher(self, amount, cash):
        where = {"branch": self.stage.group.branch, "desk": self.stage.desk if cash else None}
        pay = partial(payouts.pay_teacher, actor=self.stage.cashier, teacher=self.stage.teacher, **where)
        went = self._goes(lambda: pay(amount=Money(amount, "UZS"), advance=True))
        assert went or self.desk < amount
        if went and cash:
            self.desk -= amount

    @precondition(lambda self: self.desk != self.counted)
    @rule(more=st.integers(-3, 3))
    def count_desk(self, more):
        counted = max(0, self.desk + more)

        def count():
            cash_desks.close_shift(actor=self.stage.cashier, desk=self.stage.desk, counted_amount=counted)
            cash_desks.open_shift(actor=self.stage.cashier, desk=self.stage.desk, counted_amount=counted)

        assert self._goes(count)
        self.desk = self.counted = counted

    @invariant()
    def the_books_hold(self):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("EXECUTE books")
            violations = [str(LedgerViolation(*row)) for row in cursor]
        assert not violations, violations
        columns = ("kind", "student_id", "desk_id", "balance")
        accounts = list(models.LedgerAccount.objects.values_list(*columns, named=True))
        mine = {account.student_id: account.balance for account in accounts if account.student_id}
        assert {pupil: mine.get(pupil, 0) for pupil in self.balance} == self.balance
        assert sum(account.balance for account in accounts if account.desk_id) == self.desk + self.other
        credited = sum(account.balance for account in accounts if account.kind in ("student", "revenue", "teacher"))
        assert 2 * credited == sum(account.balance for account in accounts)
        self.payments = list(models.Payment.objects.order_by("created_at"))
        self.money = list(models.ProviderTransaction.objects.order_by("number"))
