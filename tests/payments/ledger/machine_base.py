"""The stage on which money is moved, and what the steps have in common."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from django.db import connection, transaction
from django.db.models import Q
from hypothesis.stateful import RuleBasedStateMachine

from apps.accounts.models import User
from apps.core.errors import DomainError
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.payments.models import POSTED_STATUSES, CashDesk, Payment, ProviderTransaction, Settlement
from apps.payments.queries.ledger_rules import STATEMENT
from apps.payments.services import cash_desks
from apps.settings.models import SystemSettings
from tests.factories import make_branch, make_course, make_group, make_user
from tests.payments import payment_data

LIMITS = {"entry_limit": 9, "advance_limit": 5}
"""So low that some of the amounts of the machine are above them."""
FROM_A_DESK = ("cash", "opening")
"""Money that is paid back from a desk when one is named."""


def is_unchecked(which):
    """Whether a step is tried without looking if it can be taken."""
    return which % 8 == 7


@dataclass(frozen=True)
class Stage:
    """Who and what money moves between."""

    pupils: Sequence[User]
    group: Group
    cashier: User
    approver: User
    teacher: User
    desk: CashDesk
    other_desk: CashDesk


def prepare_rules():
    """Plan the statement of all rules once, for it is asked after every step; nothing when it stands already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_prepared_statements WHERE name = 'books'")
        if cursor.fetchone() is None:
            cursor.execute(f"PREPARE books AS {STATEMENT}")


def make_stage():
    """Two pupils of a group, a cashier and who approves what is above the limits, each with an open shift, a
    teacher.
    """
    limits = {name: {"UZS": limit} for name, limit in LIMITS.items()}
    SystemSettings.objects.filter(pk=1).update(**limits)
    teacher = make_user(Role.TEACHER, "Dilnoza")
    pupils = [make_user(Role.STUDENT, name) for name in ("Jasur", "Laylo")]
    cashier, approver = make_user(Role.ADMIN, "Aziza"), make_user(Role.MANAGER, "Malika")
    group = make_group(branch=make_branch(), course=make_course(), name="A2", teacher=teacher, pupils=tuple(pupils))
    desk = payment_data.create_cash_desk(group.branch)
    other_desk = payment_data.create_cash_desk(group.branch, "Second floor")
    cash_desks.open_shift(actor=cashier, desk=desk, counted_amount=0)
    cash_desks.open_shift(actor=approver, desk=other_desk, counted_amount=0)
    return Stage(pupils, group, cashier, approver, teacher, desk, other_desk)


class Table(RuleBasedStateMachine):
    """Rows as they are, ways to pick one, and steps that may be refused."""

    stage: ClassVar[Stage]

    def __init__(self):
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.done = 0

    def teardown(self):
        """Undo the example."""
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @staticmethod
    def _served_back():
        """What was paid back of payments, so that it is not owed again."""
        return sum(Payment.objects.values_list("refunded", flat=True))

    @staticmethod
    def _any(rows, states):
        return any((row.status if isinstance(row, Payment) else row.state) in states for row in rows)

    def _goes(self, step, *refusals):
        """Whether the step was taken; what is refused may change nothing."""
        with suppress(DomainError, *refusals):
            with unit_of_work():
                step()
            type(self).steps_taken += 1
            return True
        return False

    steps_taken: ClassVar[int] = 0

    def _payment(self, which, *statuses):
        """One of the payments in such a status."""
        fitting = [row for row in self.payments if row.status in statuses or is_unchecked(which)]
        return fitting[which // 8 % len(fitting)]

    def _money(self, which, state):
        """One of the provider's transactions in such a state."""
        fitting = [row for row in self.money if row.desk and (row.state == state or is_unchecked(which))]
        return fitting[which // 8 % len(fitting)]

    def _new_key(self):
        self.done += 1
        return str(self.done)

    def _family(self, payment):
        """The payment and its corrections, as they are in the database."""
        return Payment.objects.filter(Q(pk=payment.pk) | Q(corrects=payment, status__in=POSTED_STATUSES))

    def _cash_back(self, payment):
        """What was paid back of this payment in cash."""
        rows = Settlement.objects.filter(payment=payment, refund=True, money__provider__in=FROM_A_DESK)
        return -sum(rows.values_list("amount", flat=True))

    @staticmethod
    def _cash_gone():
        """What was paid back of all cash that came in."""
        return sum(ProviderTransaction.objects.filter(provider__in=FROM_A_DESK).values_list("refunded", flat=True))
