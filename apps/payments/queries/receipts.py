"""Receipts of the branches: filtered, searched, found by their number."""

import re
from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from apps.accounts.models import User
from apps.accounts.queries import search_families
from apps.core.lookups import filter_given
from apps.core.pagination import Columns
from apps.payments.models import AccountKind, LedgerEntry, Receipt, ReceiptKind
from apps.payments.queries.visible_branches import build_visible_branch_filter

_PRINTED = re.compile(r"(?:(20[0-9]{2})-)?([0-9]{1,9})")
_PRINTED_IN_FULL = re.compile(r"20[0-9]{2}-[0-9]{1,9}|0[0-9]{5}")

COLUMNS = Columns(
    (
        "-created_at",
        "on",
        "number",
        "kind",
        "amount",
        "method",
        "branch",
        "student",
        "payer",
        "desk",
        "cashier",
        "payment",
        "reversed",
    ),
    {
        "created_at": ("pk",),
        "on": ("transfer__on",),
        "number": ("series", "number"),
        "method": ("money__provider",),
        "branch": ("money__branch__name",),
        "student": ("money__student__first_name", "money__student__last_name"),
        "payer": ("payer_name",),
        "desk": ("desk_name",),
        "cashier": ("cashier_name",),
        "payment": ("reference",),
    },
)
"""What the list can be ordered by. A receipt's id grows with time, so it is the order of issue."""


def visible_receipts(
    user: User,
    *,
    first: date | None = None,
    last: date | None = None,
    kind: str | None = None,
    method: str | None = None,
    desk_id: UUID | None = None,
    cashier_id: UUID | None = None,
    student_id: UUID | None = None,
    branch_id: UUID | None = None,
) -> QuerySet[Receipt]:
    """Return receipts of money of the user's branches with `cashier_id`, filtered; `first` and `last`: booking days."""
    taken_by = Coalesce("money__taken_by", "transfer__by")
    rows = Receipt.objects.filter(build_visible_branch_filter(user, "money__branch", branch_id)).annotate(
        cashier_id=Case(When(kind=ReceiptKind.PAYMENT, then=taken_by), default=F("transfer__by"))
    )
    if desk_id is not None:
        rows = rows.filter(Exists(_list_desk_entries().filter(account__desk=desk_id)))
    return filter_given(
        rows,
        transfer__on__gte=first,
        transfer__on__lte=last,
        kind=kind,
        money__provider=method,
        cashier_id=cashier_id,
        money__student=student_id,
    )


def load_receipt_rows(receipts: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Return receipts with all that a row shows, and the names that rows are ordered by; the queries are constant."""
    cashier = User.objects.filter(pk=OuterRef("cashier_id")).values("first_name")[:1]
    reversals = Receipt.objects.filter(money=OuterRef("money"), kind=ReceiptKind.REVERSAL)
    rows = receipts.annotate(
        reversed=Q(kind=ReceiptKind.PAYMENT) & Exists(reversals),
        payer_name=Coalesce("transfer__payment__payer__first_name", "money__payment__payer__first_name"),
        reference=Coalesce("transfer__payment__reference", "money__payment__reference"),
        desk_name=Subquery(_list_desk_entries().values("account__desk__name")[:1]),
        cashier_name=Subquery(cashier),
    )
    entries = LedgerEntry.objects.select_related("account__desk").order_by("pk")
    paid = ("money__payment__payer", "money__payment__group", "transfer__payment__payer", "transfer__payment__group")
    people = ("money__student", "money__taken_by", "money__branch", "transfer__by")
    return rows.select_related(*people, *paid).prefetch_related(Prefetch("transfer__entries", entries))


def search_receipts(receipts: QuerySet[Receipt], text: str) -> QuerySet[Receipt]:
    """Return receipts with this number, or of pupils who match the text or whose guardian does, or of such payers."""
    families = search_families(User.objects.all(), text).order_by().values("pk")
    payers = Q(money__payment__payer__in=families) | Q(transfer__payment__payer__in=families)
    return receipts.filter(build_receipt_number_filter(text) | Q(money__student__in=families) | payers)


def build_receipt_number_filter(text: str, receipt: str = "") -> Q:
    """Return the filter of rows whose receipt has this number: `2026-000123`, `000123` or `123`; none for other texts.

    `receipt`: the path to the receipt, with its separator.
    """
    match = _PRINTED.fullmatch(text.strip())
    if match is None:
        return Q(pk__in=[])
    year = {f"{receipt}series__endswith": f":{match[1]}"} if match[1] else {}
    return Q(**{f"{receipt}number": int(match[2])}, **year)


def is_printed_in_full(text: str) -> bool:
    """Return whether the text is a receipt's number with its year, or with all its digits."""
    return _PRINTED_IN_FULL.fullmatch(text.strip()) is not None


def _list_desk_entries() -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(transfer=OuterRef("transfer"), account__kind=AccountKind.DESK)


def find_reversal(receipt: Receipt) -> Receipt | None:
    """Return the receipt that reversed this receipt of money in; None when it stands."""
    if receipt.kind != ReceiptKind.PAYMENT:
        return None
    return Receipt.objects.filter(money=receipt.money_id, kind=ReceiptKind.REVERSAL).first()
