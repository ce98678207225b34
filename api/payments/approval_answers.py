"""Answers of operations whose act may wait for a second person: 202 with the approval, or with the refund in cash."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from api.auth import SignedInRequest
from api.base_schemas import Out
from api.idempotent_responses import respond_idempotently
from api.payments.approvals_schemas import ApprovalOut
from api.payments.reversals_schemas import CashRefundOut
from apps.payments.models import Approval, CashRefund


def answer_waiting(waiting: Approval | CashRefund) -> tuple[int, dict[str, Any]]:
    """Return the status and body for an act that waits, stored for repeated requests."""
    shape: type[Out] = CashRefundOut if isinstance(waiting, CashRefund) else ApprovalOut
    return 202, shape.from_orm(waiting).model_dump(mode="json")


def answer_once(
    request: SignedInRequest, operation: str, key: str | None, body: str, shape: type[Out], act: Callable[[], Any]
) -> HttpResponse:
    """Run `act` once for this idempotency key; answer 201 and what it created, as `shape`, or what waits."""

    def run() -> tuple[int, Any]:
        done = act()
        if isinstance(done, Approval):
            return answer_waiting(done)
        return 201, shape.from_orm(done).model_dump(mode="json")

    return respond_idempotently(request, operation, key, body=body, act=run)
