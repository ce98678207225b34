"""No body sets what only the server decides: every write schema × every such field is refused, by name."""

import pytest

from tests.access import matrix
from tests.access.operations import OPERATIONS
from tests.access.side_effects import count_written_rows, get_fingerprint_since, roll_back

OWNED = (
    "id", "pk", "created_at", "updated_at", "owner", "user", "user_id", "author", "reviewer", "actor", "role",
    "own_role", "requested_role", "permissions", "is_staff", "is_superuser", "is_active", "password", "token_epoch",
    "email_verified_at", "phone_verified_at", "phone_vouched_at", "verified", "balance", "amount", "paid_at", "earned",
    "rank", "score", "overall", "verdict", "state", "status", "number", "counts", "late", "handed_in_count",
    "members_count", "folded",
    "archived_at", "erased_at", "ended_at", "used_at", "accepted_at", "withdrawn_at", "expires_at", "token_sha256",
    "code_hmac", "sealed", "holders", "step_up_at", "viewed_by", "given_by", "invited_by", "wrong_tries", "closed_at",
    "all_branches", "branches", "branch",
)  # fmt: skip

MEANT: dict[str, set[str]] = {
    "POST /auth/login/": {"password"},
    "POST /auth/register/": {"password"},
    "POST /auth/register/student/": {"password"},
    "POST /auth/register/teacher/": {"password"},
    "POST /auth/password-reset/confirm/": {"password"},
    "POST /auth/password-change/": {"password"},
    "POST /auth/verify-phone/request/": {"password"},
    "POST /auth/mfa/setup/": {"password"},
    "POST /auth/mfa/disable/": {"password"},
    "POST /auth/mfa/step-up/": {"password"},
    "POST /notifications/telegram/link/": {"password"},
    "POST /notifications/announcements/": {"role"},
    "POST /notifications/announcements/preview/": {"role"},
    "POST /auth/users/": {"role"},
    "PATCH /auth/users/{id}/": {"all_branches", "branches"},
    "POST /auth/users/{id}/role/": {"role", "own_role"},
    "POST /auth/invitations/": {"role", "own_role", "branches"},
    "POST /auth/activation/": {"password"},
    "POST /auth/activation-links/": {"branch"},
    "POST /auth/activation-links/preview/": {"branch"},
    "POST /auth/roles/": {"permissions"},
    "PATCH /auth/roles/{id}/": {"permissions"},
    "POST /attendance/": {"status"},
    "POST /lessons/settle/": {"status"},
    "PATCH /attendance/{id}/": {"status"},
    "PATCH /courses/enrollments/{id}/": {"state"},
    "POST /courses/courses/{id}/invitation-links/": {"expires_at"},
    "PATCH /payments/discount-codes/{id}/": {"is_active"},
    "POST /quizzes/attempts/{id}/answers/{place}/hint/": {"number"},
    "POST /quizzes/attempts/{id}/answers/{place}/play/": {"number"},
    "POST /analytics/own-figures/": {"branch"},  # what the figure counts
    "PATCH /analytics/own-figures/{id}/": {"branch"},
    "POST /children/{id}/lessons/{lesson_id}/answers/": {"number"},  # of the try
    "POST /chat/conversations/": {"branch"},
    "POST /chat/rooms/{id}/read/": {"number"},
    "POST /courses/groups/": {"branch"},
    "POST /courses/holidays/": {"branch"},
    "PATCH /courses/holidays/{id}/": {"branch"},
    "POST /courses/rooms/": {"branch"},
    "POST /courses/placements/": {"score"},
    "POST /courses/groups/{id}/members/": {"status"},
    "PATCH /courses/groups/{id}/members/{membership_id}/": {"status"},
    "POST /courses/groups/{id}/members/bulk-add/": {"status"},
    "POST /courses/groups/{id}/members/bulk-change/": {"status"},
    "POST /gamification/coins/adjust/": {"amount"},
    "POST /gamification/shop/": {"branch"},
    "POST /homework/{id}/review/": {"score"},
    "PATCH /payments/discounts/{id}/": {"amount"},
    "PATCH /payments/schedules/{id}/": {"amount"},
    "PATCH /payments/{id}/": {"amount", "status"},
    "POST /payments/": {"amount", "branch"},
    "POST /payments/balance/{student_id}/checkout/": {"amount"},
    "POST /payments/cash-desks/": {"branch"},
    "POST /payments/cash-desks/{id}/bank/": {"amount"},
    "POST /payments/cash-desks/{id}/transfer/": {"amount"},
    "POST /payments/discounts/": {"amount", "branch"},
    "POST /payments/expenses/": {"amount", "branch"},
    "POST /payments/overrides/": {"amount"},
    "POST /payments/salaries/close/": {"branch"},
    "POST /payments/salaries/entries/": {"amount", "branch"},
    "POST /payments/salaries/pay-outs/": {"amount", "branch"},
    "POST /payments/salaries/rates/": {"amount", "branch"},
    "POST /payments/schedules/": {"amount"},
    "POST /payments/debtors/message/": {"branch"},
    "POST /payments/debtors/message/preview/": {"branch"},
    "POST /payments/schedules/preview/": {"amount"},
    "POST /payments/schedules/run/": {"branch"},
    "POST /payments/schedules/run/preview/": {"branch"},
    "POST /payments/terminal-deposits/": {"amount", "branch"},
    "POST /payments/{id}/confirm/": {"amount"},
    "POST /payments/{id}/proof/decide/": {"amount"},
    "POST /payments/{id}/refund/": {"amount"},
    "POST /payments/{id}/write-off/": {"amount"},
    "POST /payments/balance/{student_id}/refund/": {"amount"},
    "POST /payments/balance/{student_id}/opening/": {"amount", "branch"},
    "POST /payments/balance/{student_id}/receive/": {"amount", "branch"},
    "POST /payments/months/close/": {"branch"},
    "POST /payments/months/reopen/": {"branch"},
    "POST /quizzes/": {"password"},
    "PATCH /quizzes/{id}/": {"password"},
    "POST /quizzes/{id}/attempt/": {"password"},
    "POST /settings/first-run/": {"branch"},
    "POST /forums/": {"branch"},
    "POST /moderation/reports/": {"id"},
    "POST /leads/": {"branch", "owner"},
    "PATCH /leads/{id}/": {"owner"},
    "POST /leads/forms/": {"branch"},
    "POST /leads/stages/": {"branch"},
    "PUT /leads/stages/order/": {"branch"},
    "PUT /leads/costs/": {"amount", "branch"},
    "PATCH /support/tickets/{id}/": {"branch", "state"},
    "POST /support/rules/": {"branch"},
    "PUT /support/rules/{id}/": {"branch"},
    "PUT /support/hours/": {"branch"},
    "POST /support/tickets/{id}/comments/": {"state"},
}
"""Where such a name is what the operation is for; whoever may use it is in the matrix."""

WRITES = [operation for operation in OPERATIONS if operation.body_schema is not None]
CLOSED = "POST /settings/first-run/"
"""404 in a world with people; tests/portal/first_run shows that it refuses such fields."""


def test_server_owned_fields_are_only_in_declared_schemas():
    result = {o.name: set(OWNED) & set((o.body_schema or {})["properties"]) for o in WRITES}
    assert {name: fields for name, fields in result.items() if fields} == MEANT


@pytest.mark.parametrize("operation", [item for item in WRITES if item.name != CLOSED], ids=lambda o: o.name)
def test_every_server_owned_field_is_refused(operation, world, unchanged):
    """All in one body: each has its own refusal in the answer, which none that was taken would have."""
    special, rule = matrix.load_exceptions(), matrix.RULES[operation.name]
    # An upload that is not there is not found by who is let through, once the body is read.
    refused = {403, 404} - {rule.status} | (set() if operation.is_public else {401})
    views = [
        v
        for v in ("admin", "child", "parent", "teacher")
        if matrix.get_expected_status(operation, v, special) not in refused
    ]
    assert views
    body = matrix.build_body(operation, rule)
    assert body is not None
    fields = set(OWNED) - MEANT.get(operation.name, set())
    for value in ("x", 1):
        with roll_back():
            before = count_written_rows()
            answer = matrix.send_request(world, operation, views[0], body={**body, **dict.fromkeys(fields, value)})
            assert answer.status == 422, answer.json
            assert fields <= set(answer.json["fields"])
            assert get_fingerprint_since(before, unchanged) == unchanged
