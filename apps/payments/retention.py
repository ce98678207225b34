"""Retention of payment data: payments and the ledger are kept."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [RetentionRule("payments.WebhookDelivery", "created_at", timedelta(days=365))]

KEPT = {
    "payments.LedgerAccount": "the books",
    "payments.LedgerTransfer": "the books",
    "payments.LedgerEntry": "the books",
    "payments.Payment": "the books",
    "payments.PaymentHistory": "the books",
    "payments.Settlement": "the books",
    "payments.PaymentProof": "the books",
    "payments.ProviderTransaction": "the books",
    "payments.Receipt": "the books",
    "payments.Expense": "the books",
    "payments.Shift": "the books",
    "payments.Order": "the books",
    "payments.OrderItem": "the books",
    "payments.PayMonth": "the books",
    "payments.PayEntry": "the books",
    "payments.PayOut": "the books",
    "payments.Reconciliation": "what was compared with a provider: the books",
    "payments.CashDesk": "the building",
    "payments.Subscription": "one row for each course that somebody pays for",
    "payments.PaymentSchedule": "prices",
    "payments.PriceOverride": "prices",
    "payments.Discount": "prices",
    "payments.PayRate": "prices",
}
