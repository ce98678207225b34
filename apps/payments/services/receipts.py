"""Receipts of money that came in or went back: numbered, one after the other, in the transaction that moves it."""

from typing import Any

from django.db.models import Sum

from apps.core.number_series import take_numbers
from apps.payments.models import (
    EntrySide,
    LedgerEntry,
    LedgerTransfer,
    Payment,
    ProviderTransaction,
    Receipt,
    ReceiptKind,
    Settlement,
)
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings


def issue_receipt(*, money: ProviderTransaction, transfer: LedgerTransfer, kind: ReceiptKind) -> Receipt:
    """The receipt of a transfer that brought this money in, took some of it out, or brought that back.

    Called inside the open unit of work, after the money was put to use. It takes the next number of the branch and the
    local year: others wait for theirs until the commit, and a rollback leaves no hole.
    """
    series = get_receipt_series(money.branch, transfer.on.year)
    amount = LedgerEntry.objects.filter(transfer=transfer, side=EntrySide.DEBIT).aggregate(total=Sum("amount"))["total"]
    facts = _build_facts(money, transfer, None if kind == ReceiptKind.PAYMENT else amount)
    return Receipt.objects.create(
        series=series,
        number=take_numbers(series)[0],
        kind=kind,
        money=money,
        transfer=transfer,
        amount=amount,
        currency=transfer.currency,
        facts=facts,
    )


def get_receipt_series(branch: Branch, year: int) -> str:
    """The number series of a branch's receipts of a year."""
    return f"receipt:{branch.pk}:{year}"


def list_receipt_series(first: int, last: int) -> list[str]:
    """The number series of every branch's receipts of these years, whether it has begun or not."""
    return [get_receipt_series(branch, year) for branch in Branch.objects.all() for year in range(first, last + 1)]


def _build_facts(money: ProviderTransaction, transfer: LedgerTransfer, returned: int | None) -> dict[str, Any]:
    """What the receipt says, as it stands now; `returned` is what went back or did not, None for money that came in."""
    went = [_describe_payment(transfer.payment, returned)] if transfer.payment and returned is not None else []
    named = transfer.payment or money.payment
    return {
        "centre": get_system_settings().centre_name,
        "branch": money.branch.name,
        "address": money.branch.address,
        "zone": money.branch.zone,
        "reference": named.reference if named else "",
        "covers": _list_covered_payments(money) if returned is None else went,
    }


def _list_covered_payments(money: ProviderTransaction) -> list[dict[str, Any]]:
    """What this money covers; what it covers nothing with was paid in advance."""
    rows = Settlement.objects.filter(money=money, refund=False).select_related("payment__group").order_by("pk")
    parts: dict[Payment, int] = {}
    for row in rows:
        parts[row.payment] = parts.get(row.payment, 0) + row.amount
    return [_describe_payment(payment, amount) for payment, amount in parts.items() if amount > 0]


def _describe_payment(payment: Payment, amount: int) -> dict[str, Any]:
    return {
        "reference": payment.reference,
        "kind": payment.kind,
        "title": payment.title,
        "group": payment.group.name if payment.group else "",
        "period": payment.period_key,
        "amount": amount,
    }
