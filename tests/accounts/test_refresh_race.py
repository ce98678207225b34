"""Of any number of parallel uses of one refresh token exactly one succeeds.

`TALIM_LONG=1` plays 100 rounds.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from apps.accounts import services, tokens
from apps.accounts.models import Session, User
from apps.core.errors import NotAuthenticated

PARALLEL = 32
ROUNDS = 100 if os.environ.get("TALIM_LONG") else 25


def _really(token: str) -> bool:
    try:
        services.refresh_tokens(token=token)
    except NotAuthenticated:
        return False
    return True


def _check_then_act(token: str) -> bool:
    """The protection off: look whether the token is unused, then mark it, as two statements."""
    digest = tokens.hash_token(token)
    with connection.cursor() as cursor:
        cursor.execute("SELECT used_at FROM accounts_refreshtoken WHERE token_sha256 = %s", [digest])
        (used_at,) = cursor.fetchone()
        if used_at is not None:
            return False
        cursor.execute("UPDATE accounts_refreshtoken SET used_at = now() WHERE token_sha256 = %s", [digest])
    return True


def _race(user: User, use: Callable[[str], bool], *, enough: int = PARALLEL) -> list[int]:
    """How many of PARALLEL simultaneous uses of one token were accepted, per round; no more rounds after `enough`."""
    gate = Barrier(PARALLEL)

    def enter(token: str) -> bool:
        connection.ensure_connection()
        gate.wait(timeout=60)
        return use(token)

    def leave(_number: int) -> None:
        gate.wait(timeout=60)
        connections.close_all()

    accepted: list[int] = []
    with ThreadPoolExecutor(PARALLEL) as pool:
        while len(accepted) < ROUNDS and max(accepted, default=0) < enough:
            token = services.open_session(user=user, device="", address=None).refresh
            accepted.append(sum(pool.map(enter, [token] * PARALLEL)))
        list(pool.map(leave, range(PARALLEL)))
    return accepted


@pytest.mark.usefixtures("a_connection_for_each")
def test_only_one_parallel_refresh_succeeds_and_the_session_ends(pupil):
    assert _race(pupil, _really) == [1] * ROUNDS
    assert set(Session.objects.values_list("end_reason", flat=True)) == {"refresh_reused"}


@pytest.mark.usefixtures("a_connection_for_each")
def test_parallel_repeats_with_one_key_all_succeed_with_one_token(pupil):
    given = set()

    def repeat(token: str) -> bool:
        given.add(services.refresh_tokens(token=token, key="the same").refresh)
        return True

    assert _race(pupil, repeat) == [PARALLEL]
    assert len(given) == 1


@pytest.mark.usefixtures("a_connection_for_each")
def test_control_without_the_condition_several_refreshes_succeed(pupil):
    assert max(_race(pupil, _check_then_act, enough=2)) > 1
