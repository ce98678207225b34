"""Answers of operations whose act may wait for a second person: 202 with the approval, or with the refund in cash."""

from typing import Any

from api.schemas.base import Out
from api.schemas.payments_approvals import ApprovalOut
from api.schemas.payments_reversals import CashRefundOut
from apps.payments.models import Approval, CashRefund


def answer_waiting(waiting: Approval | CashRefund) -> tuple[int, dict[str, Any]]:
    """Return the status and body for an act that waits, stored for repeated requests."""
    shape: type[Out] = CashRefundOut if isinstance(waiting, CashRefund) else ApprovalOut
    return 202, shape.from_orm(waiting).model_dump(mode="json")
