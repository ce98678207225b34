"""Personal data in payments: rows are kept, names are erased."""

from apps.core.personal_data import KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.payments.models import WebhookDelivery

CLEARED_FIELDS = {"body": "", "answer": ""}
"""What a provider said, which may name the buyer and where to write to them, and what it was answered."""

PERSONAL_DATA = [
    PersonalData(
        "payments.Payment",
        "student",
        KEEP,
        "id created_at reference kind status title lines gross written_off amount settled refunded currency "
        "due_on period_start period_end completed_at",
        empty={"note": ""},
    ),
    PersonalData("payments.Payment", "payer", KEEP, "id created_at reference status title amount currency due_on"),
    PersonalData(
        "payments.PaymentHistory",
        "payment__student",
        KEEP,
        "created_at payment what from_status to_status amount_after reason",
        empty={"reason": ""},
        loose="facts",
    ),
    PersonalData("payments.WebhookDelivery", "transaction__student", KEEP, own=False, empty=CLEARED_FIELDS),
    PersonalData("payments.WebhookDelivery", "transaction__payment__payer", KEEP, own=False, empty=CLEARED_FIELDS),
    PersonalData("payments.PaymentHistory", "by", KEEP, "created_at what", own=False),
    PersonalData("payments.Settlement", "payment__student", KEEP, "created_at payment amount refund"),
    PersonalData(
        "payments.PaymentProof",
        "payment__student",
        KEEP,
        "created_at amount state note answer",
        empty={"note": "", "answer": "", "file": None},
    ),
    PersonalData(
        "payments.PaymentProof",
        "sent_by",
        KEEP,
        "created_at amount state",
        empty={"note": "", "answer": "", "file": None},
    ),
    PersonalData("payments.PaymentProof", "decided_by", KEEP, "decided_at state", own=False),
    PersonalData("payments.LedgerAccount", "student", KEEP, "currency balance"),
    PersonalData("payments.LedgerAccount", "teacher", KEEP, "currency balance"),
    PersonalData("payments.LedgerTransfer", "by", KEEP, "created_at kind currency", own=False),
    PersonalData("payments.LedgerEntry", "account__student", KEEP, "transfer__created_at transfer__kind side amount"),
    PersonalData(
        "payments.ProviderTransaction",
        "student",
        KEEP,
        "created_at number provider payment amount currency refunded state perform_time",
        empty={"note": ""},
        loose="account facts fiscal_perform fiscal_cancel",
    ),
    PersonalData("payments.ProviderTransaction", "taken_by", KEEP, "created_at number", own=False),
    PersonalData("payments.PaymentSchedule", "group__lead_teacher", KEEP, own=False),
    PersonalData("payments.PriceOverride", "membership__student", KEEP, "amount starts_on ends_on reason"),
    PersonalData("payments.PriceOverride", "by", KEEP, "created_at amount", own=False),
    PersonalData(
        "payments.Discount",
        "student",
        KEEP,
        "name kind percent_hundredths amount starts_on ends_on reason",
        empty={"reason": ""},
    ),
    PersonalData("payments.Reconciliation", "by", KEEP, "created_at provider", own=False, loose="differences"),
    PersonalData("payments.CashDesk", "keeper", KEEP, "name", own=False),
    PersonalData("payments.Shift", "cashier", KEEP, "opened_at closed_at counted", own=False),
    PersonalData("payments.Shift", "closed_by", KEEP, "closed_at", own=False),
    PersonalData("payments.Receipt", "money__student", KEEP, "created_at series number kind amount currency"),
    PersonalData("payments.Expense", "by", KEEP, "created_at category amount text", own=False),
    PersonalData(
        "payments.CashRefund",
        "student",
        KEEP,
        "created_at state payment amount currency reason closed_at",
        empty={"reason": ""},
    ),
    PersonalData("payments.CashRefund", "decided_by", KEEP, "created_at amount", own=False),
    PersonalData("payments.CashRefund", "closed_by", KEEP, "closed_at state", own=False),
    PersonalData("payments.DeskTransfer", "by", KEEP, "created_at amount note", own=False),
    PersonalData("payments.TerminalDeposit", "by", KEEP, "created_at amount note", own=False),
    PersonalData("payments.Approval", "student", KEEP, "created_at act state amount currency", empty={"reason": ""}),
    PersonalData("payments.Approval", "teacher", KEEP, "created_at act state amount currency", own=False),
    PersonalData("payments.Approval", "requested_by", KEEP, "created_at act amount", own=False, loose="arguments"),
    PersonalData("payments.Approval", "decided_by", KEEP, "decided_at act state", own=False),
    PersonalData("payments.BooksMonth", "closed_by", KEEP, "month closed_at", own=False),
    PersonalData("payments.BooksMonth", "reopened_by", KEEP, "month reopened_at", own=False),
    PersonalData(
        "payments.OpeningBalance",
        "student",
        KEEP,
        "created_at side amount currency on note reversed_at",
        empty={"note": "", "reason": ""},
    ),
    PersonalData("payments.OpeningBalance", "by", KEEP, "created_at amount", own=False),
    PersonalData("payments.OpeningBalance", "reversed_by", KEEP, "reversed_at amount", own=False),
    PersonalData("payments.PrepaidPeriod", "membership__student", KEEP, "created_at paid_until lessons_left on"),
    PersonalData("payments.PrepaidPeriod", "by", KEEP, "created_at", own=False),
    PersonalData(
        "payments.FlaggedAct", "student", KEEP, "created_at act amount currency", own=False, empty={"reason": ""}
    ),
    PersonalData("payments.FlaggedAct", "by", KEEP, "created_at flag act", own=False),
    PersonalData(
        "payments.DebtContact",
        "student",
        KEEP,
        "created_at on how note currency promised_on promised_amount promise",
        empty={"note": ""},
    ),
    PersonalData("payments.DebtContact", "by", KEEP, "created_at on how", own=False),
    PersonalData("payments.Order", "buyer", KEEP, "id created_at payment"),
    PersonalData("payments.Order", "learner", KEEP, "id created_at payment"),
    PersonalData("payments.OrderItem", "order__learner", KEEP, "order course months price amount"),
    PersonalData("payments.CodeUse", "order__learner", KEEP, "created_at order amount given_back_at"),
    PersonalData("payments.DiscountCode", "authors", KEEP, "id created_at", own=False),
    PersonalData("payments.DiscountCode_authors", "user", KEEP, own=False),
    PersonalData("payments.DiscountCode_courses", "", KEEP, own=False),
    PersonalData("payments.Subscription", "learner", KEEP, "course starts_on until"),
    PersonalData("payments.PayRate", "teacher", KEEP, "kind amount percent_hundredths currency starts_on ends_on"),
    PersonalData("payments.PayMonth", "teacher", KEEP, "month currency total"),
    PersonalData("payments.PayMonth", "closed_by", KEEP, "month", own=False),
    PersonalData("payments.PayEntry", "teacher", KEEP, "month kind amount currency reason", loose="facts"),
    PersonalData("payments.PayEntry", "by", KEEP, "month amount", own=False),
    PersonalData("payments.PayOut", "teacher", KEEP, "created_at amount currency reason"),
    PersonalData("payments.PayOut", "by", KEEP, "created_at amount", own=False),
]

IMPERSONAL = [NonPersonalModel("payments.ExpenseCategory", "name")]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """What a provider said about nobody's transaction of ours may name the person too."""
    for column in CLEARED_FIELDS:
        identifiers.scrub_column(WebhookDelivery.objects.filter(transaction__isnull=True), column)
