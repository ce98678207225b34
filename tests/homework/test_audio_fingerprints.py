"""The same sound in another file, and the model audio played back: flagged, hidden, and the teacher decides."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connections
from django.utils import timezone

from apps.core.files.removal import remove_unused_files
from apps.gamification.queries.ledger import get_coin_balance
from apps.homework.models import Assignment, Attempt, SoundPrint
from apps.homework.services import audio_fingerprints, reviews, scoring
from tests.homework import submission_helpers
from tests.homework.review_helpers import correct_words, get_attempt, make_voice, post_review, with_fingerprint
from tests.homework.submission_helpers import assign_reading, build_upload, submit_and_score, submit_recording


def cut(samples):
    """Another file of the same sound: quieter, and a third of a second shorter."""
    return 0.5 * samples[5000:]


def test_sound_of_another_pupil_in_another_file_waits_for_review(assignment, pupil, second_pupil, teacher, client_for):
    sound = make_voice(1)
    first = submit_and_score(assignment, pupil, with_fingerprint(sound))
    second = submit_and_score(assignment, second_pupil, with_fingerprint(cut(sound)), take=1)
    client = client_for(teacher)
    assert (first.flags, get_attempt(client, first)["waits"]) == ([], False)
    seen = get_attempt(client, second)
    assert (seen["waits"], seen["teacher"]["flags"]) == (True, ["ANOTHERS_SOUND"])
    alike = seen["teacher"]["alike"]
    assert (alike["attempt"], alike["student"]["id"], 0.5 < alike["share"] <= 1) == (str(first.pk), str(pupil.pk), True)
    own = get_attempt(client_for(second_pupil), second)
    assert (own["score"], own["teacher"], bool(own["text"]), get_coin_balance(second_pupil)) == (None, None, True, 0)
    queued = client.get("/homework/queue/").json["results"]
    assert [(row["certainty"], row["flags"]) for row in queued] == [(0, ["ANOTHERS_SOUND"])]
    post_review(client, second.homework, decision="accept").check_refused(422, field="score")
    assert post_review(client, second.homework, decision="accept", score=60).json["score"] == 60


def test_own_sound_different_sound_and_other_assignment_are_not_flagged(assignment, group, pupil, second_pupil):
    sound = make_voice(1)
    submit_and_score(assignment, pupil, with_fingerprint(sound))
    assert submit_and_score(assignment, pupil, with_fingerprint(cut(sound)), take=1).flags == []
    assert submit_and_score(assignment, second_pupil, with_fingerprint(make_voice(2)), take=2).flags == []
    assert submit_and_score(assign_reading(group), second_pupil, with_fingerprint(sound), take=3).flags == []


def test_replayed_model_audio_is_flagged_and_waits_for_review(assignment, pupil, teacher, client_for):
    sound, stored = (make_voice(3), reviews.store_voice_comment(reviewer=teacher, upload=build_upload()))
    SoundPrint.objects.create(file=stored, seconds=4.0, fingerprint=with_fingerprint(sound).fingerprint)
    Assignment.objects.filter(pk=assignment.pk).update(model_audio=stored)
    attempt = submit_and_score(assignment, pupil, with_fingerprint(cut(sound)), take=1)
    seen = get_attempt(client_for(teacher), attempt)
    assert (seen["teacher"]["flags"], seen["waits"], get_coin_balance(pupil)) == (["MODEL_AUDIO"], True, 0)
    assert (seen["teacher"]["alike"]["attempt"], seen["teacher"]["alike"]["student"]) == (None, None)
    accepted = post_review(client_for(teacher), attempt.homework, decision="accept")
    assert (accepted.json["score"], get_coin_balance(pupil)) == (80, 16)


def test_flag_is_kept_when_words_are_corrected(assignment, pupil, second_pupil, teacher, client_for):
    sound = make_voice(1)
    submit_and_score(assignment, pupil, with_fingerprint(sound))
    second = submit_and_score(assignment, second_pupil, with_fingerprint(cut(sound)), take=1)
    answer = correct_words(client_for(teacher), second, {0: "correct"})
    assert ("ANOTHERS_SOUND" in answer.json["teacher"]["flags"], answer.json["waits"]) == (True, True)
    assert answer.json["teacher"]["alike"] is not None


def test_waveform_is_shown_only_to_users_who_hear_the_recording(assignment, pupil, second_pupil, teacher, client_for):
    attempt = submit_and_score(assignment, pupil, with_fingerprint(make_voice(1)))
    for person in (pupil, teacher):
        path = get_attempt(client_for(person), attempt)["peaks"]
        drawn = client_for(person).get(path).json
        assert (drawn["seconds"], len(drawn["peaks"]), max(drawn["peaks"])) == (4.0, 800, 255)
    assert client_for(second_pupil).get(path).status == 404
    waiting = submit_recording(assignment, second_pupil, take=1)
    assert client_for(teacher).get(f"/homework/attempts/{waiting.pk}/peaks/").json == {"seconds": None, "peaks": []}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["one after the other", "control: at once"])
def test_one_of_two_equal_sounds_stored_at_once_is_flagged(group, pupil, second_pupil, monkeypatch, protected):
    assignment, sound = assign_reading(group), make_voice(1)
    handed = [submit_recording(assignment, who, take=take) for take, who in enumerate((pupil, second_pupil))]
    claims = submission_helpers.jobs.claim_jobs(queue="speech", limit=2, worker="test")
    results = {str(handed[0].pk): with_fingerprint(sound), str(handed[1].pk): with_fingerprint(cut(sound))}
    models, together = submission_helpers.register_models(), Barrier(2)
    if not protected:
        monkeypatch.setattr(audio_fingerprints, "store_fingerprint", _without_lock)
    real = audio_fingerprints.list_fingerprint_matches

    def met(*args, **kwargs):
        result = real(*args, **kwargs)
        try:
            together.wait(1.0 if protected else 30.0)
        except BrokenBarrierError:
            pass
        return result

    monkeypatch.setattr(audio_fingerprints, "list_fingerprint_matches", met)

    def store(claim) -> None:
        try:
            scoring.store_score(claim=claim, result=results[claim.object_id], models=models)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(store, claims))
    flags = [Attempt.objects.get(pk=attempt.pk).flags for attempt in handed]
    assert (sorted(flags) == [[], ["ANOTHERS_SOUND"]]) == protected


def _without_lock(attempt, result) -> None:
    values = {"seconds": result.duration, "peaks": result.peaks, "fingerprint": result.fingerprint}
    SoundPrint.objects.update_or_create(file_id=attempt.file_id, defaults=values)


def test_fingerprint_is_deleted_with_its_file(teacher):
    SoundPrint.objects.create(file=reviews.store_voice_comment(reviewer=teacher, upload=build_upload()), seconds=1.0)
    assert remove_unused_files(before=timezone.now() + timedelta(seconds=1)) == 1
    assert not SoundPrint.objects.exists()
