"""API calls about acts that wait for a second person."""

from typing import Any

from apps.accounts.models import User
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.models import Approval, ApprovalAct, LedgerTransfer, Payment
from apps.payments.services import approvals
from apps.settings.models import Branch
from tests.factories import ApiClient, ApiResponse
from tests.payments.office.office_calls import confirm_payment
from tests.payments.payment_data import uzs

ABOVE = 2_000_000_100
"""20,000,001 soʻm: one more than `entry_limit`."""


def ask_in_cash(client: ApiClient, payment: Payment, amount: int = ABOVE, **more: Any) -> Approval:
    """Take so much cash for the payment that it waits."""
    answer = confirm_payment(client, payment, amount=uzs(amount), advance=True, **more)
    assert answer.status == 202, answer.json
    return Approval.objects.get(pk=answer.json["id"])


def ask_for_rent(by: User, branch: Branch) -> Approval:
    """Ask to pay rent above the limit from the bank, by the service."""
    with unit_of_work():
        return approvals.ask_for_approval(
            actor=by, act=ApprovalAct.EXPENSE, branch=branch, amount=Money(ABOVE), method="transfer",
            arguments={"category": "rent", "text": "Rent", "on": None},
        )  # fmt: skip


def decide(client: ApiClient, approval: Approval, decision: str = "approve", answer: str = "") -> ApiResponse:
    """Approve or refuse the act."""
    body = {"decision": decision, "answer": answer}
    return client.post(f"/payments/approvals/{approval.pk}/decide/", body)


def withdraw(client: ApiClient, approval: Approval) -> ApiResponse:
    """Take the act back."""
    return client.post(f"/payments/approvals/{approval.pk}/withdraw/", {})


def hand_back(client: ApiClient, approval: Approval) -> ApiResponse:
    """Record that its cash was handed back."""
    return client.post(f"/payments/approvals/{approval.pk}/hand-back/")


def get_state(approval: Approval) -> str:
    """Return the state of the act now."""
    return Approval.objects.get(pk=approval.pk).state


def count_postings() -> int:
    """Return how many postings the ledger has."""
    return LedgerTransfer.objects.count()
