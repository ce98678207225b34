"""A teacher says what they think of a homework; the pupil hears it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import Guardian
from apps.core.models import StoredFile
from tests.homework.review_helpers import post_review
from tests.homework.submission_helpers import allow_recordings, build_upload, scored_result, submit_and_score


def send(client, homework, upload=None):
    return client.post(f"/homework/{homework.pk}/review/voice/", files={"file": upload or build_upload()})


def test_voice_comment_of_a_review_is_played_by_range(assignment, pupil, parent, teacher, second_pupil, client_for):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_recordings=False)
    allow_recordings(pupil, parent)
    homework = submit_and_score(assignment, pupil, scored_result(50.0)).homework
    client = client_for(teacher)
    sent = send(client, homework)
    assert (sent.status, sent.json["content_type"]) == (201, "audio/webm")
    path = post_review(client, homework, decision="return", voice=sent.json["id"]).json["reviews"][0]["voice"]
    recording = build_upload().read()
    for person in (pupil, parent, teacher):
        heard = client_for(person).get(path)
        assert (heard.status, heard.content, heard.headers["content-type"]) == (200, recording, "audio/webm")
    part = client_for(pupil).get(path, headers={"Range": "bytes=10-19"})
    assert (part.status, part.content) == (206, recording[10:20])
    assert client_for(second_pupil).get(path).status == 404


def test_only_an_own_voice_comment_can_be_used_and_only_once(assignment, pupil, teacher, assistant, client_for):
    attempt = submit_and_score(assignment, pupil, scored_result(50.0))
    mine, theirs = client_for(teacher), client_for(assistant)
    sent = send(mine, attempt.homework).json["id"]
    for client, voice in ((theirs, sent), (mine, str(attempt.file_id)), (mine, "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81")):
        post_review(client, attempt.homework, decision="accept", voice=voice).check_refused(422, field="voice")
    assert post_review(mine, attempt.homework, decision="accept", voice=sent).status == 200
    assert post_review(mine, attempt.homework, decision="accept", voice=sent).status == 422
    silent = post_review(mine, attempt.homework, decision="accept")
    assert [review["voice"] is None for review in silent.json["reviews"]] == [True, False]


def test_file_that_is_no_recording_is_refused_as_voice_comment(assignment, pupil, teacher, other_teacher, client_for):
    homework = submit_and_score(assignment, pupil, scored_result(50.0)).homework
    files, client = StoredFile.objects.count(), client_for(teacher)
    assert send(client, homework, SimpleUploadedFile("a.mp3", b"hello, this is a text")).status == 415
    assert send(client, homework, SimpleUploadedFile("a.mp3", b"")).status == 422
    assert send(client_for(other_teacher), homework).status == 404
    assert send(client_for(pupil), homework).status == 403
    assert StoredFile.objects.count() == files
