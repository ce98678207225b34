"""Answers of operations whose act may wait for a second person: 202 with the approval."""

from typing import Any

from api.schemas.payments_approvals import ApprovalOut
from apps.payments.models import Approval


def answer_waiting(approval: Approval) -> tuple[int, dict[str, Any]]:
    """Return the status and body for an act that waits, stored for repeated requests."""
    return 202, ApprovalOut.from_orm(approval).model_dump(mode="json")
