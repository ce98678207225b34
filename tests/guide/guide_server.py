"""What the guide's examples run against: the demo's people in an empty database, and a server with its processes.

No engine: what one said about the demo's recordings is stored as its answer (`tests/homework/recorded.json`), by the
service that the engine calls. The evening with the real one is `tests/demo/test_demo_evening.py`.
"""

import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from apps.analytics.services.runs import bring_up_to_date
from apps.homework.models import Attempt, AttemptState
from project.demo import demo_group
from tests.homework import submission_helpers
from tests.process_forker import ROOT
from tests.processes import ProcessStarter

SERVER_ENV = {
    "DEBUG": "true",
    "FRONTEND_URL": "https://learn.example.uz",
    "PAYME_MERCHANT_ID": "6a1b2c3d4e5f",
    "PAYME_KEY": "k" * 36,
    "PAYME_TEST_KEY": "t" * 36,
}
"""The server as `./talim run` starts it on one's own machine, with a cash desk of Payme's."""


@contextmanager
def start_guide_server(processes: ProcessStarter) -> Iterator[Mapping[str, str]]:
    """Start everything; yields the environment in which the guide's reader works."""
    made = demo_group.ensure_demo_group()
    bring_up_to_date()
    started = {name: processes.spawn([name], env=SERVER_ENV) for name in ("worker", "scheduler")}
    url = processes.serve_url("web", env=SERVER_ENV)
    for name, process in started.items():
        process.wait_for(f"{name} ready", timeout=120)
    with answer_recordings():
        yield {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "TALIM": url,
            "TALIM_PASSWORD": made.password,
            "TALIM_SAMPLES": str(ROOT / "tests" / "data" / "speech"),
        }


@contextmanager
def answer_recordings(away: threading.Event | None = None) -> Iterator[None]:
    """Answer every recording that is submitted; none while `away` is set."""
    ended = threading.Event()

    def answer_all() -> None:
        while not ended.wait(0.1):
            if away and away.is_set():
                continue
            for attempt in Attempt.objects.filter(state=AttemptState.RECEIVED):
                submission_helpers.store_result(attempt, submission_helpers.recorded_result(_get_clip(attempt)))
        connection.close()

    thread = threading.Thread(target=answer_all)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _get_clip(attempt: Attempt) -> str:
    """The recording whose answer is stored: the one that was submitted, else the good one."""
    name = attempt.file.original_name if attempt.file else ""
    return name if name == "off-script.ogg" else "good-adult.webm"
