"""Models of payments; import them from here."""

from apps.payments.models.cash import CashDesk, Expense, ExpenseCategory, Receipt, ReceiptKind, Shift
from apps.payments.models.cash_moves import CashRefund, CashRefundState, DeskTransfer, TerminalDeposit
from apps.payments.models.codes import CodeUse, DiscountCode
from apps.payments.models.controls import Approval, ApprovalAct, ApprovalState, BooksMonth, Flag, FlaggedAct
from apps.payments.models.debts import ContactHow, DebtContact, PromiseState
from apps.payments.models.ledger import (
    CREDIT_NORMAL,
    MAX_AMOUNT,
    MONEY_KINDS,
    AccountKind,
    EntrySide,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    TransferKind,
)
from apps.payments.models.opening import OPENING, OpeningBalance, OpeningSide, PrepaidPeriod
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
