"""How it should sound: put beside the text, heard by range, listened to by the engine."""

import pytest

import apps.jobs.services as jobs
from apps.accounts.models import Guardian
from apps.homework.models import Assignment, SoundPrint
from apps.homework.services.model_audio import get_unprocessed_model_audio, store_model_audio_fingerprint
from apps.jobs.kinds import ClaimedJob, StaleClaim
from apps.jobs.models import Job, JobState
from tests.homework.record import CLIPS
from tests.homework.request_helpers import post_assignment, put_model_audio
from tests.homework.submission_helpers import assign_reading

CLIP = (CLIPS / "good-adult.webm").read_bytes()


def audio(assignment: Assignment) -> str:
    return f"/homework/assignments/{assignment.pk}/model-audio/"


def listened(seconds: float = 4.2) -> ClaimedJob:
    """The engine takes the one job there is and answers."""
    (claim,) = jobs.claim_jobs(queue="speech", limit=10, worker="test")
    assert claim.kind == "homework.listen_model_audio"
    store_model_audio_fingerprint(claim=claim, seconds=seconds, peaks=b"\x01" * 8, fingerprint=b"\x02" * 8)
    return claim


def test_model_audio_is_stored_played_by_range_deleted(assignment, pupil, parent, teacher, other_teacher, client_for):
    client = client_for(teacher)
    assert client.get(audio(assignment)).status == 404
    put = put_model_audio(client, assignment)
    assert (put.status, put.json["model_audio"], put.json["model_seconds"]) == (200, True, None), put.json
    heard = client_for(pupil).get(audio(assignment))
    assert (heard.status, heard.content, heard.headers["content-type"]) == (200, CLIP, "audio/webm")
    part = client_for(pupil).get(audio(assignment), headers={"Range": "bytes=10-19"})
    assert (part.status, part.content) == (206, CLIP[10:20])
    assert client_for(pupil).get(audio(assignment), headers={"Range": "bytes=99999999-"}).status == 416
    assert client_for(parent).get(audio(assignment)).status == 404
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    assert client_for(parent).get(audio(assignment)).status == 200
    assert client_for(other_teacher).get(audio(assignment)).status == 404
    assert client_for(pupil).get("/homework/").json["results"][0]["assignment"]["model_audio"] is True
    for _ in range(2):
        assert client.delete(audio(assignment)).status == 204
    assert client_for(pupil).get(audio(assignment)).status == 404


def test_fingerprint_of_model_audio_is_stored_once(assignment, group, teacher, client_for):
    client = client_for(teacher)
    put_model_audio(client, assignment)
    job = Job.objects.get(queue="speech")
    assert (job.object_id, job.priority, job.share) == (str(assignment.pk), 5, str(group.pk))
    claim = listened()
    assert client.get(f"/homework/assignments/{assignment.pk}/").json["model_seconds"] == 4.2
    assert Job.objects.get(pk=claim.id).state == JobState.DONE
    assert get_unprocessed_model_audio(claim) is None
    with pytest.raises(StaleClaim):
        store_model_audio_fingerprint(claim=claim, seconds=1.0, peaks=b"", fingerprint=b"")
    assert SoundPrint.objects.get().seconds == 4.2


def test_fingerprint_of_replaced_model_audio_is_not_stored(assignment, teacher, client_for):
    client = client_for(teacher)
    put_model_audio(client, assignment)
    (claim,) = jobs.claim_jobs(queue="speech", limit=10, worker="test")
    put_model_audio(client, assignment, CLIP + b"\0")
    assert get_unprocessed_model_audio(claim) is None
    store_model_audio_fingerprint(claim=claim, seconds=4.2, peaks=b"", fingerprint=b"")
    assert not SoundPrint.objects.exists()
    listened(0.0)
    assert client.get(f"/homework/assignments/{assignment.pk}/").json["model_seconds"] == 0


@pytest.mark.parametrize(("content", "status"), [(b"no sound", 415), (b"", 422)], ids=["another kind of file", "empty"])
def test_file_that_is_not_a_recording_is_refused_as_model_audio(assignment, teacher, client_for, content, status):
    put_model_audio(client_for(teacher), assignment, content).check_refused(status, field="file")
    assert not Job.objects.filter(queue="speech").exists()


def test_only_spoken_homework_can_have_model_audio(group, teacher, client_for):
    client = client_for(teacher)
    assert put_model_audio(client, post_assignment(client, group, "text")).status == 409
    assert client.put(audio(assign_reading(group)), {"file": "x"}).status == 415
