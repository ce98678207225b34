"""Guesses are counted before they are looked at, over all processes together."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.conf import settings

from apps.accounts import rate_limits
from apps.core.errors import TooMany
from apps.core.permissions import Role
from tests import factories
from tests.accounts.entry.signup import PASSWORD, new_address, new_client, new_email


def _allowed(login: str, address: str | None) -> bool:
    try:
        rate_limits.enforce_login_limit(login=login, address=address)
    except TooMany:
        return False
    return True


def test_only_five_of_forty_parallel_guesses_are_checked():
    login = new_email()
    with ThreadPoolExecutor(16) as pool:
        allowed = list(pool.map(lambda _: _allowed(login, new_address()), range(40)))
    assert sum(allowed) == rate_limits.PER_ACCOUNT


def test_address_gets_fifty_guesses_over_all_accounts():
    address = new_address()
    allowed = [_allowed(new_email(), address) for _ in range(60)]
    assert sum(allowed) == rate_limits.PER_ADDRESS
    assert _allowed(new_email(), new_address()), "another address is not slowed down"


def test_refused_guess_is_not_counted():
    login, address = new_email(), new_address()
    for _ in range(20):
        _allowed(login, address)
    counter = redis.Redis.from_url(settings.REDIS_URL).get(rate_limits._login_limits(login, address, None)[1].key)
    assert counter is not None
    assert int(counter) == rate_limits.PER_ACCOUNT


def test_correct_password_waits_after_five_wrong_guesses(db):
    user = factories.make_user(Role.TEACHER, "Olim", email=new_email(), password=PASSWORD)
    client = new_client()
    for _ in range(rate_limits.PER_ACCOUNT):
        assert client.post("/auth/login/", {"login": user.email, "password": "wrong"}).status == 401

    refused = client.post("/auth/login/", {"login": user.email, "password": PASSWORD})

    assert refused.refusal == (429, "too_many_requests")
    assert 0 < int(refused.headers["retry-after"]) <= rate_limits.WINDOW_SECONDS
    redis.Redis.from_url(settings.REDIS_URL).delete(rate_limits._login_limits(str(user.email), None, None)[0].key)
    assert client.post("/auth/login/", {"login": user.email, "password": PASSWORD}).status == 200


def test_correct_password_is_not_counted(db):
    user = factories.make_user(Role.TEACHER, "Olim", email=new_email(), password=PASSWORD)
    client = new_client()
    for _ in range(rate_limits.PER_ACCOUNT + 2):
        assert client.post("/auth/login/", {"login": user.email, "password": PASSWORD}).status == 200


@pytest.mark.usefixtures("redis_away")
def test_users_can_sign_in_while_redis_is_down(db):
    user = factories.make_user(Role.TEACHER, "Olim", email=new_email(), password=PASSWORD)
    client = new_client()
    assert client.post("/auth/login/", {"login": user.email, "password": "wrong"}).status == 401
    assert client.post("/auth/login/", {"login": user.email, "password": PASSWORD}).status == 200


def test_counter_names_do_not_reveal_the_user(pupil):
    assert str(pupil.email) not in rate_limits._login_limits(str(pupil.email), None, None)[0].key
