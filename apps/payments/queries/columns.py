"""The columns that lists of money can be ordered by: all that a row shows. The first is the default."""

from apps.core.pagination import Columns


def _name_of(path: str) -> tuple[str, str]:
    return f"{path}__first_name", f"{path}__last_name"


PAYMENTS = Columns(
    (
        "-created_at", "reference", "kind", "status", "student", "payer", "branch", "group", "title", "period",
        "amount", "outstanding", "refunded", "due_on", "refundable", "live", "proof_waits",
    ),
    {
        "student": _name_of("student"), "payer": _name_of("payer"), "branch": ("branch__name",),
        "group": ("group__name",), "period": ("period_key",),
    },
)  # fmt: skip
EXPENSES = Columns(
    ("-on", "branch", "category", "amount", "desk", "text", "by", "corrects_month", "created_at"),
    {
        "branch": ("branch__name",), "desk": ("desk__name",), "by": _name_of("by"),
        "corrects_month": ("transfer__corrects_month",),
    },
)  # fmt: skip
FLAGGED_ACTS = Columns(
    ("-created_at", "on", "flag", "act", "text", "branch", "by", "student", "payment", "amount", "reason"),
    {
        "text": ("act",), "branch": ("branch__name",), "by": _name_of("by"), "student": _name_of("student"),
        "payment": ("payment__reference",),
    },
)  # fmt: skip
PREPAID_PERIODS = Columns(
    ("-created_at", "student", "group", "paid_until", "lessons_left", "on", "by"),
    {
        "student": _name_of("membership__student"), "group": ("membership__group__name",), "by": _name_of("by"),
    },
)  # fmt: skip
CASH_DESKS = Columns(
    ("name", "branch", "currency", "keeper", "balance", "held", "change_float", "archived", "created_at"),
    {"branch": ("branch__name",), "keeper": _name_of("keeper"), "archived": ("archived_at",)},
)
DESK_TRANSFERS = Columns(
    ("-created_at", "branch", "desk", "to", "amount", "note", "by"),
    {"branch": ("branch__name",), "desk": ("desk__name",), "to": ("to_desk__name",), "by": _name_of("by")},
)
TERMINAL_DEPOSITS = Columns(
    ("-on", "created_at", "branch", "amount", "commission", "note", "by"),
    {"branch": ("branch__name",), "by": _name_of("by")},
)
CASH_REFUNDS = Columns(
    (
        "-created_at", "state", "student", "payment", "amount", "desk", "reason", "decided_by", "expires_at",
        "closed_by", "closed_at",
    ),
    {
        "student": _name_of("student"), "payment": ("payment__reference",), "desk": ("desk__name",),
        "decided_by": _name_of("decided_by"), "closed_by": _name_of("closed_by"),
    },
)  # fmt: skip
SHIFTS = Columns(
    (
        "-opened_at",
        "closed_at",
        "cashier",
        "closed_by",
        "opened_with",
        "float_taken",
        "expected",
        "counted",
        "difference",
        "held",
        "float_returned",
        "note",
    ),
    {"cashier": _name_of("cashier"), "closed_by": _name_of("closed_by")},
)
APPROVALS = Columns(
    (
        "-created_at", "act", "state", "branch", "amount", "method", "desk", "student", "teacher", "reason",
        "requested_by", "expires_at", "decided_by", "decided_at", "answer", "alone", "handed_back_at",
    ),
    {
        "branch": ("branch__name",), "desk": ("desk__name",), "student": _name_of("student"),
        "teacher": _name_of("teacher"), "requested_by": _name_of("requested_by"), "decided_by": _name_of("decided_by"),
    },
)  # fmt: skip
ORDERS = Columns(
    ("-created_at", "reference", "status", "buyer", "learner", "price", "code", "amount", "expires_at"),
    {
        "price": ("payment__gross",), "code": ("code_use__code__code",),
        "reference": ("payment__reference",), "status": ("payment__status",), "buyer": _name_of("buyer"),
        "learner": _name_of("learner"), "amount": ("payment__amount",), "expires_at": ("payment__expires_at",),
    },
)  # fmt: skip
SCHEDULES = Columns(
    ("-valid_from", "valid_until", "group", "mode", "amount", "currency", "due_day", "enrolment_fee", "created_at"),
    {"group": ("group__name",)},
)
DISCOUNTS = Columns(
    (
        "-created_at", "name", "kind", "percent_hundredths", "amount", "starts_on", "ends_on", "stackable", "student",
        "group", "course", "branch", "reason", "archived_at",
    ),
    {
        "name": ("name__uz", "name__ru", "name__en"), "student": _name_of("student"), "group": ("group__name",),
        "course": ("course__slug",), "branch": ("branch__name",),
    },
)  # fmt: skip
OVERRIDES = Columns(
    ("-starts_on", "ends_on", "student", "group", "amount", "reason", "by", "created_at"),
    {
        "student": _name_of("membership__student"), "group": ("membership__group__name",), "by": _name_of("by"),
    },
)  # fmt: skip
PAY_RATES = Columns(
    (
        "-starts_on", "ends_on", "teacher", "branch", "kind", "amount", "percent_hundredths", "group", "course",
        "created_at",
    ),
    {
        "teacher": _name_of("teacher"), "branch": ("branch__name",), "group": ("group__name",),
        "course": ("course__slug",),
    },
)  # fmt: skip
RECONCILIATIONS = Columns(
    (
        "-created_at", "provider", "desk", "starts_on", "ends_on", "rows", "matched", "total_theirs", "total_ours",
        "state", "found", "by",
    ),
    {"by": _name_of("by")},
)  # fmt: skip
DISCOUNT_CODES = Columns(
    (
        "-created_at", "code", "percent_hundredths", "starts_on", "ends_on", "max_uses", "max_uses_per_person",
        "is_active", "note", "used",
    ),
)  # fmt: skip
CODE_USES = Columns(
    ("-created_at", "reference", "status", "learner", "buyer", "amount", "given_back_at"),
    {
        "reference": ("order__payment__reference",), "status": ("order__payment__status",),
        "learner": _name_of("order__learner"), "buyer": _name_of("order__buyer"),
    },
)  # fmt: skip
