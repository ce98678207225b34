"""Calls in a process that dies at a chosen step: before any of its statements, before a commit, or right after one.

    with Crasher("payme", key, env=variables) as crasher:   # or Crasher("stripe", env=server.env)
        steps = crasher.steps(body)           # what the call does, step by step, in a process that lives
        crasher.dies(body, at=steps.index(BEFORE_COMMIT))

A process of its own (`python -m tests.payments.crasher`) forks one child for each call; the child kills itself.
"""

import json
import os
import signal
import subprocess
import sys
from importlib import import_module

from django.conf import settings

BEFORE_COMMIT = "before a commit"
AFTER_COMMIT = "after a commit"


class Crasher:
    """The process that forks; gone when the block ends. `arguments`: a provider, and the key that Payme calls with."""

    def __init__(self, *arguments, env):
        self.arguments, self.env = arguments, env

    def __enter__(self):
        from tests.processes import ROOT, get_test_database_url

        environment = {
            **os.environ,
            **self.env,
            "DJANGO_SETTINGS_MODULE": "tests.process_settings",
            "DATABASE_URL": get_test_database_url(),
            "DATABASE_POOL_SIZE": "0",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "tests.payments.crasher", *self.arguments]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, **pipes)
        return self

    def __exit__(self, kind, error, trace):
        self._process.kill()
        self._process.communicate()

    def steps(self, body):
        """Do the call, in a process that lives; the steps it took."""
        return self._ask(body, -1)

    def dies(self, body, *, at):
        """Do the call in a process that dies at this step."""
        assert self._ask(body, at) == "died"

    def _ask(self, body, at):
        self._process.stdin.write(json.dumps([body.decode(), at]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def _serve(provider, *arguments):
    """Fork a child for every line that comes; all is loaded before, and no connection is open."""
    import_module(settings.ROOT_URLCONF)
    deliver = {"payme": _call_payme, "stripe": _deliver_to_stripe}[provider](*arguments)
    for line in sys.stdin:
        body, at = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.write(writing, json.dumps(_list_steps(deliver, body.encode(), at)).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            answer_text = pipe.read()
        _pid, status = os.waitpid(child, 0)
        died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print(json.dumps("died") if died else answer_text.decode(), flush=True)


def _call_payme(key):
    from tests.payments.payme.payme_client import Payme

    return lambda body: Payme(key).send(body).code is None


def _deliver_to_stripe():
    from tests.payments.stripe.stripe_calls import post_delivery

    return lambda body: post_delivery(body) == 200


def _list_steps(deliver, body, at):
    from django.db import connection

    step_names = []

    def step(name):
        if len(step_names) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        step_names.append(name)

    def statement(execute, sql, *rest):
        step(sql.split(" ", 1)[0])
        return execute(sql, *rest)

    commit = connection._commit

    def watched():
        step(BEFORE_COMMIT)
        commit()
        step(AFTER_COMMIT)

    connection._commit = watched
    with connection.execute_wrapper(statement):
        assert deliver(body)
    return step_names


if __name__ == "__main__":
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    _serve(*sys.argv[1:])
