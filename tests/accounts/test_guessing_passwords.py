"""Guesses are counted before they are looked at, over all processes together."""

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.conf import settings

from apps.accounts import rate_limits
from apps.core.errors import TooMany
from apps.core.permissions import Role
from tests import factories

PASSWORD = "uzum bog'i 2026"


def _login() -> str:
    return f"guess.{secrets.token_hex(6)}@example.uz"


def _address() -> str:
    return f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"


def _allowed(login: str, address: str | None) -> bool:
    try:
        rate_limits.enforce_login_limit(login=login, address=address)
    except TooMany:
        return False
    return True


def test_only_five_of_forty_parallel_guesses_are_checked():
    login = _login()
    with ThreadPoolExecutor(16) as pool:
        allowed = list(pool.map(lambda _: _allowed(login, _address()), range(40)))
    assert sum(allowed) == rate_limits.PER_ACCOUNT


def test_address_gets_fifty_guesses_over_all_accounts():
    address = _address()
    allowed = [_allowed(_login(), address) for _ in range(60)]
    assert sum(allowed) == rate_limits.PER_ADDRESS
    assert _allowed(_login(), _address()), "another address is not slowed down"


def test_refused_guess_is_not_counted():
    login, address = _login(), _address()
    for _ in range(20):
        _allowed(login, address)
    counter = redis.Redis.from_url(settings.REDIS_URL).get(rate_limits._login_limits(login, address, None)[1].key)
    assert counter is not None
    assert int(counter) == rate_limits.PER_ACCOUNT


def test_correct_password_waits_after_five_wrong_guesses(db):
    user = factories.make_user(Role.TEACHER, "Olim", email=_login(), password=PASSWORD)
    client = factories.ApiClient(address=_address())
    for _ in range(rate_limits.PER_ACCOUNT):
        assert client.post("/auth/login/", {"login": user.email, "password": "wrong"}).status == 401

    refused = client.post("/auth/login/", {"login": user.email, "password": PASSWORD})

    assert refused.refused == (429, "too_many_requests")
    assert 0 < int(refused.headers["retry-after"]) <= rate_limits.WINDOW_SECONDS
    redis.Redis.from_url(settings.REDIS_URL).delete(rate_limits._login_limits(str(user.email), None, None)[0].key)
    assert client.post("/auth/login/", {"login": user.email, "password": PASSWORD}).status == 200


def test_correct_password_is_not_counted(db):
    user = factories.make_user(Role.TEACHER, "Olim", email=_login(), password=PASSWORD)
    client = factories.ApiClient(address=_address())
    statuses = [
        client.post("/auth/login/", {"login": user.email, "password": PASSWORD}).status
        for _ in range(rate_limits.PER_ACCOUNT + 2)
    ]
    assert set(statuses) == {200}


@pytest.fixture
def redis_away(monkeypatch):
    """Another port, where nobody listens."""
    monkeypatch.setattr(settings.ENV, "redis_url", "redis://127.0.0.1:1/0")
    rate_limits._counters.cache_clear()
    yield
    rate_limits._counters.cache_clear()


@pytest.mark.usefixtures("redis_away")
def test_users_can_sign_in_while_redis_is_down(db):
    user = factories.make_user(Role.TEACHER, "Olim", email=_login(), password=PASSWORD)
    client = factories.ApiClient(address=_address())
    assert client.post("/auth/login/", {"login": user.email, "password": "wrong"}).status == 401
    assert client.post("/auth/login/", {"login": user.email, "password": PASSWORD}).status == 200


def test_counter_names_do_not_reveal_the_user(pupil):
    assert str(pupil.email) not in rate_limits._login_limits(str(pupil.email), None, None)[0].key
