"""Whoever writes about money stands in the audit log: every such operation leaves a row that names them."""

import pytest

from apps.settings.models import AuditLog
from tests.access import matrix
from tests.access.operations import OPERATIONS, Operation
from tests.access.traces import undone
from tests.access.world import World

MONEY = [operation for operation in OPERATIONS if operation.area == "payments" and operation.writes]
WITHOUT = {
    "POST /payments/balance/{student_id}/checkout/": "makes a link; the money comes by the provider",
    "POST /payments/orders/{id}/checkout/": "makes a link; the money comes by the provider",
    "POST /payments/{id}/checkout/": "makes a link; the money comes by the provider",
    "POST /payments/{id}/proof/": "a row of its own names who sent it; no money moves",
    "POST /payments/schedules/run/": "the row comes when the job has run; pricing/test_monthly_run shows it",
    "POST /payments/reconciliation/": "needs a provider's export; reports/test_reconciliation shows its row",
    "POST /payments/salaries/close/": "nobody earned anything in that month; salaries/test_closing shows its row",
    "POST /payments/cash-desks/{id}/bank/": "needs cash in a shift; office/test_desks_and_shifts shows its row",
}
"""Operations that leave no row here, and why."""


def test_the_reasons_are_of_operations_that_exist() -> None:
    assert set(WITHOUT) <= {operation.name for operation in MONEY}
    assert len(MONEY) > 20


@pytest.mark.parametrize("operation", [one for one in MONEY if one.name not in WITHOUT], ids=lambda o: o.name)
def test_a_write_leaves_a_row_that_names_who_made_it(operation: Operation, world: World) -> None:
    with undone():
        before = AuditLog.objects.filter(actor=world.admin).count()
        answer = matrix.ask(world, operation, "admin")
        assert answer.status < 300, answer.json
        assert AuditLog.objects.filter(actor=world.admin).count() > before
