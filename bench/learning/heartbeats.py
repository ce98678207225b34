"""Viewers who say every 15 seconds which part of a recording they heard."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from apps.accounts import tokens
from apps.accounts.models import User
from apps.accounts.services import open_session
from apps.courses.models import Course
from apps.learning.models import BlockProgress
from bench.http.machine_noise import get_percentile, measure_round
from bench.http.processes import BenchServer, LoadGeneratorProcess, build_request
from bench.learning.content import enrol_learners, list_lessons
from bench.report import Figure

BEAT_SECONDS, BEATS = 15, 14
"""So many beats end before an access token does (five minutes)."""
FILM_SECONDS = BEAT_SECONDS * BEATS
OPEN_RATE = 40.0
MAX_P99_MS, MAX_CORE_PERCENT = 150.0, 60.0


def measure(web: BenchServer, course: Course, viewers: Sequence[User], *, is_full_run: bool) -> list[Figure]:
    """Open the lesson for each viewer, send the beats, and compare what was heard with what stands in the progress."""
    lesson, enrolled = list_lessons(course)[0], list(viewers)
    enrol_learners(course, enrolled)
    headers = [_authorize(viewer) for viewer in enrolled]
    path = f"/api/v1/courses/lessons/{lesson.pk}/"
    with LoadGeneratorProcess(web, [build_request(path, one) for one in headers], pinned=False) as clients:
        opened = clients.open(rate=OPEN_RATE, seconds=1.2 * len(enrolled) / OPEN_RATE)
    assert BlockProgress.objects.filter(lesson=lesson).count() == len(enrolled), opened["statuses"]
    block = UUID(lesson.blocks[0]["id"])
    headers = [_authorize(viewer) for viewer in enrolled]
    beats = [
        build_request(f"{path}progress/", one, method="POST", body=_build_body(block, beat))
        for beat in range(BEATS)
        for one in headers
    ]
    rate = len(enrolled) / BEAT_SECONDS
    with LoadGeneratorProcess(web, beats, pinned=False) as clients:
        before = read_processor_seconds(web.process.pid)
        measured = measure_round(lambda: clients.open(rate=rate, seconds=FILM_SECONDS - BEAT_SECONDS))
        used = read_processor_seconds(web.process.pid) - before
    answer = measured.value
    heard = 1000 * BEAT_SECONDS * answer["asked"]
    granted = sum(BlockProgress.objects.filter(lesson=lesson).values_list("granted_ms", flat=True))
    times, core = sorted(answer["times"]), 100 * used / answer["seconds"]
    p99, lost = get_percentile(times, 0.99), (heard - granted) / 1000
    bad = answer["asked"] - answer["good"] + answer["unanswered"]
    return [
        Figure(f"heartbeats of {len(enrolled)} viewers, every {BEAT_SECONDS} s", answer["asked"], "",
               spread=f"{answer['asked'] / answer['seconds']:.1f} a second for {answer['seconds']:.0f} s"),
        Figure("… P99", p99, "ms", f"≤ {MAX_P99_MS:g}" if is_full_run else "",
               p99 <= MAX_P99_MS if is_full_run else None,
               f"P50 {get_percentile(times, 0.5):.1f}, P95 {get_percentile(times, 0.95):.1f}, worst {times[-1]:.0f}"),
        Figure("… lost seconds", lost, "s", "0", lost == 0, f"of {heard / 1000:.0f} s that were heard"),
        Figure("… not a success, 429 among them", bad, "", "0", not bad, str(answer["statuses"])),
        Figure("… the web process", core, "% of a core", f"≤ {MAX_CORE_PERCENT:g}" if is_full_run else "",
               core <= MAX_CORE_PERCENT if is_full_run else None),
        Figure("processor time that the host gave to others, most", 100 * measured.stolen, "% of a core"),
    ]  # fmt: skip


def read_processor_seconds(pid: int) -> float:
    """Return the processor time that a process used so far (user and system; proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _build_body(block: UUID, beat: int) -> bytes:
    piece = [1000 * BEAT_SECONDS * beat, 1000 * BEAT_SECONDS * (beat + 1)]
    body = {"block": str(block), "position_ms": piece[1], "seconds": BEAT_SECONDS}
    body["watched"] = [{"block": str(block), "pieces": [piece]}]
    return json.dumps(body).encode()


def _authorize(viewer: User) -> dict[str, str]:
    token = tokens.issue_access_token(open_session(user=viewer, device="bench", address=None).session)
    return {"Authorization": f"Bearer {token}"}
