"""Every request is counted, of somebody by person and of nobody by address; who is too fast is told when again."""

import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
import redis
from django.conf import settings as project_settings

from apps.accounts import rate_limits, request_classes
from apps.core.errors import TooMany
from tests import factories
from tests.access.operations import OPERATIONS
from tests.accounts.entry.signup import new_address

PLACES = 3


def _allowed(name: str, key: str, times: int = PLACES) -> bool:
    try:
        rate_limits.enforce_limit(name, key, times=times, seconds=60)
    except TooMany:
        return False
    return True


def test_requests_of_a_user_are_counted_over_all_devices(pupil, second_pupil, settings):
    settings.REQUESTS_PER_HOUR = PLACES
    phone, laptop = factories.client_for(pupil), factories.client_for(pupil, address=new_address())
    answers = [client.get("/auth/users/me/") for client in (phone, laptop, phone, laptop)]
    assert [answer.status for answer in answers] == [200] * PLACES + [429]
    assert answers[-1].json["code"] == "too_many_requests"
    assert 3590 <= int(answers[-1].headers["retry-after"]) <= 3600
    assert factories.client_for(second_pupil).get("/auth/users/me/").status == 200


def read_quota(answer: factories.ApiResponse) -> tuple[str, int, int]:
    """The policy, what is left, and the seconds until it is whole again."""
    matched = re.fullmatch(r'"requests";r=(\d+);t=(\d+)', answer.headers["ratelimit"])
    assert matched, answer.headers
    return answer.headers["ratelimit-policy"], int(matched[1]), int(matched[2])


def test_answers_carry_the_quota_of_their_client(pupil, settings):
    settings.REQUESTS_PER_HOUR, settings.REQUESTS_PER_HOUR_ADDRESS = 2, 7
    client = factories.client_for(pupil)
    answers = [client.get(path) for path in ("/auth/users/me/", f"/lessons/{pupil.pk}/", "/auth/users/me/")]
    assert [answer.status for answer in answers] == [200, 404, 429]
    policies, left, resets_in = zip(*map(read_quota, answers), strict=True)
    assert (set(policies), left) == ({'"requests";q=2;w=3600'}, (1, 0, 0))
    assert all(3590 <= seconds <= 3600 for seconds in resets_in)
    assert read_quota(factories.ApiClient(address=new_address()).get("/auth/users/me/"))[:2] == (
        '"requests";q=7;w=3600',
        6,
    )
    assert "ratelimit" not in factories.ApiClient().get("/health/").headers


def test_office_has_a_limit_of_its_own(pupil, teacher, manager, settings):
    settings.REQUESTS_PER_HOUR, settings.REQUESTS_PER_HOUR_STAFF = 2, 9
    policies = [
        factories.client_for(user).get("/auth/users/me/").headers["ratelimit-policy"]
        for user in (pupil, teacher, manager)
    ]
    assert policies == ['"requests";q=2;w=3600'] * 2 + ['"requests";q=9;w=3600']


def test_a_class_of_requests_is_counted_beside_the_hour(manager, settings):
    settings.REQUESTS_PER_HOUR_STAFF = 3
    client = factories.client_for(manager)
    for request_class, ask in (
        (request_classes.SEARCH, lambda: client.get("/auth/users/", {"search": "mal"})),
        (request_classes.SOCKET_TICKETS, lambda: client.post("/realtime/tickets/")),
    ):
        answers = [ask() for _time in range(request_class.per_minute + 1)]
        assert [answer.status for answer in answers[-2:]] == [answers[0].status, 429]
        assert answers[0].status in (200, 201)
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        assert answers[0].headers["ratelimit-policy"] == f'"{request_class.name}";q={request_class.per_minute};w=60'
        assert answers[0].headers["ratelimit"].startswith(f'"{request_class.name}";r={request_class.per_minute - 1};')
    assert [client.get("/auth/users/").status for _time in range(4)] == [200, 200, 200, 429], "the hour is whole"


def test_every_class_of_requests_is_in_the_table_of_the_docs():
    table = Path("docs/security.md").read_text(encoding="utf-8")
    classes = [value for value in vars(request_classes).values() if isinstance(value, request_classes.RequestClass)]
    assert len(classes) > 1
    assert [each.name for each in classes if f"| `{each.name}` | {each.per_minute} |" not in table] == []


@pytest.mark.usefixtures("redis_away")
def test_answers_carry_the_quota_of_this_process_while_redis_is_down(db, settings):
    settings.REQUESTS_PER_HOUR_ADDRESS = 2
    client = factories.ApiClient(address=new_address())
    answers = [client.get("/auth/users/me/") for _time in range(3)]
    assert [answer.status for answer in answers] == [401, 401, 429]
    assert [read_quota(answer)[1] for answer in answers] == [1, 0, 0]


def test_every_public_operation_but_health_counts_by_address(db, settings):
    settings.REQUESTS_PER_HOUR_ADDRESS = 1
    counted = set()
    for operation in OPERATIONS:
        client = factories.ApiClient(address=new_address())
        first, second = (client.request(operation.method, operation.url).status for _time in range(2))
        assert first != 429, operation.name
        if second == 429:
            counted.add(operation.name)
    assert {operation.name for operation in OPERATIONS} - counted == {"GET /health/"}


def test_invalid_token_counts_as_anonymous(db, settings):
    settings.REQUESTS_PER_HOUR_ADDRESS = PLACES
    where = new_address()
    clients = [factories.ApiClient(address=where, token=secrets.token_hex(8)) for _time in range(5)]
    answers = [client.get("/auth/users/me/").status for client in clients]
    assert answers == [401] * PLACES + [429] * 2


def test_only_the_allowed_number_of_forty_parallel_tries_pass():
    key = secrets.token_hex(8)
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(lambda _number: _allowed("test", key), range(40))) == PLACES


def test_control_without_the_atomic_step_more_tries_pass():
    key, gate = secrets.token_hex(8), Barrier(8)
    client = redis.Redis.from_url(project_settings.REDIS_URL)

    def look_then_count(_number: int) -> bool:
        result = int(client.get(key) or 0)  # type: ignore[arg-type]
        gate.wait(timeout=60)
        client.incr(key)
        return result < PLACES

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(look_then_count, range(8))) > PLACES
    client.delete(key)


def test_limits_of_different_names_and_keys_are_independent():
    key = secrets.token_hex(8)
    assert [_allowed("codes", key) for _time in range(4)] == [True, True, True, False]
    assert _allowed("resets", key)
    assert _allowed("codes", secrets.token_hex(8))
    rate_limits.uncount_try("codes", key)
    assert [_allowed("codes", key) for _time in range(2)] == [True, False]


def test_counting_takes_one_round_trip(monkeypatch):
    rate_limits.enforce_login_limit(login="warm up", address="10.0.0.1")
    sent: list[Any] = []
    connection = redis.connection.AbstractConnection
    send = connection.send_packed_command
    monkeypatch.setattr(
        connection, "send_packed_command", lambda *args, **more: sent.append(args) or send(*args, **more)
    )
    rate_limits.enforce_login_limit(login=secrets.token_hex(8), address=new_address())
    assert len(sent) == 1


@pytest.mark.usefixtures("redis_away")
def test_each_process_counts_by_itself_while_redis_is_down():
    key = secrets.token_hex(8)
    assert [_allowed("test", key) for _time in range(5)] == [True] * PLACES + [False] * 2
    rate_limits.uncount_try("test", key)
    assert _allowed("test", key)
    login, where = secrets.token_hex(8), new_address()
    for _time in range(rate_limits.PER_ACCOUNT):
        rate_limits.enforce_login_limit(login=login, address=where)
    with pytest.raises(TooMany) as refused:
        rate_limits.enforce_login_limit(login=login, address=where)
    assert 0 < (refused.value.retry_after or 0) <= rate_limits.WINDOW_SECONDS


@pytest.mark.usefixtures("redis_away")
def test_local_counters_stay_few_while_redis_is_down(monkeypatch):
    monkeypatch.setattr(rate_limits, "MAX_LOCAL_COUNTERS", 10)
    assert all(_allowed("test", str(number)) for number in range(100))
    assert len(rate_limits._counters()._local) <= 10


def test_ipv6_clients_are_counted_by_network_and_mapped_ones_as_ipv4():
    network = rate_limits.get_client_network
    assert network("2001:db8::1") == network("2001:db8::ffff:2") == "2001:db8::/64"
    assert network("2001:db8:0:1::1") != network("2001:db8::1")
    assert network("::ffff:198.51.100.7") == network("198.51.100.7") == "198.51.100.7"


def test_counter_names_do_not_reveal_the_key():
    assert "jasur" not in rate_limits._build_limit("codes", "jasur@example.uz", 1, 1).key
    assert rate_limits._build_limit("codes", "a", 1, 1).key.startswith(project_settings.REDIS_PREFIX)
