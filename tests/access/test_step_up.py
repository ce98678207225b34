"""What asks to prove again who one is, on top of the permission; and the page names each."""

from pathlib import Path

import pytest

from api.auth import Requires
from tests import factories
from tests.access.operations import OPERATIONS

ASKING = {
    "DELETE /auth/roles/{id}/",
    "DELETE /payments/salaries/rates/{id}/",
    "PATCH /auth/roles/{id}/",
    "PATCH /payments/salaries/rates/{id}/",
    "POST /auth/erase-requests/{id}/decide/",
    "POST /auth/roles/",
    "POST /auth/users/{id}/erase/",
    "POST /auth/users/{id}/role/",
    "POST /auth/users/{id}/view-as/",
    "POST /payments/balance/{student_id}/refund/",
    "POST /payments/months/close/",
    "POST /payments/months/reopen/",
    "POST /payments/salaries/pay-outs/",
    "POST /payments/salaries/pay-outs/{id}/reverse/",
    "POST /payments/salaries/rates/",
    "POST /leads/{id}/erase/",
    "POST /payments/{id}/refund/",
    "PATCH /settings/webhooks/{id}/",
    "POST /settings/webhooks/",
    "POST /settings/webhooks/{id}/rotate-secret/",
    "PUT /settings/system/",
}
PAGE = Path(__file__).resolve().parents[2] / "docs" / "security.md"


def test_operations_that_need_a_step_up():
    checks = {operation.name: operation.auth[0] for operation in OPERATIONS}
    assert {name for name, check in checks.items() if isinstance(check, Requires) and check.step_up} == ASKING
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in sorted(ASKING) if f"{name.partition(' ')[2]}`" not in page] == []


@pytest.mark.parametrize("name", sorted(ASKING))
def test_operations_are_refused_without_a_step_up_only(name, admin):
    operation = next(operation for operation in OPERATIONS if operation.name == name)
    late = factories.client_for(admin, stepped_up=False).request(operation.method, operation.url)
    assert (late.status, late.json["code"]) == (403, "step_up_required")
    proved = factories.client_for(admin).request(operation.method, operation.url)
    allowed = (404, 415, 422) if operation.schema.get("requestBody", {}).get("required", True) else (200, 404)
    assert proved.status in allowed, proved.json
