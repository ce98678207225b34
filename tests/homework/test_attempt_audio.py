"""The original is kept as it came and is played whole or by byte range."""

import pytest
from django.core.files.storage import default_storage

from tests.homework.submission_helpers import CLIPS, refused_result, submit_and_score


@pytest.fixture
def attempt(assignment, pupil):
    return submit_and_score(assignment, pupil, refused_result("NO_SPEECH"))


def test_refused_recording_is_served_unchanged(attempt, pupil, client_for):
    answer = client_for(pupil).get(f"/homework/attempts/{attempt.pk}/audio/")
    assert (answer.status, answer.content) == (200, (CLIPS / "good-adult.webm").read_bytes())
    assert answer.headers["content-type"] == "audio/webm"
    assert answer.headers["content-disposition"] == f'attachment; filename="attempt-1-{attempt.pk}.webm"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (answer.headers["cache-control"], answer.headers["accept-ranges"]) == ("private, no-store", "bytes")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-50", -50, None), ("bytes=5-99999999", 5, None)],
)
def test_range_request_is_answered_with_206_and_those_bytes(attempt, pupil, client_for, asked, start, end):
    content = (CLIPS / "good-adult.webm").read_bytes()
    answer = client_for(pupil).get(f"/homework/attempts/{attempt.pk}/audio/", headers={"Range": asked})
    assert (answer.status, answer.content) == (206, content[start:end])
    first = start if start >= 0 else len(content) + start
    last = first + len(answer.content) - 1
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(content)}"
    assert answer.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_range_outside_the_recording_is_answered_with_416(attempt, pupil, client_for, asked):
    answer = client_for(pupil).get(f"/homework/attempts/{attempt.pk}/audio/", headers={"Range": asked})
    assert (answer.status, answer.json["code"]) == (416, "bad_request")
    assert answer.headers["content-range"] == f"bytes */{attempt.file.size}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "items=0-1", "bytes=9-2", "bytes=-", "bytes=a-b", ""])
def test_invalid_or_multiple_range_gets_the_whole_recording(attempt, pupil, client_for, asked):
    answer = client_for(pupil).get(f"/homework/attempts/{attempt.pk}/audio/", headers={"Range": asked})
    assert (answer.status, len(answer.content)) == (200, attempt.file.size)


def test_recording_missing_in_the_store_is_answered_with_404(attempt, pupil, client_for):
    default_storage.delete(attempt.file.path)
    assert client_for(pupil).get(f"/homework/attempts/{attempt.pk}/audio/").status == 404
