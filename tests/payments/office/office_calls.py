"""API calls of the office about payments, refunds and shifts, and reads of balances."""

from typing import Any
from uuid import uuid4

from apps.payments.models import AccountKind, CashDesk, LedgerAccount, Payment
from tests.factories import ApiClient, ApiResponse


def post_with_key(client: ApiClient, path: str, json: Any = None, *, key: str | None = None) -> ApiResponse:
    """POST with an idempotency key, by default a new one."""
    return client.post(path, json or {}, idempotency_key=key or str(uuid4()))


def confirm_payment(client: ApiClient, payment: Payment, *, key: str | None = None, **body: Any) -> ApiResponse:
    """Confirm the payment, by default in cash."""
    return post_with_key(client, f"/payments/{payment.pk}/confirm/", {"method": "cash", **body}, key=key)


def refund_payment(client: ApiClient, payment: Payment, *, key: str | None = None, **body: Any) -> ApiResponse:
    """Refund the payment."""
    return post_with_key(client, f"/payments/{payment.pk}/refund/", {"reason": "He moves away.", **body}, key=key)


def reverse_receipt(client: ApiClient, receipt: Any, *, key: str | None = None, **body: Any) -> ApiResponse:
    """Reverse the receipt (or the one with this id)."""
    path = f"/payments/receipts/{getattr(receipt, 'pk', receipt)}/reverse/"
    return post_with_key(client, path, {"reason": "It was his brother.", **body}, key=key)


def post_shift(client: ApiClient, desk: CashDesk, action: str, counted: int) -> ApiResponse:
    """Open or close a shift."""
    return client.post(f"/payments/cash-desks/{desk.pk}/shift/", {"action": action, "counted": counted})


def get_desk_balance(desk: CashDesk) -> int:
    """Return the ledger balance of the desk."""
    return get_balance(AccountKind.DESK, desk=desk)


def get_balance(kind: AccountKind, **owner: Any) -> int:
    """Return the balance of the account, 0 without one."""
    row = LedgerAccount.objects.filter(kind=kind, **owner).first()
    return row.balance if row else 0
