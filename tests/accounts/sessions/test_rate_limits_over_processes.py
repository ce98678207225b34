"""Brakes hold over several serving processes, and forged addresses do not loosen them."""

import json
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from apps.accounts import rate_limits, services
from tests.accounts.entry import signup
from tests.processes import ProcessStarter, processes  # noqa: F401

GUESSES = 1000
PER_HOUR = 40
AT_ONCE = 16


@pytest.fixture
def servers(processes):  # noqa: F811
    """Two serving processes, behind one proxy."""
    env = {"REQUESTS_PER_HOUR": str(PER_HOUR), "TRUSTED_PROXIES": "1", "LOG_LEVEL": "WARNING"}
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda _number: processes.serve_url("uvicorn", env=env), range(2)))


def ask(url: str, *, body: Mapping[str, Any] | None = None, headers: Mapping[str, str]) -> int:
    """The status of one request."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def statuses(requests: list[dict[str, Any]]) -> Counter[int]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(lambda item: ask(**item), requests))


def evaluated(answers: Counter[int], guesses: int) -> int:
    """How many passwords were looked at; the others were refused, or came when the lane for passwords was full."""
    assert set(answers) <= {401, 429, 503}
    assert answers.total() == guesses
    return answers[401]


@pytest.mark.slow  # 10 s
def test_two_processes_share_one_limit(servers, pupil):
    token = services.open_session(user=pupil, device="", address=None).access
    headers = {"Authorization": f"Bearer {token}"}
    asked = [{"url": f"{servers[n % 2]}/api/v1/auth/users/me/", "headers": headers} for n in range(3 * PER_HOUR)]
    assert statuses(asked) == {200: PER_HOUR, 429: 2 * PER_HOUR}


@pytest.mark.slow
def test_thousand_guesses_from_forged_addresses_are_limited(servers, olim):
    where = signup.new_address()

    def guess(number: int, login: str) -> dict[str, Any]:
        forwarded = f"203.0.{number // 250}.{number % 250}, {where}"
        body, url = {"login": login, "password": f"wrong {number}"}, f"{servers[number % 2]}/api/v1/auth/login/"
        return {"url": url, "body": body, "headers": {"X-Forwarded-For": forwarded}}

    one_account = statuses([guess(number, str(olim.email)) for number in range(GUESSES)])
    assert evaluated(one_account, GUESSES) == rate_limits.PER_ACCOUNT

    left = rate_limits.PER_ADDRESS - rate_limits.PER_ACCOUNT
    many = statuses([guess(number, f"{number % 50}.{olim.email}") for number in range(120)])
    assert evaluated(many, 120) == left
    assert signup.try_sign_in(f"0.{olim.email}") == 401, "another address is not slowed down"
