"""`manage.py media`: killed in mid-film it goes on, and makes the same segments; without space or store it waits."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from django.db.models.functions import Now

import apps.jobs.services as jobs
from apps.core.ids import uuid7
from apps.core.uow import unit_of_work
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job, JobState
from apps.jobs.runner import run_job
from apps.video import keys, limited_child, work_folders
from apps.video.job_kinds import TRANSCODE
from apps.video.models import Video, VideoState
from apps.video.programs import find_ffmpeg
from tests.jobs.conftest import house, valkey, valkey_of_module  # noqa: F401
from tests.processes import processes, wait_until  # noqa: F401
from tests.resources.conftest import moto, s3_store  # noqa: F401
from tests.video import films
from tests.video.films import make_film
from tests.video.test_transcoding import read

LONG, LONGER = 125, 245
"""Seconds: three pieces, and five, which are three jobs."""
KILLS = 20
MOMENTS = 2.5
"""Seconds after the claim of a piece until its process is killed at the latest."""
SPARED = (0, 16, 50)
"""Percent of a film that are left in peace, in turn: else most processes die in the first piece."""
DISK = 64 * 2**20
"""Bytes."""
EQUAL_DB = 42
"""Nobody sees a difference. Under a limit of bits, x264's threads look at how far the others are: a few bytes differ
from run to run.
"""


def list_files(video, store):
    folder = store / "video" / str(video.pk)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def write_plain(video, rendition, path):
    """What a player gets of a rendition, as one file."""
    secret = keys.open_secret(video)
    with path.open("wb") as film:
        film.write(read(video, f"{rendition.name}/init.mp4"))
        for number in range(len(rendition.segments)):
            key = keys.derive_key(secret, rendition.name, keys.get_period(number))
            decryptor = Cipher(AES(key), CBC(keys.build_iv(number))).decryptor()
            padded = decryptor.update(read(video, f"{rendition.name}/{number:05}.m4s")) + decryptor.finalize()
            film.write(padded[: -padded[-1]])
    return path


def measure_likeness(first, second, name, folder):
    """The PSNR of the worst frame, in dB: infinite for equal ones (ffmpeg's filter `psnr`)."""
    films_of = [
        write_plain(video, video.renditions.get(name=name), folder / f"{number}.mp4")
        for number, video in enumerate((first, second))
    ]
    said = films.say("-i", films_of[0], "-i", films_of[1], "-lavfi", "psnr", "-f", "null", "-")
    return float(re.search(r"PSNR .* min:(\S+)", said)[1])


def list_rows(video):
    fields = ("name", "width", "height", "segments", "codecs")
    return list(video.renditions.order_by("name").values_list(*fields))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_killed_again_and_again_makes_what_one_makes_that_lives(house, store, tmp_path):  # noqa: F811
    house.env["MEDIA_ROOT"] = str(store)
    film = make_film(size="320x240", rate=10, seconds=LONGER)
    undisturbed = films.add(film)
    house.spawn(["scheduler"])
    media = house.spawn(["media"])
    wait_until(lambda: is_ready(undisturbed), what="the first film")
    killed, moments, chance = [], [], random.Random(20)
    while len(moments) < KILLS:
        if not killed or is_ready(killed[-1]):
            killed.append(films.add(film))
        job = wait_until(lambda: get_running_job(killed[-1]) or is_ready(killed[-1]), what="a claim")
        if job is True:
            continue
        is_spared = get_percent(killed[-1]) < SPARED[len(killed) % len(SPARED)]
        if not is_spared and job.failures + 1 < get_job_kind(TRANSCODE).tries - 1:
            # from before the first file of a piece to after its last one
            time.sleep(chance.uniform(0, MOMENTS))
            media.kill()
            if Job.objects.filter(pk=job.pk, state=JobState.LEASED, attempt=job.attempt).exists():
                moments.append((len(killed), get_percent(killed[-1])))
            let_lease_end()
            media = house.spawn(["media"])
            media.wait_for("ready")
        else:
            wait_until(lambda: Job.objects.get(pk=job.pk).state == JobState.DONE, what="the piece")  # noqa: B023
    wait_until(lambda: is_ready(killed[-1]), what="the last film")
    assert len(killed) > 1, moments
    assert len({percent for _, percent in moments}) > 2, moments
    first = Video.objects.get(pk=undisturbed.pk)
    for number, video in enumerate(Video.objects.filter(pk__in=[video.pk for video in killed])):
        assert list_rows(video) == list_rows(first)
        assert (video.sprites, video.duration_ms) == (first.sprites, first.duration_ms)
        assert list_files(video, store) == list_files(first, store)
        sizes = {path: (store / "video" / str(video.pk) / path).stat().st_size for path in list_files(video, store)}
        assert video.bytes == sum(size for path, size in sizes.items() if path.endswith(".m4s"))
        assert video.bytes == pytest.approx(first.bytes, rel=0.01)
        folder = tmp_path / str(number)
        folder.mkdir()
        assert measure_likeness(first, video, "240p", folder) > EQUAL_DB
        assert read_sound(video, folder) == read_sound(first, folder)
    media.stop()
    assert not list((store / ".video-work").iterdir())


def get_running_job(video):
    return Job.objects.filter(kind=TRANSCODE, object_id=str(video.pk), state=JobState.LEASED).first()


def let_lease_end(kind=TRANSCODE):
    """The scheduler ends it soon; the pause after a failure is left out."""
    Job.objects.filter(kind=kind, state=JobState.LEASED).update(leased_until=Now() - timedelta(seconds=1))
    wait_until(lambda: not Job.objects.filter(state=JobState.LEASED, kind=kind).exists(), what="the lease's end")
    Job.objects.filter(kind=kind, state=JobState.QUEUED).update(run_at=Now())


def read_sound(video, folder):
    """The plain sound."""
    return write_plain(video, video.renditions.get(name="audio"), folder / f"{video.pk}.mp4").read_bytes()


@pytest.mark.django_db(transaction=True)
def test_a_film_that_ends_its_process_each_time_is_refused_and_holds_up_nobody():
    deadly, other = films.add(make_film()), films.add(make_film(seconds=1))
    for number in range(get_job_kind(TRANSCODE).tries):
        Job.objects.filter(object_id=str(deadly.pk)).update(run_at=Now() - timedelta(hours=1))
        [claim] = jobs.claim_jobs(queue="media", limit=1, worker="dies")
        assert claim.object_id == str(deadly.pk)
        Job.objects.filter(pk=claim.id).update(leased_until=Now() - timedelta(seconds=1))
        jobs.end_expired_leases()
        while number == 0 and not is_ready(other):
            [claim] = jobs.claim_jobs(queue="media", limit=1, worker="lives")
            assert claim.object_id == str(other.pk)
            run_job(claim)
    deadly = Video.objects.get(pk=deadly.pk)
    assert (deadly.state, deadly.refusal) == (VideoState.REFUSED, "failed")


def get_percent(video):
    return Video.objects.get(pk=video.pk).percent


def is_ready(video):
    return Video.objects.filter(pk=video.pk, state=VideoState.READY).exists()


@pytest.mark.parametrize("is_limited", [True, False], ids=["limited", "control"])
def test_ffmpeg_does_not_outlive_its_process(is_limited, tmp_path):
    film, said = tmp_path / "film.mp4", tmp_path / "pid"
    film.write_bytes(make_film())
    begin = [sys.executable, "-P", limited_child.__file__, "0", str(8 << 30), "60", str(1 << 30)] if is_limited else []
    endless = [
        *(find_ffmpeg(), "-v", "error", "-nostdin", "-re", "-stream_loop", "-1"),
        *("-i", str(film), "-f", "null", "-"),
    ]
    program = (
        "import os, subprocess, sys, time\n"
        "words = [str(os.getpid()) if word == '0' else word for word in sys.argv[2:]]\n"
        "open(sys.argv[1], 'w').write(str(subprocess.Popen(words).pid))\n"
        "time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(said), *begin, *endless])
    child = wait_until(lambda: said.exists() and said.read_text(), what="ffmpeg")
    wait_until(lambda: "ffmpeg" in os.readlink(f"/proc/{child}/exe"), what="ffmpeg")
    parent.kill()
    parent.wait()
    if is_limited:
        wait_until(lambda: not is_alive(int(child)), what="the end of ffmpeg")
    else:
        time.sleep(1)
        assert is_alive(int(child))
        os.kill(int(child), signal.SIGKILL)


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def run_next():
    """Run the next job of a film as `media` does; its state then."""
    Job.objects.filter(kind=TRANSCODE, state=JobState.QUEUED).update(run_at=Now())
    (claim,) = jobs.claim_jobs(queue="media", limit=1, worker="test")
    run_job(claim)
    return Job.objects.get(pk=claim.id)


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_waited_for(settings):
    video = films.add(make_film())
    settings.VIDEO_RESERVE_BYTES = 2**60
    waiting = run_next()
    assert (waiting.state, waiting.failures, waiting.reason) == (JobState.QUEUED, 0, "The disk is nearly full.")
    settings.VIDEO_RESERVE_BYTES = 0
    assert run_next().state == JobState.DONE
    settings.VIDEO_RESERVE_BYTES = 2**60
    assert run_next().state == JobState.QUEUED
    assert Video.objects.get().state == VideoState.TRANSCODING
    settings.VIDEO_RESERVE_BYTES = 0
    assert run_next().state == JobState.DONE
    assert films.transcode(video).state == VideoState.READY


@pytest.mark.django_db
def test_a_process_that_starts_leaves_the_folder_that_another_one_uses(store):
    with work_folders.open_piece_folder(uuid7()) as folder:
        work_folders.remove_unused_work_folders()
        assert folder.is_dir()
    assert len(list((store / ".video-work").iterdir())) == 1
    work_folders.remove_unused_work_folders()
    assert list((store / ".video-work").iterdir()) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("folder", "room", "state"),
    [("video", 300_000, "waiting"), ("video", 2_200_000, "transcoding"), (".video-work", 60_000, "waiting")],
    ids=["the store at the sound", "the store at the picture", "the work folder"],
)
def test_a_disk_that_fills_in_mid_film_is_waited_for(folder, room, state, house, store, tmp_path):  # noqa: F811
    """The folder is a disk of its own, which only that process sees. It takes eight seconds each."""
    house.env |= {"MEDIA_ROOT": str(store), "VIDEO_RESERVE_MB": "0"}
    full = store / folder
    full.mkdir()
    fill = f"mount -t tmpfs -o size={DISK} disk {full} && head -c {DISK - room} /dev/zero > {full}/filler"
    starting = tmp_path / "media.py"
    media = f"{fill} && exec {sys.executable} manage.py media"
    starting.write_text(f"import os\nos.execvp('unshare', ['unshare', '-Urm', 'sh', '-c', {media!r}])\n")
    video = films.add(make_film(size="320x240", rate=10, seconds=LONG))
    process = house.spawn([str(starting)])
    waiting = Job.objects.filter(kind=TRANSCODE, state=JobState.QUEUED, reason="The disk is full.", failures=0)
    wait_until(waiting.exists, what="a full disk")
    halted = Video.objects.get(pk=video.pk)
    assert (halted.state, halted.refusal) == (state, "")
    seen = Path(f"/proc/{process.pid}/root{store}")
    assert not list((seen / ".video-work" / str(video.pk)).glob("piece*"))
    Path(f"/proc/{process.pid}/root{full}/filler").unlink()
    with unit_of_work():
        jobs.make_jobs_due_now(kind=TRANSCODE, object_ids=Job.objects.values("object_id"))
    wait_until(lambda: is_ready(video), what="the film")
    assert Video.objects.get(pk=video.pk).renditions.count() == 2
    needed = {"240p/init.mp4", "audio/init.mp4", "poster.jpg", "sprite-0.jpg", "sprite-1.jpg", "sprite-2.jpg"}
    for rendition in Video.objects.get(pk=video.pk).renditions.all():
        needed |= {f"{rendition.name}/{number:05}.m4s" for number in range(len(rendition.segments))}
    made = seen / "video" / str(video.pk)
    assert {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()} == needed


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_store_that_is_away_is_waited_for(s3_store, tmp_path):  # noqa: F811
    video = films.add(make_film())
    for _ in range(2):
        s3_store.be_in_trouble("refuse", only="PUT")
        waiting = run_next()
        assert (waiting.state, waiting.failures) == (JobState.QUEUED, 1)
        s3_store.be_well()
        assert run_next().state == JobState.DONE
    video = films.transcode(video)
    assert (video.state, video.percent) == (VideoState.READY, 100)
    assert films.decode("-i", write_plain(video, video.renditions.first(), tmp_path / "made.mp4"))
