"""Helpers of long test runs about money: a separate database, progress, and the result as JSON on the last line."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

TWICE = "credited more than once"
INVALID = "credited by something invalid"
SPEAKS_EVERY = 10.0
"""Seconds between two lines of progress."""

Progress = Callable[[int], None]


def silent(done: int) -> None:
    """Ignore the progress."""


@dataclass
class LongRunResult:
    """`done` of what the run is about, `counts` of what was done by kind, `wrong` of what was found by kind."""

    done: int
    credited: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def tell(self, what: str) -> int:
        """Print it for people, then as JSON on the last line; the exit status."""
        for kind, times in sorted(self.counts.items()):
            print(f"{times:6d}  {kind}")
        for kind, times in self.wrong.items():
            print(f"WRONG {times} times: {kind}", file=sys.stderr)
        print(f"{self.done} {what} in {self.seconds:.0f} s, {sum(self.wrong.values())} findings")
        print(json.dumps(asdict(self)), flush=True)
        return 1 if self.wrong else 0


def progress(total: int) -> Progress:
    """Says now and then how much of `whole` is done."""
    began = time.monotonic()
    spoken = [began]

    def say(done: int) -> None:
        now = time.monotonic()
        if now - spoken[0] >= SPEAKS_EVERY:
            spoken[0] = now
            print(f"   {done} of {total}, {now - began:.0f} s", flush=True)

    return say


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """Django with the tests' settings on a migrated database beside the configured one, gone afterwards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    import django

    django.setup()
    from django.db import connection, connections
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    standing = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{name}_{standing}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(standing, verbosity=0)
        teardown_test_environment()
