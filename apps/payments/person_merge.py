"""What a merge of doubles does with money.

Payments, money received and all that hangs on them move. The ledger is append-only: a money account that the kept pupil
lacks moves as it is; where both have one, its balance is booked over by one transfer.
"""

from apps.core.person_merge import STAFF_ACT, Moves, Stays
from apps.payments.services.merges import (
    after_merge,
    before_merge,
    check_merge,
    list_merge_amounts,
    list_merge_conflicts,
    lock_for_merge,
)

__all__ = [
    "PERSON_MERGE",
    "after_merge",
    "before_merge",
    "check_merge",
    "list_merge_amounts",
    "list_merge_conflicts",
    "lock_for_merge",
]

TEACHERS = "of teachers only"

PERSON_MERGE: list[Moves | Stays] = [
    Moves("payments.Payment", "student", "payments"),
    Moves("payments.Payment", "payer"),
    Moves("payments.ProviderTransaction", "student", "money"),
    Moves("payments.PaymentProof", "sent_by"),
    Moves("payments.CashRefund", "student"),
    Moves("payments.Approval", "student"),
    Moves("payments.FlaggedAct", "student"),
    Moves("payments.DebtContact", "student"),
    Moves("payments.OpeningBalance", "student", "openings"),
    Moves("payments.Order", "buyer"),
    Moves("payments.Order", "learner"),
    Moves("payments.Subscription", "learner"),
    Moves("payments.Discount", "student", "discounts"),
    Stays("payments.LedgerAccount", "student", "moves whole, or its balance is booked over"),
    Stays("payments.LedgerAccount", "teacher", TEACHERS),
    Stays("payments.LedgerTransfer", "by", "append-only"),
    Stays("payments.DiscountCode_authors", "user", STAFF_ACT),
    Stays("payments.PaymentHistory", "by", STAFF_ACT),
    Stays("payments.PaymentProof", "decided_by", STAFF_ACT),
    Stays("payments.ProviderTransaction", "taken_by", STAFF_ACT),
    Stays("payments.Reconciliation", "by", STAFF_ACT),
    Stays("payments.CashDesk", "keeper", STAFF_ACT),
    Stays("payments.Shift", "cashier closed_by", STAFF_ACT),
    Stays("payments.Expense", "by", STAFF_ACT),
    Stays("payments.CashRefund", "decided_by closed_by", STAFF_ACT),
    Stays("payments.DeskTransfer", "by", STAFF_ACT),
    Stays("payments.TerminalDeposit", "by", STAFF_ACT),
    Stays("payments.Approval", "teacher", TEACHERS),
    Stays("payments.Approval", "requested_by decided_by", STAFF_ACT),
    Stays("payments.BooksMonth", "closed_by reopened_by", STAFF_ACT),
    Stays("payments.FlaggedAct", "by", STAFF_ACT),
    Stays("payments.DebtContact", "by", STAFF_ACT),
    Stays("payments.OpeningBalance", "by reversed_by", STAFF_ACT),
    Stays("payments.PrepaidPeriod", "by", STAFF_ACT),
    Stays("payments.PriceOverride", "by", STAFF_ACT),
    Stays("payments.PayRate", "teacher", TEACHERS),
    Stays("payments.PayMonth", "teacher closed_by", TEACHERS),
    Stays("payments.PayEntry", "teacher by", TEACHERS),
    Stays("payments.PayOut", "teacher by", TEACHERS),
]
