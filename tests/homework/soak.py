"""Thousands of short recordings through one real speech process: does its memory stay flat?

`./talim bench soak [--count 5000]` runs it. What is measured is the resident memory of
the process and of the decoding servers that it keeps, after each hundred clips; the slope is fitted by least squares
over all samples but the first, in which caches fill.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import django

if __name__ == "__main__":
    import tests.settings  # noqa: F401

    django.setup()

import numpy as np
from django.db import connections
from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

from apps.homework.models import Attempt
from tests.bad_inputs.mutations import mutate_files
from tests.homework.crash import BACKLOG, FINAL, READY_SECONDS, SubmissionStream
from tests.homework.short_clips import ShortClip, create_silent_clip, list_short_clips
from tests.processes import ProcessStarter, StartedProcess

WARM_SHARE = 0.2
"""Of the clips at the start that the fit leaves out, at most `WARM_MOST` of them."""
WARM_MOST = 500


@dataclass
class MemorySamples:
    """Samples of (clips done, MiB of the process, MiB of its decoding servers), and seconds of the whole."""

    clips: int = 0
    samples: list[tuple[int, float, float]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def fitted(self) -> list[tuple[int, float, float]]:
        """The samples that the slope is fitted over."""
        warm = min(WARM_MOST, WARM_SHARE * self.clips)
        return [sample for sample in self.samples if sample[0] >= warm]

    def slope(self, column: int = 1) -> float:
        """MiB per 100 clips; `column` 2 for the decoding servers."""
        done = [sample[0] / 100 for sample in self.fitted]
        return round(float(np.polyfit(done, [sample[column] for sample in self.fitted], 1)[0]), 4)


def run_soak(
    processes: ProcessStarter,
    *,
    clips: int,
    every: int = 100,
    env: Mapping[str, str] | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> MemorySamples:
    """Feed `clips` recordings, keeping some waiting, and look at the memory after each `every`."""
    began = time.monotonic()
    stream, soak = SubmissionStream(), MemorySamples(clips)
    processes.spawn(["scheduler"]).wait_for("scheduler ready", timeout=60)
    engine = processes.spawn(["speech"], env=env)
    engine.wait_for("speech ready", timeout=READY_SECONDS)
    mixed, finished = _iter_clips(), 0
    moved = time.monotonic()
    while finished < clips:
        if len(stream.handed) < clips and len(stream.handed) - finished < BACKLOG:
            stream.submit(next(mixed))
            if len(stream.handed) % 8:
                continue
        else:
            time.sleep(0.05)
        now = Attempt.objects.filter(pk__in=stream.handed[-2 * BACKLOG :], state__in=FINAL).count()
        now += max(0, len(stream.handed) - 2 * BACKLOG)
        if now > finished:
            moved = time.monotonic()
        if now // every > finished // every:
            soak.samples.append((now, _measure_mib(engine.pid), sum(map(_measure_mib, _list_decoder_pids(engine)))))
            say(f"{now} clips, {soak.samples[-1][1]:.0f} MiB, {time.monotonic() - began:.0f} s")
        finished = now
        if not engine.is_running() or time.monotonic() - moved > READY_SECONDS:
            raise RuntimeError(f"the speech process stands still after {finished} clips:\n{engine.output()[-3000:]}")
    soak.seconds = time.monotonic() - began
    return soak


def _iter_clips() -> Iterator[ShortClip]:
    """Sentences, and now and then silence or a file that something was done to."""
    spoken, number = list_short_clips(), 0
    bad = mutate_files(1_000_000, seed=7)
    while True:
        number += 1
        if number % 20 == 0:
            name, data = next(bad)
            yield ShortClip(name, b"OggS" + data[4:], "What is your name")
        elif number % 20 == 10:
            yield create_silent_clip()
        else:
            yield spoken[number % len(spoken)]


def _list_decoder_pids(engine: StartedProcess) -> list[int]:
    """The children of its own that it keeps."""
    tasks = Path(f"/proc/{engine.pid}/task")
    return [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]


def _measure_mib(pid: int) -> float:
    """Resident memory."""
    try:
        status = Path(f"/proc/{pid}/statm").read_text().split()
    except FileNotFoundError:
        return 0.0
    return int(status[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> int:
    """The command: prints the outcome as JSON on its last line."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--count", type=int, default=5000)
    given = words.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # unwind: the processes must not outlive us
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False, aliases=["default"], serialized_aliases=[])
    with tempfile.TemporaryDirectory(prefix="talim-soak-") as folder:
        processes = ProcessStarter(Path(folder))
        try:
            every = min(100, max(5, given.count // 20))
            soak = run_soak(processes, clips=given.count, every=every, say=lambda text: print(f"   {text}", flush=True))
        finally:
            processes.kill_all(show=False)
            connections.close_all()
            teardown_databases(made, verbosity=0)
            teardown_test_environment()
    memory = [sample[1] for sample in soak.fitted]
    numbers = {"slope": soak.slope(), "servers": soak.slope(2), "lowest": min(memory), "highest": max(memory)}
    print(json.dumps({"clips": soak.clips, "seconds": soak.seconds, **numbers}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
