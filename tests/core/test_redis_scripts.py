"""Scripts on a Redis of the test's own: known or not, after a restart, when it stands still."""

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
import redis

from apps.core.redis_scripts import RedisScripts
from tests.services import start_private_valkey

NEXT = "return redis.call('INCR', KEYS[1])"
ECHO = "return ARGV[1]"


@pytest.fixture(scope="module")
def valkey() -> Iterator[Any]:
    with start_private_valkey() as server:
        yield server


def test_script_runs_after_redis_restart_and_fails_at_once_while_down(valkey: Any) -> None:
    scripts = RedisScripts(valkey.url, timeout=30)
    assert [scripts.run(NEXT, ["a"]), scripts.run(NEXT, ["a"])] == [1, 2]
    valkey.kill()
    with pytest.raises(redis.ConnectionError):
        scripts.run(NEXT, ["a"])
    valkey.start()
    assert scripts.run(ECHO, [], ["back"]) == b"back"
    valkey.kill()
    valkey.start()
    assert scripts.run(ECHO, [], ["again"]) == b"again"


def test_late_redis_answer_is_not_returned_to_the_next_call(valkey: Any) -> None:
    scripts = RedisScripts(valkey.url, timeout=1)
    assert scripts.run(ECHO, [], ["before"]) == b"before"
    os.kill(valkey.pid, signal.SIGSTOP)
    try:
        with pytest.raises(redis.TimeoutError):
            scripts.run(ECHO, [], ["late"])
    finally:
        os.kill(valkey.pid, signal.SIGCONT)
    assert scripts.run(ECHO, [], ["after"]) == b"after"


def test_connection_works_after_an_error_in_a_script(valkey: Any) -> None:
    scripts = RedisScripts(valkey.url, timeout=30)
    with pytest.raises(redis.ResponseError):
        scripts.run("return redis.call('NOPE')", [])
    assert scripts.run(ECHO, [], ["whole"]) == b"whole"
