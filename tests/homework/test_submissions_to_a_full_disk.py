"""A full disk, and one that may not be written: a submission is refused, keeps no piece, and is sent again later."""

from pathlib import Path
from uuid import uuid4

import pytest

from apps.core.models import StoredFile
from apps.homework.models import Attempt
from tests.factories import ApiResponse
from tests.file_size_limit import limit_file_size
from tests.homework.request_helpers import build_pdf, post_assignment, post_submission
from tests.homework.submission_helpers import build_upload, get_homework
from tests.resources.upload_requests import put_bytes


@pytest.fixture
def store(settings, tmp_path):
    """A folder store of this test's own."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


def files(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]


def put_off(answer: ApiResponse) -> None:
    assert (answer.status, answer.json["code"], answer.headers["retry-after"]) == (503, "unavailable", "30")
    assert not StoredFile.objects.exists()
    assert not Attempt.objects.exists()


def test_submission_to_a_full_disk_stores_nothing_and_can_be_repeated(assignment, pupil, client_for, store):
    homework, client, key = get_homework(assignment, pupil), client_for(pupil), str(uuid4())
    with limit_file_size(60_000):
        put_off(post_submission(client, homework, key=key, file=build_upload()))
    assert files(store) == []
    assert post_submission(client, homework, key=key, file=build_upload()).status == 202
    assert [path.stat().st_size for path in files(store)] == [build_upload().size]


def test_large_upload_to_a_full_disk_is_answered_with_503(teacher, group, pupil, client_for, settings, store):
    homework = get_homework(post_assignment(client_for(teacher), group, "file"), pupil)
    large = build_pdf(b"x" * settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
    with limit_file_size(60_000):
        put_off(post_submission(client_for(pupil), homework, file=large))
    assert files(store) == []


def test_submission_to_an_unwritable_store_is_answered_with_503(assignment, pupil, client_for, settings, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    settings.MEDIA_ROOT = str(in_the_way / "media")
    put_off(post_submission(client_for(pupil), get_homework(assignment, pupil), file=build_upload()))


def test_upload_part_refused_by_a_full_disk_can_be_sent_again(teacher, group, pupil, client_for, store):
    homework = get_homework(post_assignment(client_for(teacher), group, "file"), pupil)
    content = build_pdf(b"x" * 100_000).read()
    body = {"name": "work.pdf", "size": len(content)}
    way = client_for(pupil).post(f"/homework/{homework.pk}/submit/presign/", body).json
    with limit_file_size(60_000):
        refused = put_bytes(way["url"], content)
    put_off(refused)
    assert refused.headers["upload-offset"] == "0"
    sent = put_bytes(way["url"], content)
    assert (sent.status, sent.headers["upload-offset"]) == (200, str(len(content)))
    assert [path.stat().st_size for path in files(store)] == [len(content)]
