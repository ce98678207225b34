"""Zips that are no packages or want to do harm are refused with a reason; nothing of them stays in the store."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from django.conf import settings
from django.utils import translation

from apps.packages.archives import MAX_BYTES, MAX_FILES, open_archive
from apps.packages.models import Package
from apps.packages.refusals import REFUSALS, PackageRefused
from tests.learning.course_writing import text_block
from tests.packages import zips
from tests.packages.uploading import add_package, block_of
from tests.resources.upload_requests import send_file

GOOD = {"index.html": zips.PAGE}
ENTITIES = b'<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><manifest><title>&b;</title></manifest>'


def many_files(count):
    return zips.build_zip([("index.html", b"x"), *((f"{n}.txt", b"") for n in range(count))])


def two_parts():
    items = '</item><item identifier="j" identifierref="r2"><title>Two</title>'
    resources = b'<resource identifier="r2" type="webcontent" href="a.js"/></resources>'
    with zipfile.ZipFile(io.BytesIO(zips.build_scorm(item=items))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b"</resources>", resources)
    return zips.build_zip(files)


BAD = {
    "a way out": (lambda: zips.build_zip([("index.html", b"x"), (zips.named("../evil.html"), b"x")]), "names"),
    "a way out inside": (lambda: zips.build_zip([("index.html", b"x"), (zips.named("a/../../b"), b"x")]), "names"),
    "an absolute path": (lambda: zips.build_zip([("index.html", b"x"), (zips.named("/etc/passwd"), b"x")]), "names"),
    "a drive": (lambda: zips.build_zip([("index.html", b"x"), (zips.named("C:/a.html"), b"x")]), "names"),
    "backslashes": (lambda: zips.build_zip([("index.html", b"x"), (zips.named("a\\..\\b.html"), b"x")]), "names"),
    "a control character": (lambda: zips.build_zip([("index.html", b"x"), (zips.named("a\nb"), b"x")]), "names"),
    "a long name": (lambda: zips.build_zip([("index.html", b"x"), ("a" * 250, b"x")]), "names"),
    "one name twice": (lambda: zips.build_zip([("index.html", b"x"), ("INDEX.html", b"x")]), "names"),
    "a link": (
        lambda: zips.build_zip([("index.html", b"x"), (zips.named("l", mode=0o120777), b"/etc/passwd")]),
        "link",
    ),
    "a device": (lambda: zips.build_zip([("index.html", b"x"), (zips.named("d", mode=0o060644), b"")]), "link"),
    "deep folders": (lambda: zips.build_zip([("index.html", b"x"), ("a/" * 25 + "b", b"x")]), "files"),
    "6,000 files": (lambda: many_files(MAX_FILES + 1000), "files"),
    "10,001 files": (lambda: many_files(2 * MAX_FILES), "files"),
    "a password": (lambda: zips.mark_encrypted(zips.build_zip(GOOD)), "encrypted"),
    "a bomb": (lambda: zips.build_zip([("index.html", b"x"), ("bomb", bytes(40_000_000))]), "bomb"),
    "1 GiB by its header": (
        lambda: zips.lie_about_size(zips.build_zip([("index.html", b"x"), ("big", b"a")]), "big", 2**30),
        "bomb",
    ),
    "a bomb that claims nothing": (
        lambda: zips.lie_about_size(zips.build_zip([("index.html", b"x"), ("b", bytes(40_000_000))]), "b", 9),
        "damaged",
    ),
    "half a zip": (lambda: zips.build_zip(GOOD)[:30] + zips.build_zip(GOOD)[40:], "damaged"),
    "a changed byte": (lambda: zips.build_zip({"index.html": zips.PAGE}).replace(b"index", b"indfx", 1), "damaged"),
    "no page": (lambda: zips.build_zip({"readme.txt": b"x"}), "unknown"),
    "a document": (lambda: zips.build_zip({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "unknown"),
    "entities": (lambda: zips.build_zip({"imsmanifest.xml": ENTITIES, "index.html": b"x"}), "manifest"),
    "no XML": (lambda: zips.build_zip({"imsmanifest.xml": b"<manifest>", "index.html": b"x"}), "manifest"),
    "XML too deep": (lambda: zips.build_zip({"imsmanifest.xml": b"<a>" * 999, "index.html": b"x"}), "manifest"),
    "a page elsewhere": (lambda: zips.build_scorm(href="https://evil.example/x.html"), "entry"),
    "a page outside": (lambda: zips.build_scorm(href="../../index.html"), "entry"),
    "a page that is missing": (lambda: zips.build_scorm(href="start.html"), "entry"),
    "several parts": (two_parts, "parts"),
    "H5P without content": (lambda: zips.build_zip({"h5p.json": b'{"mainLibrary": "A"}'}), "entry"),
    "H5P that is no JSON": (lambda: zips.build_zip({"h5p.json": b"{", "content/content.json": b"{}"}), "manifest"),
}


def say(reason):
    """The sentence, in the language that tests read."""
    with translation.override("en"):
        return str(REFUSALS[reason])


@pytest.mark.parametrize("name", BAD)
def test_a_bad_zip_is_refused_with_its_reason(name, author):
    make, reason = BAD[name]
    package = add_package(author, make())
    assert (package["state"], package["reason"]) == ("refused", say(reason))
    assert Package.objects.get().refusal == reason
    stored = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert len(stored) == 1, "only the zip itself"


def test_every_reason_is_tried():
    assert {reason for _, reason in BAD.values()} == REFUSALS.keys() - {"failed", "size"}


def test_what_is_no_zip_is_not_taken(author):
    sent = send_file(author.client, b"%PDF-1.4 no zip" + b" " * 99, "package.zip")
    answer = author.client.post(f"/courses/courses/{author.course.pk}/packages/", {"upload": sent["id"]})
    assert (answer.status, answer.json["code"]) == (415, "unsupported_media")


def test_a_refused_package_cannot_be_published(author):
    refused = block_of(add_package(author, BAD["no page"][0]()))
    empty = block_of({"file": {"id": None}})
    author.add_lesson(author.add_module(), "Play", blocks=[refused, empty], completion={"rule": "package"})
    assert [row["text"] for row in author.changes()["missing"]] == [say("unknown"), "The package is missing."]
    assert author.publish_answer().status == 422


def test_a_lesson_that_its_package_ends_has_one(author):
    author.add_lesson(author.add_module(), "Play", blocks=[text_block()], completion={"rule": "package"})
    assert author.publish_answer().status == 422


def test_a_gibibyte_stops_at_the_limit_in_flat_memory(tmp_path):
    """Stored without compression, so no ratio tells it."""
    size = MAX_BYTES + 1
    path = tmp_path / "big.zip"
    with path.open("wb") as out:
        out.truncate(size + 200)
    content = zips.build_zip({"index.html": b"x", "big": b"123456789"}, compress=zipfile.ZIP_STORED)
    assert len(content) < 1000
    directory = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    data = bytearray(content[directory:])
    at = data.index(b"big") - 46
    struct.pack_into("<LL", data, at + 20, size, size)
    struct.pack_into("<L", data, end - directory + 16, directory + size - 9)
    with path.open("r+b") as out:
        out.write(content[:directory])
        out.seek(directory + size - 9)
        out.write(data)
        out.truncate()
    tracemalloc.start()
    with path.open("rb") as opened, pytest.raises(PackageRefused) as refused:  # noqa: SIM117
        with open_archive(opened, path.stat().st_size) as archive:
            for name in archive.files:
                for _piece in archive.iterate(name):
                    pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.reason == "size"
    assert peak < 4_000_000
