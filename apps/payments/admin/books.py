"""Read-only pages of all rows of payments in Django's admin: they change over the API only."""

from apps.core.admin_pages import register_read_only_page
from apps.payments.models.cash import CashDesk, Expense, ExpenseCategory, Receipt, Shift
from apps.payments.models.cash_moves import CashRefund, DeskTransfer, TerminalDeposit
from apps.payments.models.codes import CodeUse, DiscountCode
from apps.payments.models.ledger import LedgerAccount, LedgerEntry, LedgerTransfer
from apps.payments.models.opening import OpeningBalance, PrepaidPeriod
from apps.payments.models.orders import Order, OrderItem, Subscription
from apps.payments.models.payments import PaymentHistory, PaymentProof, Settlement
from apps.payments.models.pricing import Discount, PaymentSchedule, PriceOverride
from apps.payments.models.providers import ProviderTransaction, Reconciliation
from apps.payments.models.salaries import PayEntry, PayMonth, PayOut, PayRate

PAYMENT_PUPIL = ("payment__reference", "payment__student__first_name", "payment__student__last_name")
TEACHER = ("teacher__first_name", "teacher__last_name")

register_read_only_page(
    PaymentHistory,
    "created_at payment what from_status to_status amount_before amount_after by",
    list_filter=("what",),
    search_fields=PAYMENT_PUPIL,
)
register_read_only_page(Settlement, "created_at payment money amount refund", search_fields=PAYMENT_PUPIL)
register_read_only_page(
    PaymentProof, "created_at payment amount state sent_by decided_by decided_at", search_fields=PAYMENT_PUPIL
)
register_read_only_page(
    CashDesk,
    "name branch currency keeper archived_at",
    list_filter=("branch", "currency"),
    search_fields=("name",),
    ordering=("branch", "name"),
)
register_read_only_page(
    Shift, "desk cashier opened_at opened_with closed_at expected counted closed_by", list_filter=("desk",)
)
register_read_only_page(
    Receipt,
    "created_at series number kind amount currency money",
    list_filter=("kind", "currency"),
    search_fields=("=number", "money__student__first_name", "money__student__last_name"),
)
register_read_only_page(
    ExpenseCategory, "key name position archived_at", search_fields=("key", "name"), ordering=("position", "key")
)
register_read_only_page(
    Expense,
    "on branch category amount currency desk text by reverses",
    list_filter=("category", "branch", "currency"),
    search_fields=("text",),
)

register_read_only_page(
    CashRefund,
    "created_at state student payment desk amount currency decided_by closed_by",
    list_filter=("state", "currency", "desk"),
    search_fields=("student__first_name", "student__last_name"),
)
register_read_only_page(
    DeskTransfer,
    "created_at desk to_desk amount currency by reverses",
    list_filter=("branch", "currency"),
    search_fields=("note",),
)
register_read_only_page(
    TerminalDeposit,
    "on branch amount commission currency by reverses",
    list_filter=("branch", "currency"),
    search_fields=("note",),
)

register_read_only_page(
    LedgerAccount,
    "kind currency provider branch student teacher desk balance",
    list_filter=("kind", "currency", "branch"),
)
register_read_only_page(
    LedgerTransfer,
    "created_at kind cause branch payment by",
    search_fields=("cause", "payment__reference"),
    date_hierarchy="on",
)
register_read_only_page(LedgerEntry, "id transfer account side amount balance", ordering=("-id",))
register_read_only_page(
    OpeningBalance,
    "on student branch side amount currency by reversed_at",
    list_filter=("side", "currency", "branch"),
    search_fields=("student__first_name", "student__last_name"),
)
register_read_only_page(PrepaidPeriod, "on membership paid_until lessons_left by")
register_read_only_page(Order, "created_at buyer learner payment")
register_read_only_page(OrderItem, "order course months amount")
register_read_only_page(Subscription, "learner course starts_on until ended_at", ordering=("until",))
register_read_only_page(
    Reconciliation, "created_at provider starts_on ends_on rows matched state", list_filter=("provider", "state")
)

register_read_only_page(
    ProviderTransaction,
    "number provider desk payment student amount currency state created_at",
    list_filter=("provider", "desk", "state"),
    search_fields=("provider_id", "number", "payment__reference", "student__first_name", "student__last_name"),
    date_hierarchy="created_at",
    ordering=("-number",),
)

register_read_only_page(
    PaymentSchedule,
    "group mode amount currency due_day valid_from valid_until ran_on",
    list_filter=("mode", "currency", "group__branch"),
    search_fields=("group__name",),
    ordering=("-valid_from", "-id"),
)
register_read_only_page(
    PriceOverride,
    "membership amount currency starts_on ends_on reason by",
    search_fields=("membership__student__first_name", "membership__student__last_name"),
    ordering=("-starts_on", "-id"),
)
register_read_only_page(
    Discount,
    "kind percent_hundredths amount currency stackable student group course branch starts_on ends_on archived_at",
)

register_read_only_page(
    PayRate,
    "teacher branch kind amount percent_hundredths group course starts_on ends_on",
    list_filter=("kind", "branch"),
    search_fields=TEACHER,
    ordering=("-starts_on", "-id"),
)
register_read_only_page(
    PayEntry,
    "teacher branch month kind amount currency group corrects closed_in",
    list_filter=("kind", "branch"),
    search_fields=TEACHER,
    date_hierarchy="month",
    ordering=("-month", "-id"),
)
register_read_only_page(
    PayMonth,
    "teacher branch month total currency closed_by created_at",
    list_filter=("branch", "currency"),
    ordering=("-month", "-id"),
)
register_read_only_page(PayOut, "created_at teacher branch amount currency desk by", list_filter=("branch", "currency"))
register_read_only_page(
    DiscountCode,
    "code percent_hundredths amounts starts_on ends_on max_uses max_uses_per_person is_active created_at",
    list_filter=("is_active",),
    search_fields=("code", "note"),
)
register_read_only_page(
    CodeUse, "created_at code order amount given_back_at", search_fields=("code__code", "order__payment__reference")
)
