"""What a copy of a film is: the whole film with its sound, and the viewer's name over it, which moves."""

import re

import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.permissions import Role
from apps.events.models import StreamEvent
from apps.jobs.models import Job
from apps.jobs.runner import run_job
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from apps.settings.services import update_system_settings
from apps.video.job_kinds import MAKE_COPY, TRANSCODE
from apps.video.models import FilmCopy
from apps.video.services.transcoding import transcode_again
from tests.factories import client_for, make_user
from tests.jobs.conftest import house, valkey, valkey_of_module  # noqa: F401
from tests.playback import copying
from tests.playback.copying import ask, find_changes, list_frame_times, make_copies, make_copy, read_frame
from tests.playback.ladders import FRAMES, SIZES, make_segments
from tests.playback.watching import publish_film
from tests.processes import processes, wait_until  # noqa: F401
from tests.resources.conftest import moto, s3_store  # noqa: F401
from tests.video import films
from tests.video.test_media_process import let_lease_end

SMALL = SIZES["240p"]


@pytest.fixture(autouse=True)
def copies_are_on(media):
    update_system_settings(actor=None, film_copies=True)


def make_viewer(course, first_name="Jasur", last_name="Oripov"):
    user = make_user(Role.MEMBER, first_name, last_name, email=f"viewer{User.objects.count()}@example.uz")
    enrol_user(actor=None, user=user, course=course, source=EnrollmentSource.FREE)
    return user, client_for(user)


def write_rendition(path):
    """The film as its rendition has it."""
    init, segments = make_segments("240p")
    path.write_bytes(init + b"".join(segments))
    return path


def test_a_copy_is_the_film_with_the_name_of_its_viewer(course, film, tmp_path):
    plain = write_rendition(tmp_path / "plain.mp4")
    boxes, copies = [], []
    for name in ("Jasur", "Gʻayrat"):
        _, client = make_viewer(course, name)
        path = tmp_path / f"{name}.mp4"
        copying.download(client, make_copy(client, film), path)
        copies.append(path)
    for second in (5, 25):
        frames = [read_frame(path, second, SMALL) for path in (plain, *copies)]
        boxes.append(find_changes(frames[0], frames[1], SMALL))
        assert boxes[-1], "a name is seen"
        assert find_changes(frames[1], frames[2], SMALL), "each viewer has their own"
        left, top, right, bottom = boxes[-1]
        assert (right - left) * (bottom - top) < SMALL[0] * SMALL[1] / 3, "the rest is the film"
    assert boxes[0] != boxes[1]
    times = list_frame_times(copies[0])
    assert times == pytest.approx([number / FRAMES for number in range(45 * FRAMES)], abs=0.001)
    sound = list_frame_times(copies[0], "a")
    assert (sound[0], sound[-1]) == (pytest.approx(0, abs=0.05), pytest.approx(45, abs=0.1))
    said = films.say("-i", copies[0])
    assert re.search(r"Video: h264 .*160x90", said)
    assert "Audio: aac" in said
    assert not re.search(r"title|encoder +: Lav|creation_time", said)
    assert copies[0].read_bytes().index(b"moov") < copies[0].read_bytes().index(b"mdat")


def make_flash():
    """A film of 70 s that is white and loud from second 65 to 66, dark and silent before and after."""
    return films.make_from(
        *("-f", "lavfi", "-i", "color=black:size=320x240:rate=25:duration=70"),
        *("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=70"),
        *("-vf", "drawbox=enable='between(t,65,65.99)':color=white:t=fill"),
        *("-af", "volume=enable='not(between(t,65,66))':volume=0", *films.H264),
    )  # fmt: skip


@pytest.mark.slow  # 7 s
def test_sound_and_picture_of_a_prepared_film_stay_together(course, tmp_path):
    lesson = publish_film(course, "240p")
    default_storage.save(lesson.video.file.path, ContentFile(make_flash()))
    transcode_again(video=lesson.video)
    assert films.transcode(lesson.video).duration_ms == 70_000
    _, client = make_viewer(course)
    copy = make_copy(client, lesson)
    path = copying.download(client, copy, tmp_path / "copy.mp4")
    times = list_frame_times(path)
    assert times == pytest.approx([number / 25 for number in range(70 * 25)], abs=0.001)
    white = films.say("-i", path, "-vf", "blackdetect=d=1:pic_th=0.9", "-an", "-f", "null", "-")
    silent = films.say("-i", path, "-af", "silencedetect=noise=-40dB:d=1", "-vn", "-f", "null", "-")
    seen = float(re.search(r"black_end:([\d.]+)", white)[1])
    heard = float(re.search(r"silence_end: ([\d.]+)", silent)[1])
    assert (seen, heard) == (pytest.approx(65, abs=0.05), pytest.approx(65, abs=0.06))


@pytest.mark.slow  # 9 s
@pytest.mark.parametrize(
    "name",
    ["A" * 80, "Боймуҳаммад Ўткиров", "محمد\u202e علي", "😀\"'\\:;,%{pts}[v]$(id)", "O'tkir\nBek\r\t\x07", "-i"],
    ids=["long", "cyrillic", "arabic", "signs", "lines", "option"],
)
def test_no_name_breaks_a_copy(name, course, tmp_path):
    film = publish_film(course, "240p", lengths={"seconds": 3})
    user, client = make_viewer(course)
    User.objects.filter(pk=user.pk).update(first_name=name, last_name=name)
    path = copying.download(client, make_copy(client, film), tmp_path / "copy.mp4")
    assert len(list_frame_times(path)) == 3 * FRAMES
    plain = write_rendition(tmp_path / "plain.mp4")
    assert find_changes(read_frame(plain, 1, SMALL), read_frame(path, 1, SMALL), SMALL)


def run_next():
    """Run the next job of queue `media`."""
    (claim,) = jobs.claim_jobs(queue="media", limit=1, worker="test")
    run_job(claim)
    return claim


@pytest.mark.slow  # 5 s
@pytest.mark.django_db(transaction=True)
def test_a_copy_goes_on_after_its_process_was_killed_in_a_piece(course, film, media, tmp_path):
    user, client = make_viewer(course)
    copy = ask(client, film).json
    run_next()
    (folder,) = (media / ".video-work").iterdir()
    first = (folder / "pieces" / "00000.mp4").read_bytes()
    (lost,) = jobs.claim_jobs(queue="media", limit=1, worker="dies")
    left = folder / "piece-of-the-dead" / "work"
    left.mkdir(parents=True)
    (left / "whole.mp4").write_bytes(first[:1000])
    jobs.requeue_unfinished_jobs([lost])
    Job.objects.filter(pk=lost.id).update(run_at=Job.objects.get(pk=lost.id).created_at)
    run_next()
    assert not left.exists()
    assert [piece.name for piece in sorted((folder / "pieces").iterdir())] == ["00000.mp4", "00001.mp4"]
    assert (folder / "pieces" / "00000.mp4").read_bytes() == first
    percents = [event.data["percent"] for event in StreamEvent.objects.filter(type="video.copy_changed")]
    assert percents == [16, 33]
    while FilmCopy.objects.get().state == "running":
        run_next()
    assert not list((media / ".video-work").iterdir())
    (ready,) = client.get("/video/copies/").json["results"]
    assert len(list_frame_times(copying.download(client, ready, tmp_path / "copy.mp4"))) == 45 * FRAMES
    events = StreamEvent.objects.filter(stream=f"user:{user.pk}", type="video.copy_changed").order_by("pk")
    assert [(e.data["state"], e.data["film_copy"]) for e in events] == [("running", copy["id"])] * 5 + [
        ("ready", copy["id"])
    ]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_killed_twice_makes_the_whole_copy(course, film, media, house, tmp_path):  # noqa: F811
    house.env["MEDIA_ROOT"] = str(media)
    _, client = make_viewer(course)
    ask(client, film)
    house.spawn(["scheduler"])
    for percent in (16, 50):
        process = house.spawn(["media"])
        wait_until(lambda: FilmCopy.objects.get().percent >= percent, what="a piece")  # noqa: B023
        process.kill()
        let_lease_end(MAKE_COPY)
    assert FilmCopy.objects.get().state == "running"
    house.spawn(["media"])
    wait_until(lambda: FilmCopy.objects.get().state == "ready", what="the copy")
    (ready,) = client.get("/video/copies/").json["results"]
    path = copying.download(client, ready, tmp_path / "copy.mp4")
    assert list_frame_times(path) == pytest.approx([n / FRAMES for n in range(45 * FRAMES)], abs=0.001)
    wait_until(lambda: not list((media / ".video-work").iterdir()), what="an empty folder")


@pytest.mark.django_db(transaction=True)
def test_films_that_wait_come_before_copies(course, film):
    _, client = make_viewer(course)
    ask(client, film)
    run_next()
    films.add(films.make_film(seconds=1))
    assert [run_next().kind for _ in range(3)] == [TRANSCODE, TRANSCODE, MAKE_COPY]


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_waited_for(course, film, settings):
    _, client = make_viewer(course)
    ask(client, film)
    settings.VIDEO_RESERVE_BYTES = 2**60
    run_next()
    job = Job.objects.get(kind=MAKE_COPY)
    assert (job.state, job.failures, job.reason) == ("queued", 0, "The disk is nearly full.")
    assert FilmCopy.objects.get().state == "waiting"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_s3_store_holds_copies_and_is_waited_for(s3_store, course, tmp_path):  # noqa: F811
    film = publish_film(course, "240p", "audio", lengths={"seconds": 3})
    _, client = make_viewer(course)
    copy = ask(client, film).json
    for only in ("GET", "PUT"):
        s3_store.be_in_trouble("503", only=only)
        run_next()
        job = Job.objects.get(kind=MAKE_COPY, state="queued")
        assert (job.failures, job.reason, copying.list_stored_copies()) == (0, "The store is away.", [])
        s3_store.be_well()
        Job.objects.filter(pk=job.pk).update(run_at=timezone.now())
        run_next()
    (ready,) = client.get("/video/copies/").json["results"]
    (stored,) = copying.list_stored_copies()
    assert (ready["id"], ready["state"], stored.path in s3_store.paths()) == (copy["id"], "ready", True)
    link = client.get(f"/video/copies/{copy['id']}/file/").json["url"]
    assert link.startswith(f"{s3_store.server.url}/")
    answer = requests.get(link, timeout=60)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "video/mp4")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="At the market.mp4"'
    (tmp_path / "copy.mp4").write_bytes(answer.content)
    for kind in ("v", "a"):
        assert list_frame_times(tmp_path / "copy.mp4", kind)[-1] == pytest.approx(3, abs=1 / FRAMES + 0.05)
    assert client.delete(f"/video/copies/{copy['id']}/").status == 204
    assert stored.path not in s3_store.paths()


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_was_deleted_is_not_made_further(course, film, media):
    _, client = make_viewer(course)
    copy = ask(client, film).json
    run_next()
    assert client.delete(f"/video/copies/{copy['id']}/").status == 204
    assert make_copies() == 1
    assert not list((media / ".video-work").iterdir())
    assert set(Job.objects.filter(kind=MAKE_COPY).values_list("state", flat=True)) == {"done"}


def test_a_copy_of_a_film_whose_files_are_lost_is_refused(course, film, media):
    _, client = make_viewer(course)
    copy = ask(client, film).json
    (media / "video" / str(film.video.pk) / "240p" / "00003.m4s").unlink()
    make_copies()
    (refused,) = client.get("/video/copies/").json["results"]
    assert (refused["id"], refused["state"]) == (copy["id"], "refused")
    assert refused["reason"] == "The copy could not be made. Ask for it again."
