"""Deliveries in a process that dies at a chosen step, as `tests.payments.payme.crasher` does it for Payme's calls."""

import json
import os
import signal
import subprocess
import sys
from typing import Any

from tests.payments.payme import crasher
from tests.payments.payme.crasher import AFTER_COMMIT, BEFORE_COMMIT, Crasher


class StripeCrasher(Crasher):
    """The process that forks one child for each delivery; gone when the block ends."""

    def __init__(self, env: dict[str, str]) -> None:
        self._env = env

    def __enter__(self) -> "StripeCrasher":
        from tests.processes import ROOT, get_test_database_url

        environment = {
            **os.environ,
            **self._env,
            "DJANGO_SETTINGS_MODULE": "tests.process_settings",
            "DATABASE_URL": get_test_database_url(),
            "DATABASE_POOL_SIZE": "0",
            "PYTHONPATH": str(ROOT),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.payments.stripe.crasher"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return self


def _call(body: bytes, at: int) -> list[str]:
    from django.db import connection

    from tests.payments.stripe import stripe_calls

    step_names: list[str] = []

    def step(name: str) -> None:
        if len(step_names) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        step_names.append(name)

    def statement(execute: Any, sql: str, *rest: Any) -> Any:
        step(sql.split(" ", 1)[0])
        return execute(sql, *rest)

    commit = connection._commit

    def watched() -> None:
        step(BEFORE_COMMIT)
        commit()
        step(AFTER_COMMIT)

    connection._commit = watched
    with connection.execute_wrapper(statement):
        status = stripe_calls.post_delivery(body)
    assert status == 200
    return json.loads(json.dumps(step_names))


if __name__ == "__main__":
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    crasher._call = _call
    crasher._serve()
