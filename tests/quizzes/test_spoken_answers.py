"""Recordings and files as answers: who may send them, what the speech engine says, and what a teacher marks."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import Consent, Guardian
from apps.core.files.removal import remove_unused_files
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.jobs.kinds import StaleClaim
from apps.jobs.models import Job
from apps.quizzes.models import AnswerFile, QuestionFile, QuizAttempt, SpokenResult
from apps.quizzes.services.answer_files import MAX_FILES, remove_old_recordings, remove_replaced_recordings
from apps.quizzes.services.hearing import run_sweep_speech, store_hearing
from tests.factories import client_for
from tests.homework.request_helpers import build_pdf
from tests.homework.submission_helpers import (
    TEXT,
    allow_recordings,
    build_upload,
    claim_jobs,
    refused_result,
    register_models,
    scored_result,
    uncertain_result,
)
from tests.job_runs import run_jobs
from tests.quizzes.quiz_helpers import add_question, hand_in, hear, make_quiz, publish, send, send_file, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoken(bank, group, teacher):
    """A text to read aloud for ten points, and files to hand in."""
    questions = [add_question(teacher, bank, kind="speak"), add_question(teacher, bank, kind="file")]
    return publish(teacher, make_quiz(teacher, group=group, pass_percent=50), questions)


def record(learner, attempt, place=1, *, take=0):
    """Send a recording and name it in the answer: its id."""
    sent = send_file(learner, attempt, place, build_upload(more=b"\0" * take))
    assert sent.status == 201, sent.json
    saved = send(learner, attempt, place, {"kind": "speak", "file": sent.json["id"]})
    assert (saved.status, saved.json["counts"]) == (200, True), saved.json
    return sent.json["id"]


def see(user, attempt, place=1, *, to_mark=False):
    """A question of the attempt, as its learner or a teacher sees it."""
    answer = client_for(user).get(f"/quizzes/attempts/{attempt['id']}/{'marking/' if to_mark else ''}").json
    return answer | {"question": answer["questions"][place - 1]}


def list_queue(teacher):
    return client_for(teacher).get("/quizzes/marking/").json["results"]


def test_a_sure_score_of_the_engine_counts_after_hand_in(bank, group, teacher, pupil):
    question = add_question(teacher, bank, kind="speak")
    quiz = publish(teacher, make_quiz(teacher, group=group, pass_percent=50), [question])
    attempt = start(pupil, quiz)
    assert attempt["questions"][0]["may_record"] is True
    record(pupil, attempt)
    assert not Job.objects.filter(kind="quizzes.hear").exists(), "nothing is heard before it is handed in"
    client_for(pupil).post(f"/quizzes/attempts/{attempt['id']}/answers/1/hint/", {"number": 1})
    done = hand_in(pupil, attempt)
    assert (done["state"], done["questions"][0]["spoken"][0]["state"]) == ("waiting", "waiting")
    assert list_queue(teacher) == [], "no teacher is asked while the engine is to hear it"
    hear(scored_result(83))
    run_jobs("quizzes.score")
    seen = see(pupil, attempt)
    assert (seen["state"], seen["score"], seen["passed"]) == ("scored", 7.3, True)
    [heard] = seen["question"]["spoken"]
    assert (heard["state"], heard["text"], heard["overall"]) == ("heard", "This recording was scored.", None)
    assert heard["transcript"]
    assert heard["words"][0]["class"] == "correct"
    [for_teacher] = see(teacher, attempt, to_mark=True)["question"]["spoken"]
    assert for_teacher["overall"] == 83
    task = SpokenResult.objects.get().task
    assert (task["kind"], task["reference"], task["language"]) == ("reading", TEXT, "en")


@pytest.mark.parametrize(
    "result",
    [uncertain_result(), refused_result("OFF_SCRIPT"), refused_result("NO_SPEECH")],
    ids=lambda row: row.verdict,
)
def test_what_the_engine_is_not_sure_of_waits_for_a_teacher(spoken, pupil, teacher, result):
    attempt = start(pupil, spoken)
    record(pupil, attempt)
    hand_in(pupil, attempt)
    hear(result)
    run_jobs("quizzes.score")
    seen = see(pupil, attempt)
    assert (seen["state"], seen["question"]["mark"]) == ("waiting", None)
    assert seen["question"]["spoken"][0]["text"] == "A teacher will listen to this recording and mark it."
    [waiting] = list_queue(teacher)
    marked = client_for(teacher).post(f"/quizzes/answers/{waiting['id']}/mark/", {"mark": 6, "comment": "Louder."})
    assert marked.status == 200, marked.json
    assert (see(pupil, attempt)["state"], see(pupil, attempt)["score"]) == ("scored", 6.0)


def test_a_teacher_who_marks_first_is_not_overruled(spoken, pupil, teacher):
    attempt = start(pupil, spoken)
    record(pupil, attempt)
    hand_in(pupil, attempt)
    answer = see(teacher, attempt, to_mark=True)["question"]["answer"]
    assert client_for(teacher).post(f"/quizzes/answers/{answer}/mark/", {"mark": 9}).status == 200
    hear(scored_result(20))
    run_jobs("quizzes.score")
    assert QuizAttempt.objects.get().score == 9


def test_anothers_recording_and_an_old_claim_give_no_mark(spoken, pupil, second_pupil, teacher):
    for learner in (pupil, second_pupil):
        attempt = start(learner, spoken)
        record(learner, attempt)
        hand_in(learner, attempt)
    claims = list(claim_jobs().values())
    assert len(claims) == 2
    for claim in claims:
        store_hearing(claim=claim, result=scored_result(90), models=register_models())
    own, copy = (SpokenResult.objects.get(recording__answer__attempt__user=user) for user in (pupil, second_pupil))
    assert (own.is_sure, own.verdict, copy.is_sure, copy.verdict) == (True, "OK", False, "DUPLICATE")
    text = see(teacher, attempt, to_mark=True)["question"]["spoken"][0]["text"]
    assert text.startswith("Another pupil has submitted the same recording")
    with pytest.raises(StaleClaim):
        store_hearing(claim=claims[0], result=scored_result(100), models=register_models())
    assert sorted(SpokenResult.objects.values_list("overall", flat=True)) == [90, 90]


def test_a_dead_job_sends_the_answer_to_a_teacher(spoken, pupil, teacher):
    attempt = start(pupil, spoken)
    record(pupil, attempt)
    hand_in(pupil, attempt)
    [claim] = claim_jobs().values()
    jobs.fail_job(claim, reason="broken", retry=False)
    [waiting] = list_queue(teacher)
    [spoken_result] = see(teacher, attempt, to_mark=True)["question"]["spoken"]
    assert (spoken_result["state"], spoken_result["text"]) == (
        "failed",
        "The speech engine could not hear this recording.",
    )
    assert waiting["attempt"] == attempt["id"]


def test_a_lost_job_sends_the_answer_to_a_teacher_and_a_second_try_still_counts(spoken, pupil, teacher):
    attempt = start(pupil, spoken)
    record(pupil, attempt)
    hand_in(pupil, attempt)
    [claim] = claim_jobs().values()
    later = timezone.now() + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        run_sweep_speech(claim)
        assert list_queue(teacher) == [], "its job is leased"
        Job.objects.filter(kind="quizzes.hear").delete()
        run_sweep_speech(claim)
    assert len(list_queue(teacher)) == 1
    with unit_of_work():
        jobs.enqueue(kind="quizzes.hear", object_id=SpokenResult.objects.get().pk)
    hear(scored_result(70))
    run_jobs("quizzes.score")
    assert QuizAttempt.objects.get().score == 7


def test_recordings_that_are_not_named_make_room(spoken, pupil):
    attempt = start(pupil, spoken)
    first = record(pupil, attempt)
    for take in range(1, MAX_FILES + 1):
        assert send_file(pupil, attempt, 1, build_upload(more=b"\0" * take)).status == 201
    assert AnswerFile.objects.count() == 2
    assert AnswerFile.objects.filter(pk=first).exists()


def test_replaced_recordings_go(spoken, pupil):
    attempt = start(pupil, spoken)
    record(pupil, attempt)
    last = record(pupil, attempt, take=1)
    later = timezone.now() + timedelta(days=2)
    assert remove_replaced_recordings(before=later, limit=10) == 0, "the attempt is open"
    hand_in(pupil, attempt)
    assert remove_replaced_recordings(before=later, limit=10) == 1
    assert str(AnswerFile.objects.get().pk) == last


def test_withdrawn_consent_keeps_the_engine_away(spoken, pupil, parent, teacher):
    allow_recordings(pupil, parent)
    attempt = start(pupil, spoken)
    record(pupil, attempt)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    Consent.objects.create(person=pupil, kind="recording", given=False, revision=2, text_version="1")
    hand_in(pupil, attempt)
    assert not Job.objects.filter(kind="quizzes.hear").exists()
    assert len(list_queue(teacher)) == 1


def test_a_late_recording_counts_when_a_teacher_accepts_it(bank, group, teacher, pupil):
    question = add_question(teacher, bank, kind="speak")
    quiz = publish(teacher, make_quiz(teacher, group=group), [question])
    attempt = start(pupil, quiz)
    hand_in(pupil, attempt)
    late = send_file(pupil, attempt, 1).json["id"]
    assert send(pupil, attempt, 1, {"kind": "speak", "file": late}).json["counts"] is False
    answer = see(teacher, attempt, to_mark=True)["question"]["answer"]
    accepted = client_for(teacher).post(f"/quizzes/answers/{answer}/accept-late/", {"reason": "No network."})
    assert accepted.status == 200, accepted.json
    hear(scored_result(70))
    run_jobs("quizzes.score")
    assert QuizAttempt.objects.get().score == 7


def test_files_go_to_the_teacher_and_stay_with_their_answer(spoken, pupil, second_pupil, teacher):
    attempt, other = start(pupil, spoken), start(second_pupil, spoken)
    first = send_file(pupil, attempt, 2, build_pdf())
    assert first.json["id"] == send_file(pupil, attempt, 2, build_pdf()).json["id"], "the same bytes are stored once"
    assert (first.status, first.json["content_type"]) == (201, "application/pdf")
    named = {"kind": "file", "files": [first.json["id"]]}
    send(second_pupil, other, 2, named).check_refused(422, field="response")
    send(pupil, attempt, 1, {"kind": "speak", "file": first.json["id"]}).check_refused(422, field="response")
    assert send(pupil, attempt, 2, named).status == 200
    hand_in(pupil, attempt)
    [file] = see(teacher, attempt, 2, to_mark=True)["question"]["answer_files"]
    assert client_for(teacher).get(file["url"].removeprefix("/api/v1")).status == 200
    assert remove_unused_files(before=timezone.now() + timedelta(days=1)) == 0


def test_bad_files_are_refused(spoken, quiz, pupil, second_pupil):
    attempt, plain = start(pupil, spoken), start(pupil, quiz)
    send_file(pupil, attempt, 1, build_pdf()).check_refused(415)
    send_file(pupil, attempt, 9).check_refused(404, "not_found")
    send_file(second_pupil, attempt, 1).check_refused(404, "not_found")
    send_file(pupil, plain, 1).check_refused(409, "conflict")
    for take in range(MAX_FILES):
        assert send_file(pupil, attempt, 2, build_pdf(b"%d" % take)).status == 201
    send_file(pupil, attempt, 2, build_pdf(b"one more")).check_refused(409, "conflict")


def test_a_minor_without_consent_records_nothing(spoken, pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    attempt = start(pupil, spoken)
    assert attempt["questions"][0]["may_record"] is False
    send_file(pupil, attempt, 1).check_refused(409, "consent_missing")
    send_file(pupil, attempt, 2).check_refused(409, "consent_missing")
    assert send_file(pupil, attempt, 2, build_pdf()).status == 201
    assert AnswerFile.objects.count() == 1
    allow_recordings(pupil, parent)
    assert start(pupil, spoken)["questions"][0]["may_record"] is True
    assert send_file(pupil, attempt, 1).status == 201


def test_old_recordings_go_and_marks_stay(spoken, pupil, teacher):
    attempt = start(pupil, spoken)
    recording = record(pupil, attempt)
    hand_in(pupil, attempt)
    later = timezone.now() + timedelta(days=400)
    assert remove_old_recordings(before=later, limit=10) == 0, "the engine has still to hear it"
    hear(scored_result(83))
    run_jobs("quizzes.score")
    assert remove_old_recordings(before=later, limit=10) == 1
    [file] = see(pupil, attempt)["question"]["answer_files"]
    assert (file["id"], file["url"]) == (recording, None)
    assert QuizAttempt.objects.get().score == Decimal("8.3")


def test_a_lost_play_is_asked_for_again(bank, group, teacher, pupil):
    stored = StoredFile.objects.create(path="material/quiz", sha256="0" * 64, size=9, content_type="audio/mpeg")
    file = QuestionFile.objects.create(bank_id=bank, file=stored, duration_ms=2_000, added_by=teacher)
    question = add_question(teacher, bank, audio=str(file.pk), max_plays=2)
    quiz = publish(teacher, make_quiz(teacher, group=group), [question])
    attempt = start(pupil, quiz)
    path = f"/quizzes/attempts/{attempt['id']}/answers/1/play/"
    client = client_for(pupil)
    answers = [client.post(path, {"number": number}).json for number in (1, 1, 2)]
    assert [(answer["plays_used"], answer["plays_left"]) for answer in answers] == [(1, 1), (1, 1), (2, 0)]
    assert client.post(path, {"number": 3}).status == 409
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client_for(pupil).post(path, {"number": 2}).status == 409
