"""A second factor is set up with the password, counts after its first code, and goes with password and code."""

import pytest
from django.utils import timezone

from apps.accounts.models import RecoveryCode, TotpDevice
from apps.accounts.services import mfa
from apps.core.errors import NotAuthenticated
from apps.settings.models import AuditLog
from tests import factories
from tests.accounts.mfa.conftest import PASSWORD, code_at


def test_confirming_the_setup_ends_other_sessions(malika, clock):
    client, other = factories.client_for(malika), factories.client_for(malika)

    begun = client.post("/auth/mfa/setup/", {"password": PASSWORD})

    assert begun.status == 200
    assert begun.headers["cache-control"] == "no-store"
    assert begun.json["secret"] in begun.json["uri"]
    assert begun.json["qr"].startswith("<?xml")
    assert "<svg" in begun.json["qr"]
    assert client.get("/auth/mfa/").json == {"enabled": False, "recovery_codes_left": 0}
    assert not mfa.is_enabled(malika), "it counts only after its first code"
    assert begun.json["secret"].encode() not in bytes(TotpDevice.objects.get(user=malika).sealed_secret)

    confirmed = client.post("/auth/mfa/confirm/", {"code": code_at(malika, timezone.now())})

    assert confirmed.status == 200
    codes = confirmed.json["recovery_codes"]
    assert len(set(codes)) == mfa.RECOVERY_CODES
    assert not RecoveryCode.objects.filter(code_sha256__in=codes).exists()
    assert mfa.is_enabled(malika)
    assert client.get("/auth/users/me/").status == 200
    assert client.get("/auth/mfa/").json == {"enabled": True, "recovery_codes_left": mfa.RECOVERY_CODES}
    assert other.get("/auth/users/me/").status == 401
    assert AuditLog.objects.filter(action="accounts.second_factor_on", actor=malika).count() == 1


def test_setup_can_be_restarted_until_confirmed(malika, clock):
    client = factories.client_for(malika)
    first, second = (client.post("/auth/mfa/setup/", {"password": PASSWORD}).json["secret"] for _time in range(2))
    assert first != second
    assert client.post("/auth/mfa/confirm/", {"code": code_at(malika, timezone.now())}).status == 200
    assert client.post("/auth/mfa/setup/", {"password": PASSWORD}).status == 409
    assert client.post("/auth/mfa/confirm/", {"code": code_at(malika, timezone.now())}).status == 409


@pytest.mark.parametrize("path", ["/auth/mfa/setup/", "/auth/mfa/step-up/"])
def test_wrong_password_is_refused_and_limited_to_five_tries(malika, path):
    client = factories.client_for(malika)
    answers = [client.post(path, {"password": "wrong"}) for _time in range(6)]
    assert [answer.status for answer in answers] == [422] * 5 + [429]
    assert set(answers[0].json["fields"]) == {"password"}
    assert client.post(path, {"password": PASSWORD}).status == 429


def test_confirm_without_a_setup_is_refused(malika):
    client = factories.client_for(malika)
    assert client.post("/auth/mfa/confirm/", {"code": "123456"}).status == 409
    assert client.post("/auth/mfa/disable/", {"password": PASSWORD, "code": "123456"}).status == 409


def test_disabling_needs_password_and_code(malika, recovery_codes, later):
    client, other = factories.client_for(malika), factories.client_for(malika)
    code = code_at(malika, timezone.now())
    for wrong in ({"code": "000000"}, {"password": "wrong"}):
        body = {"password": PASSWORD, "code": code, **wrong}
        assert client.post("/auth/mfa/disable/", body).refused_fields == (422, list(wrong))
    assert mfa.is_enabled(malika)

    assert client.post("/auth/mfa/disable/", {"password": PASSWORD, "code": code}).status == 204

    assert not mfa.is_enabled(malika)
    assert not RecoveryCode.objects.filter(user=malika).exists()
    assert client.get("/auth/users/me/").status == 200
    assert other.get("/auth/users/me/").status == 401


def test_staff_remove_a_lost_factor_and_sessions_end(malika, recovery_codes, admin):
    client = factories.client_for(malika)
    mfa.remove_second_factor(user=malika, actor=admin)
    assert not mfa.is_enabled(malika)
    assert client.get("/auth/users/me/").status == 401
    with pytest.raises(NotAuthenticated):
        factories.sign_in(malika)
    malika.refresh_from_db()
    assert factories.client_for(malika).get("/auth/users/me/").status == 200
