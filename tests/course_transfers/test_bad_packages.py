"""Packages that are damaged, hostile or too large are refused with a sentence, and nothing of them stays."""

import gzip
import io
import re
import struct
import tarfile
import zipfile

import pytest

from apps.course_transfers.models import CourseImport
from apps.courses.models import Course
from apps.jobs.models import Job
from apps.learning.models import Module
from tests.course_transfers.cartridges import write_cartridge
from tests.course_transfers.packages import find_reasons, list_stored, write_tar, write_zip
from tests.packages.zips import mark_encrypted, named

pytestmark = pytest.mark.django_db
COURSE = """format: talim-course
version: 1
course: {title: {en: C}}
modules: [{title: M, lessons: [{title: L, content: l}]}]
"""
GOOD = {"course.yaml": COURSE, "l/lesson.yaml": "blocks: []\n"}
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><manifest>&b;</manifest>'
ALIASES = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
MISSING = b"PK\x03\x04" + b"\0" * 100


def with_entry(name, content=b"x", **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, text in GOOD.items():
            archive.writestr(path, text)
        archive.writestr(named(name, **more), content)
    return out.getvalue()


def tar_with(kind, name="escape", link="/etc/passwd"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, link
        archive.addfile(entry)
    return out.getvalue()


def bomb():
    return gzip.compress(b"\0" * (80 * 1024 * 1024), 9)


def too_many():
    return write_zip({f"f/{number}": b"" for number in range(10_001)})


def large_directory():
    out = io.BytesIO(write_zip(GOOD))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(140):
            entry = zipfile.ZipInfo(f"m/{number}")
            entry.comment = b"x" * 60_000
            archive.writestr(entry, b"")
    return out.getvalue()


def one_text_many_times():
    words = "word " * (1024 * 1024 // 5)
    blocks = "".join("- {kind: text, document: {text: a.md}}\n" for _ in range(200))
    return write_zip(GOOD | {"l/lesson.yaml": f"blocks:\n{blocks}", "l/a.md": words})


BAD = {
    "cut off": lambda: write_zip(GOOD)[:-40],
    "nonsense": lambda: MISSING,
    "no course": lambda: write_zip({"a.txt": "x"}),
    "up": lambda: with_entry("../up.txt"),
    "root": lambda: with_entry("/etc/up.txt"),
    "drive": lambda: with_entry("C:/up.txt"),
    "backslash": lambda: with_entry("a\\up.txt"),
    "link": lambda: with_entry("link", b"/etc/passwd", mode=0o120777),
    "encrypted": lambda: mark_encrypted(write_zip(GOOD)),
    "tar link": lambda: tar_with(tarfile.SYMTYPE),
    "tar hard link": lambda: tar_with(tarfile.LNKTYPE),
    "tar device": lambda: tar_with(tarfile.CHRTYPE),
    "tar up": lambda: write_tar({"../x": "y"}),
    "gzip bomb": bomb,
    "zip bomb": lambda: write_zip(GOOD | {"b": b"\0" * (80 * 1024 * 1024)}),
    "many files": too_many,
    "deep": lambda: write_zip(GOOD | {"/".join("a" * 30): "x"}),
    "yaml aliases": lambda: write_zip({"course.yaml": ALIASES}),
    "yaml object": lambda: write_zip({"course.yaml": "!!python/object/apply:os.system [id]"}),
    "yaml list": lambda: write_zip({"course.yaml": "[1]"}),
    "newer": lambda: write_zip({"course.yaml": COURSE.replace("version: 1", "version: 2")}),
    "no lesson": lambda: write_zip({"course.yaml": COURSE}),
    "yaml NUL": lambda: write_zip(GOOD | {"course.yaml": COURSE.replace("title: M", 'title: "a\\0b"')}),
    "large directory": large_directory,
    "one text many times": one_text_many_times,
    "entities": lambda: write_zip({"imsmanifest.xml": LAUGHS}),
    "other manifest": lambda: write_zip({"imsmanifest.xml": "<manifest><metadata/></manifest>"}),
    "moodle 1": lambda: write_zip({"moodle_backup.xml": "<MOODLE_BACKUP/>"}),
    "bad manifest": lambda: write_zip(write_cartridge("1.2") | {"imsmanifest.xml": "<manifest"}),
}  # fmt: skip


def test_a_bad_package_is_refused_with_a_sentence(sender):
    courses = Course.objects.count()
    entries = {name: sender.check(make()) for name, make in BAD.items()}
    assert [name for name, entry in entries.items() if entry["state"] != "failed"] == []
    assert [name for name, entry in entries.items() if not entry["problem"].endswith((".", "”."))] == []
    run = f"/courses/courses/imports/{entries['link']['id']}/run/"
    assert sender.client.post(run).json["code"] == "conflict"
    assert (Course.objects.count(), Module.objects.count(), list_stored()) == (courses, 0, [])


TWICE = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea1"
REFUSED_COURSES = {
    "no title": "course: {title: {en: ''}}\n",
    "spaces": "course: {title: {uz: '   '}}\n",
    "language": "course: {title: {en: C}, language: xx}\n",
    "two ids": f"modules: [{{id: {TWICE}, title: M, lessons: [{{id: {TWICE}, title: L, content: l}}]}}]\n",
    "circle": "modules: [{title: M, opens: [{rule: after_lesson, lesson: %s}],"
    f" lessons: [{{id: {TWICE}, title: L, content: l}}]}}]\n" % TWICE,
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED_COURSES)
def test_the_dry_run_refuses_what_the_run_would(sender, teacher, name):
    teacher.locale = "ru"
    teacher.save(update_fields=["locale"])
    lines = {line.partition(":")[0]: line for line in COURSE.splitlines(keepends=True)}
    lines |= {REFUSED_COURSES[name].partition(":")[0]: REFUSED_COURSES[name]}
    package = write_zip(GOOD | {"course.yaml": "".join(lines.values())})
    courses, jobs = Course.objects.count(), Job.objects.count()
    checked = sender.check(package)
    assert checked["state"] == "failed", checked
    assert re.search("[а-я]{4}", checked["problem"].partition(":")[2] or checked["problem"]), checked["problem"]
    assert (Course.objects.count(), Module.objects.count(), list_stored()) == (courses, 0, [])
    # The run says the same, were it asked: the draft may have been good when it was checked.
    CourseImport.objects.filter(pk=checked["id"]).update(state="checked", problem="", problem_values={})
    assert sender.run(checked)["problem"] == checked["problem"]
    assert (Course.objects.count(), Module.objects.count(), list_stored()) == (courses, 0, [])
    assert Job.objects.count() - jobs <= 2, "the check and the run alone"


def test_what_is_no_archive_is_refused_at_once(sender):
    refused = sender.send(b"%PDF-1.4 ...", "course.pdf")
    assert (refused.status, refused.json["code"]) == (415, "unsupported_media")


def test_a_name_that_stands_twice_and_a_wrong_checksum_are_refused(sender):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("course.yaml", COURSE)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("course.yaml", COURSE)
    assert "course.yaml" in sender.check(out.getvalue())["problem"]
    data = bytearray(write_zip(GOOD))
    struct.pack_into("<L", data, data.find(b"PK\x01\x02") + 16, 1)
    assert sender.check(bytes(data))["state"] == "failed"


def test_files_that_a_course_cannot_hold_are_left_out_and_named(sender, author):
    blocks = "".join(
        f"- {{kind: file, file: m/{name}, title: x}}\n" for name in ("a.exe", "b.svg", "gone.pdf", "ok.txt")
    )
    files = GOOD | {
        "l/lesson.yaml": "blocks:\n" + blocks + "- {kind: text, document: {type: script}}\n- {kind: image, alt: [1]}\n",
        "m/a.exe": b"MZ\x90\x00\x03\x00", "m/b.svg": "<svg onload='x'/>\0", "m/ok.txt": "words",
    }  # fmt: skip
    done = sender.import_package(write_zip(files))
    assert (done["figures"]["blocks"], done["figures"]["files"]) == (2, 1)
    assert find_reasons(done, "left_out") == {"file_refused", "file_missing", "bad_block"}


def test_a_file_that_is_named_by_no_text_is_missing(sender):
    blocks = "blocks:\n- {kind: file, file: [x], title: x}\n- {kind: file, file: {a: 1}, title: y}\n"
    checked = sender.check(write_zip(GOOD | {"l/lesson.yaml": blocks}))
    assert (checked["state"], find_reasons(checked, "left_out")) == ("checked", {"file_missing"})


def test_a_lesson_that_is_too_long_becomes_several(sender):
    page = "".join(f'<p>{number}</p><iframe src="https://youtu.be/dQw4w9WgXcQ"></iframe>' for number in range(130))
    done = sender.import_package(write_zip(write_cartridge("1.3", **{"pages/welcome.html": page})))
    assert "split" in find_reasons(done, "changed")
    assert done["figures"]["blocks"] > 260
