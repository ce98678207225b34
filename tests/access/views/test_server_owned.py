"""No body sets what only the server decides: every write schema × every such field is refused, by name."""

import pytest

from tests.access import matrix
from tests.access.operations import OPERATIONS, Operation
from tests.access.world import World, fingerprint, undone

OWNED = (
    "id", "pk", "created_at", "updated_at", "owner", "user", "user_id", "author", "reviewer", "actor", "role",
    "own_role", "requested_role", "permissions", "is_staff", "is_superuser", "is_active", "password", "token_epoch",
    "email_verified_at", "phone_verified_at", "verified", "balance", "amount", "paid_at", "earned", "rank", "score",
    "overall", "verdict", "state", "status", "number", "counts", "late", "handed_in_count", "members_count", "folded",
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
    "POST /auth/users/": {"role"},
    "PATCH /auth/users/{id}/": {"all_branches", "branches"},
    "POST /auth/users/{id}/role/": {"role", "own_role"},
    "POST /auth/invitations/": {"role", "own_role", "branches"},
    "POST /auth/roles/": {"permissions"},
    "PATCH /auth/roles/{id}/": {"permissions"},
    "POST /attendance/": {"status"},
    "PATCH /attendance/{id}/": {"status"},
    "POST /courses/groups/": {"branch"},
    "POST /courses/holidays/": {"branch"},
    "PATCH /courses/holidays/{id}/": {"branch"},
    "POST /courses/rooms/": {"branch"},
    "POST /courses/placements/": {"score"},
    "POST /courses/groups/{id}/members/": {"status"},
    "PATCH /courses/groups/{id}/members/{membership_id}/": {"status"},
    "POST /homework/{id}/review/": {"score"},
}
"""Where such a name is what the operation is for; whoever may use it is in the matrix."""

WRITES = [operation for operation in OPERATIONS if operation.body_schema is not None]


def test_only_where_it_is_meant_a_schema_has_such_a_field() -> None:
    found = {o.name: set(OWNED) & set((o.body_schema or {})["properties"]) for o in WRITES}
    assert {name: fields for name, fields in found.items() if fields} == MEANT


@pytest.mark.parametrize("operation", WRITES, ids=lambda o: o.name)
def test_every_field_of_the_servers_is_refused_by_name_and_changes_nothing(operation: Operation, world: World) -> None:
    special, before = matrix.exceptions(), fingerprint()
    refused = (403, 404) if operation.is_public else (401, 403, 404)
    views = [v for v in ("admin", "child", "parent") if matrix.expected(operation, v, special) not in refused]
    assert views
    body = matrix.body_of(operation, matrix.RULES[operation.name])
    assert body is not None
    for field in set(OWNED) - MEANT.get(operation.name, set()):
        with undone():
            answer = matrix.ask(world, operation, views[0], body={**body, field: "x"})
            assert answer.status == 422, (field, answer.json)
            assert field in answer.json["fields"]
    with undone():
        everything = dict.fromkeys(set(OWNED) - MEANT.get(operation.name, set()), 1)
        assert matrix.ask(world, operation, views[0], body={**body, **everything}).status == 422
        assert fingerprint() == before
