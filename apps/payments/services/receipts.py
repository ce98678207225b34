"""Receipts of money in and refunds, numbered without gaps in the transaction that moves the money."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Sum

from apps.core.number_series import take_numbers
from apps.payments.models.cash import Receipt, ReceiptKind
from apps.payments.models.ledger import EntrySide, LedgerEntry, LedgerTransfer
from apps.payments.models.payments import Payment, Settlement
from apps.payments.models.providers import ProviderTransaction
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings


def issue_receipt(
    *,
    money: ProviderTransaction,
    transfer: LedgerTransfer,
    kind: ReceiptKind,
    reverses: Receipt | None = None,
    released: Sequence[tuple[Payment, int]] = (),
) -> Receipt:
    """Issue the receipt of a transfer: money in, a refund, an undone refund, or (`reverses`) the reversal of a receipt
    with the payments and amounts that it `released`.

    Call inside the unit of work after the money was allocated. The number is the next of the branch and local year:
    others wait for theirs until the commit, and a rollback leaves no gap.
    """
    series = get_receipt_series(money.branch, transfer.on.year)
    amount = LedgerEntry.objects.filter(transfer=transfer, side=EntrySide.DEBIT).aggregate(total=Sum("amount"))["total"]
    facts = _build_facts(money, transfer, None if kind == ReceiptKind.PAYMENT else amount)
    if reverses is not None:
        facts["covers"] = [_describe_payment(payment, part) for payment, part in released]
        facts["reverses"] = {"series": reverses.series, "number": reverses.number}
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
    """Return the number series of a branch's receipts in a year."""
    return f"receipt:{branch.pk}:{year}"


def list_receipt_series(first_year: int, last_year: int) -> list[str]:
    """Return the number series of all branches' receipts in these years, whether begun or not."""
    years = range(first_year, last_year + 1)
    return [get_receipt_series(branch, year) for branch in Branch.objects.all() for year in years]


def _build_facts(money: ProviderTransaction, transfer: LedgerTransfer, returned: int | None) -> dict[str, Any]:
    """Return what the receipt shows; `returned` is the refunded amount, None for money in."""
    went = [_describe_payment(transfer.payment, returned)] if transfer.payment and returned is not None else []
    named = transfer.payment or money.payment
    settings = get_system_settings()
    return {
        "centre": settings.centre_name,
        "legal": {name: getattr(settings, f"legal_{name}") for name in ("name", "tax_id", "address", "phone")},
        "branch": money.branch.name,
        "address": money.branch.address,
        "zone": money.branch.zone,
        "reference": named.reference if named else "",
        "covers": _list_covered_payments(money) if returned is None else went,
    }


def _list_covered_payments(money: ProviderTransaction) -> list[dict[str, Any]]:
    """Return the payments that this money covers."""
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
