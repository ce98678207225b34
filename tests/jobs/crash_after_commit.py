"""A process that dies between the commit of its jobs and their wake-up: `python -m tests.jobs.crash_after_commit`."""

import os
import signal

import django

django.setup()

from django.db import transaction  # noqa: E402

from apps.core.uow import unit_of_work  # noqa: E402
from apps.jobs import services  # noqa: E402

with unit_of_work():
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
    for number in range(5):
        services.enqueue(kind="sample.note", object_id=f"crash {number}")
