"""kill -9 of a worker in the middle of an import leaves nothing half; memory does not grow with the package."""

import zipfile

import pytest

from apps.core.models import StoredFile
from apps.course_transfers.models import CourseExport, CourseImport
from apps.learning.models import CourseFile, CourseLesson, Module
from tests.course_transfers.packages import Sender, list_stored
from tests.factories import client_for
from tests.jobs.conftest import house, valkey, valkey_of_module  # noqa: F401
from tests.processes import processes, wait_until  # noqa: F401
from tests.resources.test_course_files import tone
from tests.resources.upload_requests import put_bytes
from tests.servers.raw_http import MEGABYTE, get_peak_memory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SOUNDS = 40
PARTS, PART = 16, 64 * MEGABYTE


def write_course(names):
    blocks = "".join(f"- {{kind: audio, file: {name}, title: x}}\n" for name in names)
    outline = "modules: [{title: M, lessons: [{title: L, content: l}]}]"
    course = f"format: talim-course\nversion: 1\ncourse: {{title: {{en: Sounds}}}}\n{outline}\n"
    return {"course.yaml": course, "l/lesson.yaml": f"blocks:\n{blocks}"}


def write_package(path, sounds):
    """A package with these recordings, written piece by piece."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in write_course(sounds).items():
            archive.writestr(name, text)
        for name, size in sounds.items():
            head = tone(100)
            with archive.open(name, "w") as target:
                target.write(head[:4] + (size - 8).to_bytes(4, "little") + head[8:40])
                target.write((size - 44).to_bytes(4, "little"))
                for _ in range((size - 44) // MEGABYTE):
                    target.write(b"\1" * MEGABYTE)
                target.write(b"\1" * ((size - 44) % MEGABYTE))


def send(client, path):
    """The id of an import of this file, which the worker checks."""
    size, start = path.stat().st_size, 0
    body = {"name": path.name, "size": size, "purpose": "course_package"}
    way = client.post("/resources/uploads/", body).json
    with path.open("rb") as file:
        while piece := file.read(8 * MEGABYTE):
            text = f"bytes {start}-{start + len(piece) - 1}/{size}"
            assert put_bytes(way["url"], piece, Content_Range=text).status == 200
            start += len(piece)
    answer = client.post("/courses/courses/imports/", {"upload": way["id"]})
    assert answer.status == 202, answer.json
    return answer.json["id"]


def wait_for(sender, key, state):
    wait_until(lambda: sender.get(key)["state"] in (state, "failed"), what=f"the state {state}")
    assert (sender.get(key)["state"], sender.get(key)["problem"]) == (state, "")


@pytest.fixture
def worker_house(house, files):  # noqa: F811
    house.env["MEDIA_ROOT"] = str(files)
    house.spawn(["scheduler"])
    return house


def test_a_killed_import_leaves_nothing_half_and_is_carried_out_by_the_next_worker(worker_house, author, tmp_path):
    sender = Sender(author.client)
    package = tmp_path / "course.zip"
    write_package(package, {f"m/{number}.wav": 50_000 + number for number in range(SOUNDS)})
    worker = worker_house.spawn(["worker"])
    key = send(author.client, package)
    wait_for(sender, key, "checked")
    assert author.client.post(f"/courses/courses/imports/{key}/run/").status == 202
    wait_until(lambda: len(CourseImport.objects.get(pk=key).stored) > 5, what="some stored files")
    worker.kill()
    assert CourseImport.objects.get(pk=key).state == "running"
    assert not any(model.objects.exists() for model in (Module, CourseLesson, CourseFile))
    assert 5 < StoredFile.objects.filter(path__startswith="material/").count() < SOUNDS
    worker_house.spawn(["worker"])
    wait_for(sender, key, "done")
    assert (Module.objects.count(), CourseFile.objects.count()) == (1, SOUNDS)
    stray = StoredFile.objects.filter(path__startswith="material/").exclude(pk__in=CourseFile.objects.values("file"))
    assert stray.count() <= 1  # the one that was being stored; the clean-up finds it
    assert len(list_stored()) == SOUNDS + stray.count()


def test_a_gigabyte_goes_in_and_out_with_little_memory(worker_house, author, manager, tmp_path):
    sender = Sender(author.client)
    package = tmp_path / "course.zip"
    write_package(package, {f"m/{number}.wav": PART for number in range(PARTS)})
    key = send(author.client, package)
    worker = worker_house.spawn(["worker"])
    worker.wait_for("worker ready")
    before = get_peak_memory(worker.pid)
    wait_for(sender, key, "checked")
    assert author.client.post(f"/courses/courses/imports/{key}/run/").status == 202
    wait_for(sender, key, "done")
    course = sender.get(key)["course"]
    path = f"/courses/courses/{course}/exports/"
    export = client_for(manager).post(path, {"source": "draft"}).json["id"]
    wait_until(lambda: CourseExport.objects.get(pk=export).state == "ready", what="the export")
    peak = get_peak_memory(worker.pid)
    print(f"worker: {before // MEGABYTE} MiB before, {peak // MEGABYTE} MiB at most")
    assert CourseExport.objects.get(pk=export).file.size > PARTS * PART
    assert peak < 300 * MEGABYTE
