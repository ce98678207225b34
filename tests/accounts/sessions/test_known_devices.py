"""A device on which somebody signed in before has guesses of its own: strangers never lock it out."""

import secrets

import pytest

from apps.accounts import rate_limits
from apps.accounts.models import KnownDevice
from apps.accounts.services.sign_in import MAX_KNOWN_DEVICES
from tests import factories
from tests.accounts.entry.signup import PASSWORD, new_address, new_email


def exhaust(login: str, where: str) -> None:
    """Take every place that strangers have: of this account, and of this address."""
    others = [secrets.token_hex(8) for _ in range(rate_limits.PER_ADDRESS - rate_limits.PER_ACCOUNT)]
    for each in [login] * rate_limits.PER_ACCOUNT + others:
        rate_limits.enforce_login_limit(login=each, address=where)


def test_known_device_signs_in_when_the_account_limit_is_used_up(olim, db):
    where = new_address()
    client = factories.ApiClient(address=where)
    body = {"login": olim.email, "password": PASSWORD}
    device = client.post("/auth/login/", body).json["device"]
    exhaust(str(olim.email), where)

    assert client.post("/auth/login/", body).status == 429
    signed_in = client.post("/auth/login/", {**body, "device": device})

    assert (signed_in.status, signed_in.json["device"]) == (200, device)
    assert KnownDevice.objects.filter(user=olim).count() == 1


def test_known_device_has_its_own_limit_of_five_wrong_passwords(olim, login):
    device = login(olim).json["device"]
    answers = [login(olim, "wrong", device=device).status for _time in range(rate_limits.PER_ACCOUNT + 1)]
    assert answers == [401] * rate_limits.PER_ACCOUNT + [429]
    assert login(olim, device=device).status == 429
    assert login(olim).status == 200, "what it wasted is not taken from the account"


@pytest.mark.parametrize("device", ["", "never issued"])
def test_unknown_device_has_no_own_limit(olim, login, device):
    for _time in range(rate_limits.PER_ACCOUNT):
        assert login(olim, "wrong", device=device).status == 401
    assert login(olim, device=device).status == 429


def test_device_of_another_user_has_no_own_limit(olim, login):
    other = factories.make_user(factories.Role.STUDENT, "Umid", email=new_email(), password=PASSWORD)
    device = login(other).json["device"]
    for _time in range(rate_limits.PER_ACCOUNT):
        assert login(olim, "wrong", device=device).status == 401
    assert login(olim, device=device).status == 429


def test_device_token_does_not_sign_in_and_is_stored_as_a_hash(olim, login):
    device = login(olim).json["device"]
    assert factories.ApiClient(token=device).get("/auth/users/me/").status == 401
    assert factories.ApiClient().post("/auth/refresh/", {"refresh": device}).status == 401
    assert KnownDevice.objects.get(user=olim).token_sha256 != device


def test_latest_devices_of_a_user_are_remembered(olim, login):
    for number in range(MAX_KNOWN_DEVICES):
        KnownDevice.objects.create(user=olim, token_sha256=str(number), last_used_at="2026-01-01T00:00:00Z")
    assert login(olim, device=login(olim).json["device"]).status == 200
    assert KnownDevice.objects.filter(user=olim).count() == MAX_KNOWN_DEVICES
