"""What teachers said of marks feeds calibration without names, and goes with the pupil."""

import json

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.models import Consent, User
from apps.core.models import StoredFile
from apps.homework import services
from apps.homework.models import Appeal, Assignment, Attempt, ScoreProposal, SoundPrint, SpeechScore, WordCorrection
from apps.portal.services.erasure import erase_database_rows
from tests.homework import marking, steps


def consent(person: User) -> None:
    Consent.objects.create(person=person, kind="machine_learning", given=True, text_version="1")


def exported(tmp_path) -> list[dict]:
    path = tmp_path / f"set-{len(list(tmp_path.iterdir()))}.jsonl"
    call_command("calibration_set", str(path))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_corrections_and_marks_are_exported_without_names(
    assignment: Assignment, pupil: User, second_pupil: User, teacher: User, client_for, tmp_path
) -> None:
    consent(pupil)
    result = marking.from_evidence()
    words = [["Jasur", *result.evidence["heard"]["words"][0][1:]], *result.evidence["heard"]["words"][1:]]
    evidence = result.evidence | {"heard": result.evidence["heard"] | {"words": words}}
    attempt = steps.done(assignment, pupil, steps.heard(evidence=evidence))
    steps.done(assignment, second_pupil, marking.from_evidence(), take=1)
    client = client_for(teacher)
    for one in Attempt.objects.all():
        marking.correct(client, one, {1: "near"})
    marking.review(client, attempt.homework, decision="accept", score=77)
    [row] = exported(tmp_path)
    assert (row["teachers_mark"], row["corrections"]) == (77, [{"index": 1, "was": "correct", "now": "near"}])
    assert (row["model_sha256"], row["evidence"]["forced"] == evidence["forced"]) == ("a" * 64, True)
    text = json.dumps(row)
    for secret in ("Jasur", "Oripov", str(pupil.pk), str(attempt.pk), str(attempt.homework_id)):
        assert secret not in text
    consent(second_pupil)
    assert len({one["speaker"] for one in exported(tmp_path)}) == 2


def test_free_answers_are_not_exported_and_no_file_is_written_over(group, pupil: User, teacher: User, tmp_path) -> None:
    consent(pupil)
    attempt = steps.done(marking.free_answer(group), pupil, marking.answered())
    services.correct_words(actor=teacher, attempt=attempt, words={0: "At"})
    assert exported(tmp_path) == []
    with pytest.raises(CommandError, match="File exists"):
        call_command("calibration_set", str(next(tmp_path.iterdir())))


def test_an_erased_pupils_words_voices_and_appeals_go_and_the_mark_stays(
    assignment: Assignment, group, pupil: User, teacher: User, client_for
) -> None:
    attempt = steps.done(assignment, pupil, marking.sounding(marking.voice(1), marking.from_evidence()))
    client = client_for(teacher)
    marking.correct(client, attempt, {0: "wrong"})
    marking.appeal(client_for(pupil), attempt.homework, "I read it all.")
    voice = services.receive_voice(reviewer=teacher, upload=steps.upload())
    marking.review(client, attempt.homework, decision="accept", comment="Well read, Jasur.", voice=str(voice.pk))
    written = steps.give(group, kind="text", reference_text="", instructions="Write about your summer.")
    text = services.hand_in(homework=steps.homework_of(written, pupil), text="My name is Jasur.")
    services.propose(actor=teacher, attempt=attempt, from_sound=True)
    mark = SpeechScore.objects.get(attempt=attempt).overall
    erase_database_rows(pupil.pk)
    score = SpeechScore.objects.get(attempt=attempt)
    assert (score.overall, score.words, score.evidence, score.parts, score.advice) == (mark, [], {}, {}, [])
    assert (Attempt.objects.get(pk=text.pk).text, Appeal.objects.get().text) == ("", "")
    for model in (WordCorrection, ScoreProposal, SoundPrint):
        assert not model.objects.exists()
    assert StoredFile.objects.get(pk=voice.pk).owner_id == pupil.pk
    refused = marking.correct(client, attempt, {0: "near"})
    assert (refused.status, refused.json["code"]) == (409, "conflict")


def test_a_voice_goes_with_the_teacher_who_spoke(
    assignment: Assignment, pupil: User, teacher: User, client_for
) -> None:
    attempt = steps.done(assignment, pupil, steps.marked(50.0))
    voice = services.receive_voice(reviewer=teacher, upload=steps.upload())
    marking.review(client_for(teacher), attempt.homework, decision="accept", voice=str(voice.pk))
    erase_database_rows(pupil.pk)
    erase_database_rows(teacher.pk)
    assert StoredFile.objects.get(pk=voice.pk).owner_id == teacher.pk
