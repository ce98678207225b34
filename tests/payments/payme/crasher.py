"""Calls in a process that dies at a chosen step: before any of its statements, before a commit, or right after one.

    with Crasher(key) as crasher:                  # the key of the desk that Payme calls for
        steps = crasher.steps(body)           # what the call does, step by step, in a process that lives
        crasher.dies(body, at=steps.index(BEFORE_COMMIT))

A process of its own (`python -m tests.payments.payme.crasher`) forks one child for each call; the child kills itself.
"""

import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from types import TracebackType
from typing import Any

from django.conf import settings

BEFORE_COMMIT = "before a commit"
AFTER_COMMIT = "after a commit"


class Crasher:
    """The process that forks; gone when the block ends. Its calls come with `key`."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __enter__(self) -> "Crasher":
        from tests.payments.payme.payme_client import SETTINGS
        from tests.processes import ROOT, get_test_database_url

        environment = {
            **os.environ,
            **{name.upper(): str(value) for name, value in SETTINGS.items()},
            "DJANGO_SETTINGS_MODULE": "tests.process_settings",
            "DATABASE_URL": get_test_database_url(),
            "DATABASE_POOL_SIZE": "0",
            "ALLOWED_HOSTS": "testserver",
            "PYTHONPATH": str(ROOT),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.payments.payme.crasher", self.key],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def steps(self, body: bytes) -> list[str]:
        """Do the call, in a process that lives; the steps it took."""
        step_names: list[str] = self._ask(body, -1)
        return step_names

    def dies(self, body: bytes, *, at: int) -> None:
        """Do the call in a process that dies at this step."""
        assert self._ask(body, at) == "died"

    def _ask(self, body: bytes, at: int) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([body.decode(), at]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def _serve() -> None:
    """Fork a child for every line that comes; all is loaded before, and no connection is open."""
    import_module(settings.ROOT_URLCONF)
    import_module("tests.payments.payme.payme_client")
    for line in sys.stdin:
        body, at = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            steps = _call(body.encode(), at)
            os.write(writing, json.dumps(steps).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            answer_text = pipe.read()
        _pid, status = os.waitpid(child, 0)
        died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print(json.dumps("died") if died else answer_text.decode(), flush=True)


def _call(body: bytes, at: int) -> list[str]:
    from django.db import connection

    from tests.payments.payme.payme_client import Payme

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
        reply = Payme(sys.argv[1]).send(body)
    assert reply.code is None, reply.json
    return step_names


if __name__ == "__main__":
    import django

    django.setup()
    _serve()
