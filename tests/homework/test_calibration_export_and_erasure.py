"""What teachers said of marks feeds calibration without names, and goes with the pupil."""

import json

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.models import Consent, User
from apps.core.models import StoredFile
from apps.homework.models import Appeal, Attempt, ScoreProposal, SoundPrint, SpeechScore, WordCorrection
from apps.homework.services import rescoring, reviews, submissions, word_corrections
from apps.portal.services.erasure import erase_database_rows
from tests.homework import review_helpers, submission_helpers
from tests.homework.review_helpers import correct_words, make_voice, post_appeal, post_review, score_recorded_evidence
from tests.homework.submission_helpers import assign_reading, build_upload, recorded_result, submit_and_score


def consent(person: User) -> None:
    Consent.objects.create(person=person, kind="machine_learning", given=True, text_version="1")


def exported(tmp_path) -> list[dict]:
    path = tmp_path / f"set-{len(list(tmp_path.iterdir()))}.jsonl"
    call_command("calibration_set", str(path))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_export_of_corrections_and_scores_has_no_names(assignment, pupil, second_pupil, teacher, client_for, tmp_path):
    consent(pupil)
    result = score_recorded_evidence()
    words = [["Jasur", *result.evidence["heard"]["words"][0][1:]], *result.evidence["heard"]["words"][1:]]
    evidence = result.evidence | {"heard": result.evidence["heard"] | {"words": words}}
    attempt = submit_and_score(assignment, pupil, recorded_result(evidence=evidence))
    submit_and_score(assignment, second_pupil, score_recorded_evidence(), take=1)
    client = client_for(teacher)
    for stored_attempt in Attempt.objects.all():
        correct_words(client, stored_attempt, {1: "near"})
    post_review(client, attempt.homework, decision="accept", score=77)
    [row] = exported(tmp_path)
    assert (row["teachers_mark"], row["corrections"]) == (77, [{"index": 1, "was": "correct", "now": "near"}])
    assert (row["model_sha256"], row["evidence"]["forced"] == evidence["forced"]) == ("a" * 64, True)
    text = json.dumps(row)
    for secret in ("Jasur", "Oripov", str(pupil.pk), str(attempt.pk), str(attempt.homework_id)):
        assert secret not in text
    consent(second_pupil)
    assert len({line["speaker"] for line in exported(tmp_path)}) == 2


def test_free_answers_are_not_exported_and_no_file_is_overwritten(group, pupil, teacher, tmp_path):
    consent(pupil)
    attempt = submit_and_score(review_helpers.assign_free_answer(group), pupil, review_helpers.build_answer_result())
    word_corrections.correct_words(actor=teacher, attempt=attempt, words={0: "At"})
    assert exported(tmp_path) == []
    with pytest.raises(CommandError, match="File exists"):
        call_command("calibration_set", str(next(tmp_path.iterdir())))


def test_erasing_a_pupil_removes_texts_and_recordings_but_no_score(assignment, group, pupil, teacher, client_for):
    attempt = submit_and_score(
        assignment, pupil, review_helpers.with_fingerprint(make_voice(1), score_recorded_evidence())
    )
    client = client_for(teacher)
    correct_words(client, attempt, {0: "wrong"})
    post_appeal(client_for(pupil), attempt.homework, "I read it all.")
    voice = reviews.store_voice_comment(reviewer=teacher, upload=build_upload())
    post_review(client, attempt.homework, decision="accept", comment="Well read, Jasur.", voice=str(voice.pk))
    written = assign_reading(group, kind="text", reference_text="", instructions="Write about your summer.")
    text = submissions.submit_homework(
        homework=submission_helpers.get_homework(written, pupil), text="My name is Jasur."
    )
    rescoring.propose_score(actor=teacher, attempt=attempt, from_recording=True)
    mark = SpeechScore.objects.get(attempt=attempt).overall
    erase_database_rows(pupil.pk)
    score = SpeechScore.objects.get(attempt=attempt)
    assert (score.overall, score.words, score.evidence, score.parts, score.advice) == (mark, [], {}, {}, [])
    assert (Attempt.objects.get(pk=text.pk).text, Appeal.objects.get().text) == ("", "")
    for model in (WordCorrection, ScoreProposal, SoundPrint):
        assert not model.objects.exists()
    assert StoredFile.objects.get(pk=voice.pk).owner_id == pupil.pk
    correct_words(client, attempt, {0: "near"}).check_refused(409, "conflict")


def test_voice_comment_belongs_to_the_erased_teacher_who_recorded_it(assignment, pupil, teacher, client_for):
    attempt = submit_and_score(assignment, pupil, submission_helpers.scored_result(50.0))
    voice = reviews.store_voice_comment(reviewer=teacher, upload=build_upload())
    post_review(client_for(teacher), attempt.homework, decision="accept", voice=str(voice.pk))
    erase_database_rows(pupil.pk)
    erase_database_rows(teacher.pk)
    assert StoredFile.objects.get(pk=voice.pk).owner_id == teacher.pk
