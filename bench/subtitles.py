"""Measures an evening of homework with the speech engine, with films that wait for subtitles and without, in turn."""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count as count_up
from pathlib import Path
from statistics import median
from typing import Any

from bench.database import use_empty_platform
from bench.report import BenchOptions, BenchReport, Figure

HOMEWORKS, ROUND = 40, 5
"""Homeworks of each kind, and how many are submitted before the kinds change."""
PAUSE_SECONDS = 2.0
"""Between two homeworks; a film is heard in it."""
LONGEST = 600.0
"""Seconds that a homework may take."""
FILMS = (4, 5)
"""How many times each film has the recordings of 144 s."""


def measure(options: BenchOptions) -> BenchReport:
    """Submit homeworks one after the other (`--count`: so many of each kind) and wait for the result of each."""
    count = options.count or HOMEWORKS
    alone: list[float] = []
    beside: list[float] = []
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder, use_empty_platform(str(Path(folder, "media"))):
        evening = _Evening(count)
        with _run_engine() as pause_films:
            evening.submit_and_wait()
            for first in range(0, count, ROUND):
                for seconds, has_films in ((alone, False), (beside, True)):
                    pause_films(not has_films)
                    for _ in range(min(ROUND, count - first)):
                        time.sleep(PAUSE_SECONDS)
                        seconds.append(evening.submit_and_wait())
                print(f"   {len(alone)} of {count} …")
        heard = evening.measure_heard_seconds()
    figures = [
        Figure("a homework until its result, no film waits", median(alone), "s", spread=_show(alone)),
        Figure("… the slowest of them", max(alone), "s"),
        Figure("a homework until its result, films wait for subtitles", median(beside), "s", spread=_show(beside)),
        Figure("… the slowest of them", max(beside), "s"),
        Figure("film heard meanwhile", heard, "s"),
    ]
    note = (
        f"{count} homeworks of 27 s of each kind, one after the other with pauses of {PAUSE_SECONDS:g} s, in turns of "
        f"{ROUND}. The engine and its queue are those of `manage.py speech`, in the process of the bench."
    )
    return BenchReport("subtitles", "Homework beside films that wait for subtitles", figures, note)


class _Evening:
    """A group with pupils who submit homework, and two films for which subtitles were asked."""

    def __init__(self, count: int) -> None:
        from apps.core.permissions import Role
        from apps.jobs.services import record_heartbeat
        from apps.settings.models import Branch
        from apps.video.services.transcription import request_transcription

        people: Any = import_module("tests.factories")
        films: Any = import_module("tests.video.spoken_films")
        self._homework: Any = import_module("tests.homework.submission_helpers")
        teacher, self._pupil = people.make_user(Role.TEACHER, "Dilnoza"), people.make_user(Role.STUDENT, "Jasur")
        branch = Branch.objects.first() or Branch.objects.create(name="Main")
        group = people.make_group(
            branch=branch, course=people.make_course(), name="A2", teacher=teacher, pupils=[self._pupil]
        )
        titles = [f"Reading {number}" for number in range(2 * count + 1)]
        self._assignments = iter([self._homework.assign_reading(group, title=title) for title in titles])
        self._takes = count_up()
        record_heartbeat(role="speech", name="bench", ready=True)
        for times in FILMS:
            film = films.add_spoken_film(group.course, teacher, *films.READINGS * times)
            request_transcription(actor=teacher, video=film, language="en")

    def submit_and_wait(self) -> float:
        """Return the seconds from a pupil's submission to its result."""
        from apps.homework.models import IN_FLIGHT_STATES, Attempt

        began = time.perf_counter()
        attempt = self._homework.submit_recording(next(self._assignments), self._pupil, take=next(self._takes))
        while Attempt.objects.filter(pk=attempt.pk, state__in=IN_FLIGHT_STATES).exists():
            if time.perf_counter() - began > LONGEST:
                raise SystemExit("a homework got no result")
            time.sleep(0.02)
        return time.perf_counter() - began

    def measure_heard_seconds(self) -> float:
        """Return how many seconds of the films were heard."""
        from apps.video.models import Subtitles, Transcription

        running = sum(row.at_ms for row in Transcription.objects.all())
        done = sum(row.video.duration_ms or 0 for row in Subtitles.objects.select_related("video"))
        return (running + done) / 1000


@contextmanager
def _run_engine() -> Iterator[Any]:
    """Within the block the engine takes the jobs of queue `speech`; the value holds films back or lets them go on."""
    from django.db import connection

    import apps.jobs.services as jobs
    from apps.homework.speech_engine import SpeechJobEngine
    from apps.jobs.models import Job
    from apps.video.job_kinds import MAKE_SUBTITLES

    engine, ended, claiming = SpeechJobEngine(), threading.Event(), threading.Lock()
    engine.start()
    films = Job.objects.filter(kind=MAKE_SUBTITLES)

    def claim_and_take() -> None:
        while not ended.is_set():
            with claiming:
                room = engine.room()
                claims = jobs.claim_jobs(queue="speech", limit=room, worker="bench") if room else []
            if claims:
                engine.take(claims, lambda claim: None)
            else:
                time.sleep(0.02)
        connection.close()

    def pause_films(is_paused: bool) -> None:
        with claiming:
            while films.filter(state="leased").exists():
                time.sleep(0.05)
            films.filter(state="queued").update(queue="paused" if is_paused else "speech")

    pause_films(True)
    thread = threading.Thread(target=claim_and_take)
    thread.start()
    try:
        yield pause_films
    finally:
        pause_films(True)
        ended.set()
        thread.join()
        engine.close()


def _show(seconds: list[float]) -> str:
    return f"{min(seconds):.2f} … {max(seconds):.2f}"
