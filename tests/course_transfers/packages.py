"""What a person does with packages over REST, and packages that tests write."""

import gzip
import io
import tarfile
import zipfile
from typing import Any
from urllib.parse import unquote

from django.core.files.storage import default_storage
from django.test import Client

from apps.core.models import StoredFile
from apps.course_transfers.job_kinds import CHECK, EXPORT, IMPORT
from apps.learning.models import CourseFile
from tests.factories import ApiClient, ApiResponse
from tests.job_runs import run_jobs
from tests.learning.course_writing import Author
from tests.resources.sample_files import GOOD
from tests.resources.upload_requests import send_file

PNG = GOOD["png"][0]


class Sender:
    """Sends packages and exports courses; runs their jobs. Methods assert that they were let through."""

    def __init__(self, client: ApiClient) -> None:
        self.client = client

    def send(self, content: bytes, name: str = "course.zip", **more: Any) -> ApiResponse:
        way = send_file(self.client, content, name, purpose="course_package")
        return self.client.post("/courses/courses/imports/", {"upload": way["id"], **more})

    def check(self, content: bytes, name: str = "course.zip", **more: Any) -> Any:
        """The import after its dry run."""
        answer = self.send(content, name, **more)
        assert answer.status == 202, answer.json
        assert run_jobs(CHECK) == 1
        return self.get(answer.json["id"])

    def run(self, entry: Any) -> Any:
        answer = self.client.post(f"/courses/courses/imports/{entry['id']}/run/")
        assert answer.status == 202, answer.json
        assert run_jobs(IMPORT) == 1
        return self.get(entry["id"])

    def import_package(self, content: bytes, name: str = "course.zip", **more: Any) -> Any:
        checked = self.check(content, name, **more)
        assert (checked["state"], checked["problem"]) == ("checked", "")
        done = self.run(checked)
        assert (done["state"], done["problem"]) == ("done", "")
        assert done["report"] == checked["report"]
        return done

    def get(self, key: str) -> Any:
        answer = self.client.get(f"/courses/courses/imports/{key}/")
        assert answer.status == 200, answer.json
        return answer.json

    def undo(self, entry: Any) -> ApiResponse:
        return self.client.post(f"/courses/courses/imports/{entry['id']}/undo/")

    def export(self, course: Any, **body: Any) -> tuple[Any, bytes]:
        """The export when it is ready, and its bytes."""
        path = f"/courses/courses/{course}/exports/"
        answer = self.client.post(path, body)
        assert answer.status == 202, answer.json
        assert run_jobs(EXPORT) == 1
        ready = self.client.get(f"{path}{answer.json['id']}/").json
        assert (ready["state"], ready["percent"]) == ("ready", 100)
        return ready, b"".join(Client().get(ready["url"]).streaming_content)


def store_course_file(author: Author, content: bytes, name: str) -> Any:
    """A file of the author's course with these bytes."""
    way = send_file(author.client, content, name)
    answer = author.client.post(f"/courses/courses/{author.course.pk}/files/", {"upload": way["id"]})
    assert answer.status == 201, answer.json
    return answer.json


def read_course(client: ApiClient, course: str, *, ids: bool = True) -> Any:
    """The draft of a course as it can be compared: files by their hashes, and without revisions."""
    files = CourseFile.objects.filter(course=course).select_related("file")
    hashes = {str(file.pk): file.file.sha256 for file in files}
    draft = client.get(f"/courses/courses/{course}/draft/").json
    modules = []
    for module in draft["modules"]:
        lessons = []
        for row in module["lessons"]:
            lesson = client.get(f"/courses/lessons/{row['id']}/draft/").json
            blocks = [
                block
                | ({"file": hashes[block["file"]]} if block.get("file") else {})
                | ({"files": {name: hashes[file] for name, file in block["files"].items()}} if "files" in block else {})
                for block in lesson["blocks"]
            ]
            names = ("title", "slug", "is_preview", "minutes", "completion", "opens", *(("id",) if ids else ()))
            lessons.append({name: lesson[name] for name in names} | {"blocks": blocks})
        modules.append({"title": module["title"], "opens": module["opens"], "lessons": lessons})
    return {"is_sequential": draft["is_sequential"], "weight": draft["weight"], "modules": modules}


def write_zip(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def write_tar(files: dict[str, bytes | str]) -> bytes:
    """A tar.gz as Moodle writes it: with its index first."""
    out = io.BytesIO()
    with gzip.open(out, "wb") as packed, tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in {".ARCHIVE_INDEX": f"Moodle archive file index. Count: {len(files)}\n", **files}.items():
            data = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def read_zip(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def list_stored(folder: str = "material") -> list[str]:
    """The files of a folder in the store, and that each has its row."""
    found = []
    for first in default_storage.listdir(folder)[0] if default_storage.exists(folder) else ():
        found += [f"{folder}/{first}/{name}" for name in default_storage.listdir(f"{folder}/{first}")[1]]
    assert set(found) == set(StoredFile.objects.filter(path__startswith=f"{folder}/").values_list("path", flat=True))
    return found


def find_reasons(entry: Any, verdict: str) -> set[str]:
    return {row["reason"] for row in entry["report"] if row["verdict"] == verdict}


def read_words(block: Any) -> str:
    """The words of a text block."""
    return unquote(" ".join(_iterate_words(block["document"])))


def _iterate_words(node: Any) -> Any:
    if node.get("text"):
        yield node["text"]
    for child in node.get("content", ()):
        yield from _iterate_words(child)
