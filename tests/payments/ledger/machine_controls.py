"""Steps of the controls around money: what waits for a second person, advances, opening balances, closed months."""

from datetime import timedelta
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from apps.core.money import Money
from apps.payments import models
from apps.payments.models import Approval, ApprovalAct, ApprovalState, CashRefund, OpeningSide, Receipt, ReceiptKind
from apps.payments.services import (
    advances,
    approval_decisions,
    approvals,
    books_months,
    cash_refunds,
    confirmations,
    desk_transfers,
    expenses,
    opening_balances,
    payouts,
    receipt_reversals,
    refund_requests,
)
from tests.payments.ledger.machine_base import LIMITS, Table, is_unchecked
from tests.payments.payment_data import local_today

AMOUNTS = st.integers(1, 12)
WHICH = st.integers(0, 63)
METHODS = st.sampled_from(["cash", "terminal", "transfer"])
RENT = {"category": "rent", "text": "Rent", "currency": "UZS"}


class Controls(Table):
    """A cashier whose larger sums wait, a second person who decides, an accountant who closes months."""

    def begin_controls(self):
        """Nothing waits, no month is closed."""
        self.waiting = []
        self.is_closed = False
        self.other = 0
        self.carried = []
        self.to_hand_out = []

    @precondition(lambda self: self._any(self.payments, models.OPEN_STATUSES))
    @rule(which=WHICH, amount=AMOUNTS, method=METHODS, advance=st.booleans())
    def confirm(self, which, amount, method, advance):
        payment = self._payment(which, *models.OPEN_STATUSES)
        is_more = amount > payment.amount - payment.settled
        where = {"method": method, "desk": self.stage.desk if method == "cash" else None}
        confirm = partial(confirmations.confirm_payment, actor=self.stage.cashier, payment=payment, **where)
        if self._ask(lambda: confirm(amount=amount, advance=advance)):
            assert advance or not is_more, "more than what is open was not said to be an advance"
            assert amount <= LIMITS["entry_limit"], "more than the limit was booked at once"
            self._came(payment.student_id, amount, method)

    @rule(who=st.booleans(), amount=AMOUNTS, method=METHODS)
    def pay_in_advance(self, who, amount, method):
        student = self.stage.pupils[who]
        receive = partial(advances.receive_advance, actor=self.stage.cashier, student=student, method=method)
        branch = None if method == "cash" else self.stage.group.branch
        if self._ask(lambda: receive(amount=Money(amount, "UZS"), branch=branch)):
            assert amount <= LIMITS["entry_limit"]
            self._came(student.pk, amount, method)

    @rule(amount=AMOUNTS, cash=st.booleans())
    def ask_to_spend(self, amount, cash):
        where = {"branch": self.stage.group.branch, "desk": self.stage.desk if cash else None}
        spend = partial(expenses.request_expense, actor=self.stage.cashier, amount=amount, **where, **RENT)
        if self._ask(spend):
            assert amount <= LIMITS["entry_limit"]
            self.desk -= amount if cash else 0

    @rule(amount=AMOUNTS, cash=st.booleans())
    def ask_to_pay_teacher(self, amount, cash):
        where = {"branch": self.stage.group.branch, "desk": self.stage.desk if cash else None}
        pay = partial(payouts.request_payout, actor=self.stage.cashier, teacher=self.stage.teacher, **where)
        if self._ask(lambda: pay(amount=Money(amount, "UZS"), advance=True)):
            assert amount <= LIMITS["entry_limit"]
            self.desk -= amount if cash else 0

    @precondition(lambda self: self.waiting)
    @rule(which=WHICH, approve=st.booleans())
    def decide(self, which, approve):
        approval = Approval.objects.select_related("student", "payment", "desk").get(
            pk=self.waiting[which % len(self.waiting)]
        )
        decide = partial(approval_decisions.decide_approval, actor=self.stage.approver, approve=approve, answer="seen")
        if not self._goes(lambda: decide(approval=approval, stepped_up=False)):
            assert Approval.objects.get(pk=approval.pk).state == ApprovalState.WAITING
            return
        self.waiting.remove(approval.pk)
        is_cash_in = approval.method == "cash" and approval.act in (ApprovalAct.PAYMENT, ApprovalAct.BALANCE)
        if not approve:
            if is_cash_in:
                assert self._goes(lambda: approvals.record_hand_back(actor=self.stage.cashier, approval=approval))
        elif approval.act in (ApprovalAct.PAYMENT, ApprovalAct.BALANCE):
            self._came(approval.student_id, approval.amount, approval.method)
        elif approval.desk is not None:
            self.desk -= approval.amount

    @rule(who=st.booleans(), amount=AMOUNTS, side=st.sampled_from(OpeningSide))
    def open_balance(self, who, amount, side):
        student = self.stage.pupils[who]
        opening = opening_balances.NewOpeningBalance(student, self.stage.group.branch, side, Money(amount, "UZS"))
        if self._goes(lambda: opening_balances.open_balance(actor=self.stage.cashier, opening=opening)):
            self.balance[student.pk] += amount if side == OpeningSide.CREDIT else -amount

    @rule(who=st.booleans())
    def reverse_opening(self, who):
        student = self.stage.pupils[who]
        opening = opening_balances.find_opening_balance(student, "UZS")
        if opening is None:
            return
        reverse = partial(opening_balances.reverse_opening_balance, actor=self.stage.cashier, student=student)
        if self._goes(lambda: reverse(currency="UZS", reason="typed twice")):
            owed = opening.payment.amount if opening.payment is not None else -opening.amount
            self.balance[student.pk] += owed

    @rule(close=st.booleans())
    def close_or_reopen_month(self, close):
        where = {"actor": self.stage.cashier, "branch": self.stage.group.branch, "month": self._last_month()}
        step = books_months.close_month if close else partial(books_months.reopen_month, reason="forgotten")
        assert self._goes(lambda: step(**where)) == (close != self.is_closed)
        self.is_closed = close

    @rule(amount=AMOUNTS, names_month=st.booleans())
    def spend_last_month(self, amount, names_month):
        day = {"corrects_month": self._last_month()} if names_month else {"on": self._last_month()}
        spend = partial(expenses.request_expense, actor=self.stage.cashier, branch=self.stage.group.branch, **RENT)
        if self._ask(lambda: spend(amount=amount, **day)):
            assert names_month == self.is_closed, "a closed month takes corrections of today that name it, and no other"

    @precondition(lambda self: any(row.provider in ("cash", "terminal", "transfer") for row in self.money))
    @rule(which=WHICH, late=st.booleans())
    def reverse_receipt(self, which, late):
        taken = [row for row in self.money if row.provider in ("cash", "terminal", "transfer") or is_unchecked(which)]
        money = taken[which // 8 % len(taken)]
        receipt = Receipt.objects.filter(money=money, kind=ReceiptKind.PAYMENT).select_related("money").first()
        if receipt is None:
            return
        reverse = partial(receipt_reversals.reverse_receipt, actor=self.stage.cashier, receipt=receipt)
        if self._goes(lambda: reverse(reason="typed wrong", late=late)):
            left = money.amount - money.refunded
            assert left > 0
            assert money.provider in ("cash", "terminal", "transfer")
            self._came(money.student_id, -left, money.provider)

    @rule(amount=AMOUNTS, to_bank=st.booleans())
    def carry(self, amount, to_bank):
        carry = partial(desk_transfers.deposit_to_bank, actor=self.stage.cashier, desk=self.stage.desk, amount=amount)
        if not to_bank:
            where = {"actor": self.stage.cashier, "desk": self.stage.desk, "to_desk": self.stage.other_desk}
            carry = partial(desk_transfers.transfer_to_desk, amount=amount, **where)
        assert self._goes(lambda: self.carried.append(carry())) == (amount <= self.desk)
        if amount <= self.desk:
            self.desk -= amount
            self.other += 0 if to_bank else amount

    @precondition(lambda self: self.carried)
    @rule(which=WHICH, late=st.booleans())
    def carry_back(self, which, late):
        row = self.carried[which % len(self.carried)]
        reverse = partial(desk_transfers.reverse_desk_transfer, actor=self.stage.cashier, desk_transfer=row)
        if self._goes(lambda: reverse(reason="not carried", late=late)):
            assert not hasattr(row, "was_reversed"), "it was reversed twice"
            row.was_reversed = True
            self.desk += row.amount
            self.other -= row.amount if row.to_desk else 0

    @precondition(lambda self: any(payment.settled > payment.refunded for payment in self.payments))
    @rule(which=WHICH, amount=AMOUNTS)
    def decide_cash_refund(self, which, amount):
        paid_for = [payment for payment in self.payments if payment.settled > payment.refunded or is_unchecked(which)]
        payment = paid_for[which // 8 % len(paid_for)]
        amount = amount if is_unchecked(which) else min(amount, payment.settled - payment.refunded)
        request = refund_requests.RefundRequest(amount)
        decide = partial(cash_refunds.decide_refund, actor=self.stage.approver, payment=payment, request=request)
        done, before = [], self._cash_back(payment)
        if self._goes(lambda: done.append(decide(reason="left", desk=self.stage.desk))):
            if isinstance(done[0], CashRefund):
                self.to_hand_out.append(done[0].pk)
            assert self._cash_back(payment) == before, "cash was paid back before it was handed out"

    @precondition(lambda self: self.to_hand_out)
    @rule(which=WHICH, hand_out=st.booleans())
    def hand_out(self, which, hand_out):
        row = CashRefund.objects.select_related("desk", "payment").get(
            pk=self.to_hand_out[which % len(self.to_hand_out)]
        )
        step = cash_refunds.hand_out if hand_out else cash_refunds.withdraw
        if self._goes(lambda: step(actor=self.stage.cashier, cash_refund=row)):
            self.to_hand_out.remove(row.pk)
            self.desk -= row.amount if hand_out else 0

    def _ask(self, step):
        """Whether the step was carried out; what waits for a second person is kept."""
        done = []
        if not self._goes(lambda: done.append(step())):
            return False
        if isinstance(done[0], Approval):
            self.waiting.append(done[0].pk)
            return False
        return True

    def _came(self, student_id, amount, method):
        self.balance[student_id] += amount
        self.desk += amount if method == "cash" else 0

    def _last_month(self):
        return (local_today(self.stage.group.branch).replace(day=1) - timedelta(days=1)).replace(day=1)
