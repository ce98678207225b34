"""Measures the transcoding of a film: ours against plain ffmpeg with equal settings, in turn."""

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.database import use_empty_platform
from bench.report import BenchOptions, BenchReport, Figure

SECONDS = 600
ROUNDS = 3
LEAST_RATIO = 0.9
PICTURE = "testsrc2=size=1920x1080:rate=30:duration={seconds},noise=alls=8:allf=t"
SOUND = "anoisesrc=color=pink:duration={seconds}:amplitude=0.3"


def measure(options: BenchOptions) -> BenchReport:
    """Transcode ten minutes of 1080p (`--count`: so many seconds) three times ours and three times plainly."""
    seconds = options.count or SECONDS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder, use_empty_platform(str(Path(folder, "media"))):
        from apps.video.programs import find_ffmpeg

        film = Path(folder, "film.mp4")
        print(f"   making a film of {seconds} s …")
        picture, sound = PICTURE.format(seconds=seconds), SOUND.format(seconds=seconds)
        making = ["-v", "error", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
        making += ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-b:v", "8M"]
        subprocess.run([find_ffmpeg(), *making, str(film)], check=True)
        ours: list[float] = []
        plain: list[float] = []
        used = {"ours": 0.0, "plain": 0.0}
        size, memory = 0, 0.0
        for number in range(ROUNDS):
            began = _get_processor_seconds()
            spent, size = _transcode(film)
            ours.append(spent)
            between = _get_processor_seconds()
            memory = memory or resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            plain.append(_time(lambda: _run_plainly(film, Path(folder))))
            used["ours"] += between - began
            used["plain"] += _get_processor_seconds() - between
            print(f"   round {number + 1}: ours {ours[-1]:.1f} s, plain {plain[-1]:.1f} s")
    ratio = sum(plain) / sum(ours)
    is_full = seconds >= SECONDS
    figures = [
        Figure(f"{seconds} s of 1080p to the whole ladder, ours", median(ours), "s", spread=_show(ours)),
        Figure("… plain ffmpeg with equal settings, unencrypted", median(plain), "s", spread=_show(plain)),
        Figure(
            "our speed, of plain ffmpeg's", ratio, "", f"≥ {LEAST_RATIO}", ratio >= LEAST_RATIO if is_full else None
        ),
        Figure("an hour of 1080p, as that many times the measured film", median(ours) * 3600 / seconds / 60, "min"),
        Figure(
            "what is stored for an hour, as that many times the measured film", size * 3600 / seconds / 2**30, "GiB"
        ),
        Figure("processor time, ours", used["ours"] / ROUNDS, "s", spread=f"plain {used['plain'] / ROUNDS:.1f}"),
        Figure("… of the plain one's, which holds on a busy machine too", used["ours"] / used["plain"], ""),
        Figure("memory of the largest ffmpeg", memory, "MiB"),
    ]
    note = (
        "Rounds are run in turn. Ours has what comes before and after too: the probe, the poster, the measuring of "
        "loudness, a process for each minute of film, encryption and the store (a folder). Plain is one process for "
        "the picture and one for the sound, with nice 10 like ours. The film is ffmpeg's test picture with noise, "
        "which is harder than a lecture."
    )
    return BenchReport("video", "Transcoding a film", figures, note)


def _transcode(film: Path) -> tuple[float, int]:
    """Return how many seconds the jobs of a new video took, and the bytes of what they stored."""
    import apps.jobs.services as jobs
    from apps.core.files.stored import store_archive
    from apps.core.uow import unit_of_work
    from apps.jobs.runner import run_job
    from apps.video.models import Video, VideoState
    from apps.video.services.adding import add_video

    with film.open("rb") as opened:
        stored = store_archive(owner=None, content=opened)
    with unit_of_work():
        video = add_video(stored)
    began = time.perf_counter()
    while claims := jobs.claim_jobs(queue="media", limit=1, worker="bench"):
        run_job(claims[0])
    spent = time.perf_counter() - began
    video = Video.objects.get(pk=video.pk)
    if video.state != VideoState.READY:
        raise SystemExit(f"the film was not transcoded: {video.refusal}")
    return spent, video.bytes


def _run_plainly(film: Path, folder: Path) -> None:
    """Run ffmpeg once over the whole picture and once over the sound."""
    from apps.video import ffmpeg_commands
    from apps.video.plans import AUDIO, Plan, make_plan
    from apps.video.probing import probe_film

    @dataclass(frozen=True)
    class WholePlan(Plan):
        def get_piece(self, number: int) -> tuple[int, int]:
            return 0, self.frames

    work = Path(tempfile.mkdtemp(dir=folder))
    plan = make_plan(probe_film(film, folder=work, max_seconds=6 * 3600), 1920, 1080)
    for name in (AUDIO, *(rung.name for rung in plan.rungs)):
        (work / name).mkdir()
    whole = WholePlan(**vars(plan))
    for command in (
        ffmpeg_commands.build_audio_command(film, plan, -20.0),
        ffmpeg_commands.build_piece_command(film, whole, 0),
    ):
        subprocess.run(["nice", "-n", "10", *command], cwd=work, check=True)


def _get_processor_seconds() -> float:
    """Return what this process and its ended children have used so far."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _time(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _show(times: list[float]) -> str:
    return ", ".join(f"{spent:.1f}" for spent in times)
