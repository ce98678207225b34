"""The journal of money: every movement at the places where money lies, read from the ledger.

One row is one ledger entry of a cash desk, a bank account or a provider. So the journal has every kind of transfer, and
its totals are what these accounts changed by. Cash carried to the bank has two rows: out of the desk, into the bank.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids, search_families
from apps.core.ids import get_first_uuid7_at
from apps.core.lookups import filter_given
from apps.core.pagination import Columns
from apps.payments.models import (
    AccountKind,
    CashDesk,
    EntrySide,
    LedgerEntry,
    Payment,
    Receipt,
    ReceiptKind,
    Settlement,
    Shift,
)
from apps.payments.queries.journal_parts import build_part_of_payments
from apps.payments.queries.office import ID_TOLERANCE
from apps.payments.queries.receipts import build_receipt_number_filter
from apps.payments.queries.revenue import METHOD, MONEY_ACCOUNTS, build_lead_teacher

DIRECTIONS = {"in": EntrySide.DEBIT, "out": EntrySide.CREDIT}

COLUMNS = Columns(
    (
        "-on",
        "kind",
        "direction",
        "method",
        "amount",
        "balance",
        "branch",
        "desk",
        "student",
        "teacher",
        "cashier",
        "receipt",
        "payment",
        "corrects_month",
    ),
    {
        "on": ("transfer__on",),
        "kind": ("transfer__kind",),
        "direction": ("side",),
        "branch": ("account__branch__name",),
        "desk": ("account__desk__name",),
        "student": ("student_name",),
        "teacher": ("teacher_name",),
        "cashier": ("cashier_name",),
        "receipt": ("transfer__receipt__series", "transfer__receipt__number"),
        "payment": ("transfer__payment__reference",),
        "corrects_month": ("transfer__corrects_month",),
    },
)
"""What the journal can be ordered by."""
SHIFT_COLUMNS = Columns(("id", *COLUMNS.names), COLUMNS.paths)
"""The rows of a shift stand in the order of the ledger."""


@dataclass(frozen=True)
class JournalFilter:
    """Which movements; None and "" are left out. `first` and `last` are booking days.

    `branch_id`: where the money lies. `group_id` and `teacher_id`: of the payments that the money covers; `teacher_id`
    also of payouts. `receipt`: a number as printed, or without its year.
    """

    first: date | None = None
    last: date | None = None
    direction: str | None = None
    method: str | None = None
    kind: str | None = None
    desk_id: UUID | None = None
    cashier_id: UUID | None = None
    teacher_id: UUID | None = None
    group_id: UUID | None = None
    branch_id: UUID | None = None
    student_id: UUID | None = None
    payment_id: UUID | None = None
    receipt: str = ""

    @property
    def names_documents(self) -> bool:
        """Whether a receipt, a pupil or a payment is named: then all days count unless some are given."""
        return bool(self.receipt or self.student_id or self.payment_id)

    @property
    def names_payments(self) -> bool:
        """Whether only a part of a movement may count."""
        return bool(self.group_id or self.teacher_id)


def list_journal_entries(user: User, wanted: JournalFilter, *, search: str = "") -> QuerySet[LedgerEntry]:
    """Return the movements that the user may see, filtered, with `method`, `cashier_id` and `part`.

    With `payments.report` those of the user's branches; without it those of cash desks there that the user keeps or
    worked at. `part`: how much of `amount` belongs to the named group or teacher, else all of it.
    """
    entries = annotate_movements(LedgerEntry.objects.filter(_is_visible(user), account__kind__in=MONEY_ACCOUNTS))
    entries = filter_given(
        entries,
        transfer__on__gte=wanted.first,
        transfer__on__lte=wanted.last,
        transfer__kind=wanted.kind,
        side=DIRECTIONS.get(wanted.direction or ""),
        method=wanted.method,
        account__desk=wanted.desk_id,
        account__branch=wanted.branch_id,
        cashier_id=wanted.cashier_id,
    )
    if wanted.receipt:
        entries = entries.filter(build_receipt_number_filter(wanted.receipt, "transfer__receipt__"))
    if wanted.student_id:
        entries = entries.filter(_has_entry_of(account__student=wanted.student_id))
    if wanted.payment_id:
        entries = entries.filter(_is_of_payment(wanted.payment_id))
    if search:
        families = search_families(User.objects.all(), search).order_by().values("pk")
        number = build_receipt_number_filter(search, "transfer__receipt__")
        entries = entries.filter(_has_entry_of(account__student__in=families) | number)
    return _filter_parts(user, entries, wanted)


def list_shift_entries(shift: Shift) -> QuerySet[LedgerEntry]:
    """Return the movements of the cash desk while the shift was open, with `method`, `cashier_id` and `part`."""
    entries = LedgerEntry.objects.filter(account__kind=AccountKind.DESK, account__desk=shift.desk_id)
    entries = entries.filter(
        transfer__pk__gte=get_first_uuid7_at(shift.opened_at - ID_TOLERANCE), transfer__created_at__gte=shift.opened_at
    )
    entries = filter_given(entries, transfer__created_at__lte=shift.closed_at)
    return annotate_movements(entries).annotate(part=F("amount"))


def annotate_movements(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    """Return entries of money with `method` and `cashier_id`."""
    taken_by = Coalesce("transfer__receipt__money__taken_by", "transfer__by")
    return entries.annotate(
        method=METHOD,
        cashier_id=Case(When(transfer__receipt__kind=ReceiptKind.PAYMENT, then=taken_by), default=F("transfer__by")),
    )


def load_journal_rows(entries: QuerySet[LedgerEntry], *, with_teachers: bool) -> QuerySet[LedgerEntry]:
    """Return entries with all that a row shows, and the names that rows are ordered by; the queries are constant.

    `counter_account`: the kind of the account on the other side. `with_teachers`: name the teachers of payouts.
    """
    cashier = User.objects.filter(pk=OuterRef("cashier_id")).values("first_name")[:1]
    other = LedgerEntry.objects.filter(transfer=OuterRef("transfer")).exclude(side=OuterRef("side")).order_by("pk")
    entries = entries.annotate(
        counter_account=Subquery(other.values("account__kind")[:1]),
        student_name=_get_first_name("account__student"),
        teacher_name=_get_first_name("account__teacher") if with_teachers else Value(""),
        cashier_name=Subquery(cashier),
        with_teachers=Value(with_teachers),
    )
    owned = LedgerEntry.objects.select_related("account__student", "account__teacher").order_by("pk")
    settlements = Settlement.objects.select_related("payment__group").order_by("pk")
    returns = Receipt.objects.exclude(kind=ReceiptKind.PAYMENT).select_related("transfer__payment__group")
    related = ("account__branch", "account__desk", "transfer__payment__group", "transfer__by", "transfer__expense")
    return entries.select_related(*related, "transfer__receipt__money__taken_by").prefetch_related(
        Prefetch("transfer__entries", owned),
        Prefetch("transfer__receipt__money__settlements", settlements),
        Prefetch("transfer__receipt__money__receipts", returns, to_attr="returns"),
    )


def can_see_pay(user: User) -> bool:
    """Return whether the journal names the teachers of payouts to this user."""
    return has_permission(user, "salaries.manage")


def _is_visible(user: User) -> Q:
    branches = Q() if user.all_branches else Q(account__branch__in=list_user_branch_ids(user))
    if has_permission(user, "payments.report"):
        return branches
    worked = Exists(Shift.objects.filter(desk=OuterRef("pk"), cashier=user))
    return branches & Q(account__desk__in=CashDesk.objects.filter(Q(keeper=user) | worked).values("pk"))


def _filter_parts(user: User, entries: QuerySet[LedgerEntry], wanted: JournalFilter) -> QuerySet[LedgerEntry]:
    if not wanted.names_payments:
        return entries.annotate(part=F("amount"))
    part = build_part_of_payments(list_named_payments(wanted))
    if wanted.teacher_id and not wanted.group_id and can_see_pay(user):
        part = Case(When(_has_entry_of(account__teacher=wanted.teacher_id), then=F("amount")), default=part)
    return entries.annotate(part=part).filter(part__gt=0)


def list_named_payments(wanted: JournalFilter) -> QuerySet[Payment]:
    """Return the payments of the filter's group and teacher: who led the group when the period began, or on the due
    day of a payment without a period.
    """
    payments = filter_given(Payment.objects.all(), group=wanted.group_id)
    if wanted.teacher_id:
        payments = payments.annotate(lead=build_lead_teacher("", "due_on")).filter(lead=wanted.teacher_id)
    return payments


def _has_entry_of(**account: object) -> Exists:
    return Exists(LedgerEntry.objects.filter(transfer=OuterRef("transfer"), **account))


def _is_of_payment(payment_id: UUID) -> Q:
    covers = Settlement.objects.filter(payment=payment_id).values("money")
    covered = Q(transfer__receipt__kind=ReceiptKind.PAYMENT, transfer__receipt__money__in=covers)
    return covered | Q(transfer__payment=payment_id)


def _get_first_name(person: str) -> Subquery:
    owned = LedgerEntry.objects.filter(transfer=OuterRef("transfer"), **{f"{person}__isnull": False})
    return Subquery(owned.order_by("pk").values(f"{person}__first_name")[:1])
