"""Where the centre asks staff for a second factor, who has none can only set one up; some operations ask again."""

import pytest
from django.test import RequestFactory
from django.utils import timezone

from api.auth import requires
from apps.accounts import tokens
from apps.accounts.models import Session, User
from apps.core.errors import ErrorCode, Forbidden
from apps.settings.services import update_system_settings
from tests import factories
from tests.accounts.mfa.conftest import PASSWORD, code_at


def test_staff_without_a_required_factor_can_only_set_it_up(malika, pupil, admin, clock):
    client, learner = factories.client_for(malika), factories.client_for(pupil)
    update_system_settings(actor=admin, mfa_required_for_staff=True)

    tries = [client.get("/auth/sessions/"), client.patch("/auth/users/me/"), client.get("/courses/groups/")]
    for answer in (*tries, client.post("/realtime/tickets/")):
        assert answer.refusal == (403, "second_factor_required")
    assert client.get("/auth/users/me/").status == 200
    assert learner.get("/auth/sessions/").status == 200, "pupils are not asked for one"

    assert client.post("/auth/mfa/setup/", {"password": PASSWORD}).status == 200
    assert client.get("/auth/sessions/").status == 403
    assert client.post("/auth/mfa/confirm/", {"code": code_at(malika, timezone.now())}).status == 200
    assert client.get("/auth/sessions/").status == 200


def test_without_a_factor_the_password_is_the_step_up(malika):
    client = factories.client_for(malika, stepped_up=False)
    _refused(client)
    answer = client.post("/auth/mfa/step-up/", {"password": PASSWORD})
    assert answer.status == 200
    assert answer.json["until"] > timezone.now().isoformat()
    _opened(client)


def test_with_a_factor_a_code_is_the_step_up_for_ten_minutes(malika, recovery_codes, later):
    client, other = (factories.client_for(malika, stepped_up=False) for _time in range(2))
    assert client.post("/auth/mfa/step-up/", {"password": PASSWORD}).refused_fields == (422, ["code"])
    _refused(client)
    assert client.post("/auth/mfa/step-up/", {"code": code_at(malika, timezone.now())}).status == 200
    _opened(client)
    _refused(other)
    later(minutes=4)
    _opened(_again(client, malika))
    later(minutes=6)
    _refused(_again(client, malika))


def _again(client: factories.ApiClient, user: User) -> factories.ApiClient:
    """The same session with a fresh access token."""
    assert client.session is not None
    return factories.ApiClient(token=tokens.issue_access_token(Session.objects.get(pk=client.session.pk)))


def _ask(client: factories.ApiClient) -> object:
    request = RequestFactory().post("/", headers={"Authorization": f"Bearer {client.token}"})
    return requires("accounts.me", step_up=True)(request)


def _opened(client: factories.ApiClient) -> None:
    assert _ask(client)


def _refused(client: factories.ApiClient) -> None:
    with pytest.raises(Forbidden) as refused:
        _ask(client)
    assert refused.value.code == ErrorCode.STEP_UP_REQUIRED
