"""Models of payments; import them from here."""

from apps.payments.models.cash import CashDesk, Expense, ExpenseCategory, Receipt, ReceiptKind, Shift
from apps.payments.models.ledger import (
    CREDIT_NORMAL,
    MAX_AMOUNT,
    AccountKind,
    EntrySide,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    TransferKind,
)
from apps.payments.models.orders import Order, OrderItem, Subscription
from apps.payments.models.payments import (
    OPEN_STATUSES,
    POSTED_STATUSES,
    Payment,
    PaymentHistory,
    PaymentKind,
    PaymentProof,
    PaymentStatus,
    ProofState,
    Settlement,
)
from apps.payments.models.pricing import Discount, DiscountKind, PaymentSchedule, PriceOverride
from apps.payments.models.providers import (
    ProcessingResult,
    ProviderTransaction,
    Reconciliation,
    ReconciliationState,
    TransactionState,
    WebhookDelivery,
)
from apps.payments.models.salaries import PayEntry, PayEntryKind, PayMonth, PayOut, PayRate, RateKind
from apps.payments.pricing.schedule_modes import ScheduleMode

__all__ = [
    "CREDIT_NORMAL",
    "MAX_AMOUNT",
    "OPEN_STATUSES",
    "POSTED_STATUSES",
    "AccountKind",
    "CashDesk",
    "Discount",
    "DiscountKind",
    "EntrySide",
    "Expense",
    "ExpenseCategory",
    "LedgerAccount",
    "LedgerEntry",
    "LedgerTransfer",
    "Order",
    "OrderItem",
    "PayEntry",
    "PayEntryKind",
    "PayMonth",
    "PayOut",
    "PayRate",
    "Payment",
    "PaymentHistory",
    "PaymentKind",
    "PaymentProof",
    "PaymentSchedule",
    "PaymentStatus",
    "PriceOverride",
    "ProcessingResult",
    "ProofState",
    "ProviderTransaction",
    "RateKind",
    "Receipt",
    "ReceiptKind",
    "Reconciliation",
    "ReconciliationState",
    "ScheduleMode",
    "Settlement",
    "Shift",
    "Subscription",
    "TransactionState",
    "TransferKind",
    "WebhookDelivery",
]
