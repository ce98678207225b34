"""Retention of payment data: payments and the ledger are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [RetentionRule("payments.WebhookDelivery", "created_at", 365 * DAY)]

KEPT = {
    "the books": "payments.LedgerAccount payments.LedgerTransfer payments.LedgerEntry payments.Payment "
    "payments.PaymentHistory payments.Settlement payments.PaymentProof payments.ProviderTransaction payments.Receipt "
    "payments.Expense payments.Shift payments.Order payments.OrderItem payments.PayMonth payments.PayEntry "
    "payments.PayOut payments.Approval payments.BooksMonth payments.FlaggedAct "
    "payments.CashRefund payments.DeskTransfer payments.TerminalDeposit payments.OpeningBalance payments.PrepaidPeriod "
    "payments.DebtContact payments.CodeUse",
    "what was compared with a provider: the books": "payments.Reconciliation",
    "the building": "payments.CashDesk",
    "what expenses are named by": "payments.ExpenseCategory",
    "one row for each course that somebody pays for": "payments.Subscription",
    "prices": "payments.PaymentSchedule payments.PriceOverride payments.Discount payments.DiscountCode "
    "payments.PayRate",
}
