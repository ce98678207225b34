"""A repeated request: one effect, one answer."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.utils import timezone

from apps.accounts.models import User
from apps.core import idempotency
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.idempotency import IdempotencyKeyRequired, run_idempotently
from apps.core.models import IdempotencyKey
from apps.settings.models import Branch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def user():
    return User.objects.create(first_name="Malika", role="student", email="malika@example.com")


def add_branch() -> tuple[int, dict[str, Any]]:
    return 201, {"id": Branch.objects.create(name="effect").pk}


def effects() -> int:
    return Branch.objects.filter(name="effect").count()


def once(user: User, *, key: str | None = "key-1", body: bytes = b"body", **options: Any) -> tuple[int, Any]:
    options.setdefault("act", add_branch)
    return run_idempotently(user=user, operation="test.add", key=key, body=body, **options)


def test_repeated_request_gets_first_answer_and_has_no_effect(user):
    first = once(user)
    assert once(user) == first
    assert first[0] == 201
    assert isinstance(first[1]["id"], str)
    assert effects() == 1


def test_request_is_identified_by_key_user_and_operation(user):
    other = User.objects.create(first_name="Jasur", role="student", email="jasur@example.com")
    once(user)
    once(user, key="key-2")
    once(other)
    run_idempotently(user=user, operation="test.other", key="key-1", body=b"body", act=add_branch)
    assert effects() == 4


def test_same_key_with_another_body_is_refused(user):
    once(user)
    with pytest.raises(Invalid) as refused:
        once(user, body=b"another")
    assert (refused.value.status, refused.value.code) == (422, ErrorCode.IDEMPOTENCY_KEY_REUSED)
    assert effects() == 1


def test_missing_or_malformed_key_is_refused(user):
    with pytest.raises(IdempotencyKeyRequired):
        once(user, key=None)
    assert once(user, key=None, required=False)[0] == 201
    assert once(user, key=None, required=False)[0] == 201
    assert effects() == 2
    for key in ("with space", "x" * 201, "новый", "nul\x00"):
        with pytest.raises(Invalid):
            once(user, key=key)


def test_failed_request_stores_nothing_and_frees_the_key(user):
    def fail_late() -> tuple[int, Any]:
        add_branch()
        raise Conflict()

    with pytest.raises(Conflict):
        once(user, act=fail_late)
    assert (effects(), IdempotencyKey.objects.count()) == (0, 0)
    assert once(user)[0] == 201


def test_preparation_runs_once_outside_the_transaction(user):
    seen = []

    def prepare() -> str:
        seen.append(connection.in_atomic_block)
        return "prepared"

    def act(prepared: str) -> tuple[int, Any]:
        return 201, {"from": prepared, "inside": connection.in_atomic_block}

    for _repeat in range(2):
        assert once(user, act=act, prepare=prepare) == (201, {"from": "prepared", "inside": True})
    assert seen == [False]


def test_key_in_use_is_a_conflict_until_a_minute_has_passed(user):
    idempotency._lock_key({"user": user, "operation": "test.add", "key": "key-1"}, b"body")
    age_keys(timedelta(seconds=20))
    with pytest.raises(Conflict) as refused:
        once(user)
    assert refused.value.code == ErrorCode.IDEMPOTENCY_IN_PROGRESS
    assert 30 <= refused.value.retry_after <= 40
    age_keys(timedelta(seconds=41))
    assert once(user)[0] == 201
    assert effects() == 1


def age_keys(by):
    """All keys were taken so much earlier."""
    IdempotencyKey.objects.update(taken_at=F("taken_at") - by)


def test_a_clock_that_is_ahead_takes_no_key_in_use(user):
    idempotency._lock_key({"user": user, "operation": "test.add", "key": "key-1"}, b"body")
    with time_machine.travel(timezone.now() + timedelta(hours=2)), pytest.raises(Conflict):
        once(user)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        idempotency._lock_key({"user": user, "operation": "test.add", "key": "key-2"}, b"body")
    age_keys(timedelta(seconds=61))
    assert once(user, key="key-2")[0] == 201, "who died with a clock that is ahead blocks the key for a minute too"


def test_answer_is_stored_for_a_day(user):
    first = once(user)
    age_keys(timedelta(hours=23))
    assert once(user) == first
    age_keys(timedelta(hours=2))
    assert once(user, body=b"new day") != first
    assert effects() == 2


def test_slow_request_is_rolled_back_when_a_repeat_took_its_key(user):
    def overtaken() -> tuple[int, Any]:
        answer = add_branch()
        with ThreadPoolExecutor(1) as pool:
            fast.append(pool.submit(in_thread, lambda: a_minute_later(user)).result())
        return answer

    fast: list[tuple[int, Any]] = []
    with pytest.raises(Conflict) as refused:
        once(user, act=overtaken)
    assert refused.value.code == ErrorCode.IDEMPOTENCY_IN_PROGRESS
    assert effects() == 1
    assert once(user) == fast[0]


def a_minute_later(user: User) -> tuple[int, Any]:
    IdempotencyKey.objects.update(taken_at=timezone.now() - timedelta(seconds=61))
    return once(user)


def in_thread(work: Callable[[], Any]) -> Any:
    try:
        return work()
    finally:
        connection.close()


def twenty_at_once(user: User) -> list[int]:
    """Twenty threads send the same request at the same moment; the statuses of those that were answered."""
    barrier = threading.Barrier(20)

    def send() -> int:
        barrier.wait()
        try:
            return once(user)[0]
        except Conflict as refused:
            return refused.status

    with ThreadPoolExecutor(20) as pool:
        return [done.result() for done in [pool.submit(in_thread, send) for _ in range(20)]]


def test_twenty_concurrent_requests_have_one_effect(user):
    statuses = twenty_at_once(user)
    assert effects() == 1
    assert statuses.count(201) >= 1
    assert set(statuses) <= {201, 409}


def test_without_key_lock_twenty_concurrent_requests_have_many_effects(user, monkeypatch):
    """The control: every request takes a row of its own, so nothing holds the others back."""

    def take_unguarded(identity, body):
        own = identity | {"key": f"{identity['key']}-{threading.get_ident()}"}
        return IdempotencyKey.objects.create(**own, body_sha256="", taken_at=timezone.now())

    monkeypatch.setattr(idempotency, "_lock_key", take_unguarded)
    twenty_at_once(user)
    assert effects() > 1
