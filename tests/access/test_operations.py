"""Every operation asks for a declared permission or stands on the short public list; nobody gets past the question."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts import services
from apps.core.permissions import all_permissions
from tests import factories
from tests.access.operations import GUARDED, OPERATIONS

PUBLIC = {
    "POST /auth/activation/",
    "GET /certificates/public/{code}/",
    "POST /auth/activation/check/",
    "GET /auth/avatars/{link}/",
    "GET /auth/exports/{link}/",
    "GET /auth/institutions/",
    "GET /auth/institutions/{id}/",
    "POST /courses/invitation-links/check/",
    "GET /courses/tags/",
    "GET /courses/categories/",
    "GET /courses/categories/{id}/",
    "GET /courses/courses/",
    "GET /courses/courses/{id}/",
    "GET /courses/courses/{id}/modules/",
    "GET /courses/courses/{id}/rating/",
    "GET /courses/courses/{id}/reviews/",
    "GET /courses/lessons/{id}/",
    "GET /courses/levels/",
    "GET /courses/reviews/{id}/",
    "GET /courses/thumbnails/{link}/",
    "GET /health/",
    "POST /health/page-errors/",
    "GET /settings/first-run/",
    "GET /settings/logos/{digest}/",
    "GET /settings/public/",
    "POST /auth/login/",
    "POST /auth/login/child/",
    "POST /auth/login/mfa/",
    "POST /auth/password-reset/",
    "POST /auth/password-reset/confirm/",
    "POST /auth/refresh/",
    "POST /auth/register/",
    "POST /auth/register/student/",
    "POST /auth/register/teacher/",
    "POST /auth/verify-email/",
    "POST /auth/verify-email/resend/",
    "POST /settings/first-run/",
    "POST /support/guest-requests/",
    "POST /support/guest-requests/confirm/",
    "POST /support/guest-tickets/",
    "POST /support/guest-tickets/close/",
    "POST /support/guest-tickets/comments/",
    "POST /support/guest-tickets/rate/",
    "POST /quizzes/placement/check/",
    "POST /quizzes/placement/start/",
    "POST /quizzes/placement/session/",
    "PUT /quizzes/placement/answers/{place}/",
    "POST /quizzes/placement/answers/{place}/recording/",
    "POST /quizzes/placement/speech/",
}

ENVELOPE = {"code", "detail", "fields", "request_id"}


def test_public_operations_are_exactly_these():
    assert {operation.name for operation in OPERATIONS if operation.is_public} == PUBLIC


def test_every_other_operation_needs_one_declared_permission():
    assert [operation.name for operation in GUARDED if operation.permission not in all_permissions()] == []


def test_every_permission_has_an_area_a_verb_a_text_and_roles():
    for name, permission in all_permissions().items():
        area, _, verb = name.partition(".")
        assert all((area, verb, str(permission.text), permission.roles)), name


@pytest.fixture
def expired(pupil):
    with time_machine.travel(timezone.now() - timedelta(minutes=6), tick=False):
        return services.open_session(user=pupil, device="", address=None).access


@pytest.mark.parametrize(("token", "code"), [(None, "not_authenticated"), ("not-a-token", "token_invalid")])
def test_missing_and_malformed_tokens_are_a_401(token, code, db):
    check_each_operation_answers_401(token, code)


def test_an_expired_token_is_a_401(expired):
    check_each_operation_answers_401(expired, "token_invalid")


def check_each_operation_answers_401(token, code):
    client = factories.ApiClient(token=token)
    for operation in GUARDED:
        answer = client.request(operation.method, operation.url)
        assert (answer.status, answer.json["code"]) == (401, code), operation.name
        assert set(answer.json) == ENVELOPE, operation.name


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic {token}", "Token {token}", "{token}", "bearer\t{token}"]
)
def test_other_authentication_schemes_are_ignored(header, pupil):
    output = header.format(token=factories.client_for(pupil).token)
    answer = factories.ApiClient().get("/auth/users/me/", headers={"Authorization": output})
    assert (answer.status, answer.json["code"]) == (401, "not_authenticated")
