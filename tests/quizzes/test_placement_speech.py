"""A text read aloud at the end of a placement test: it stands beside the level for the office."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import Guardian
from apps.quizzes.models import PlacementSession, PlacementSpeech
from apps.quizzes.questions.bodies import SpeakBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import SpeakKey
from apps.quizzes.services import banks
from apps.quizzes.services.hearing import prepare_placement_hearing, store_placement_hearing
from apps.quizzes.services.placement_sessions import forget_visitors
from apps.quizzes.services.placement_speech import remove_old_speeches
from tests.factories import ApiClient, client_for
from tests.homework.request_helpers import build_pdf
from tests.homework.submission_helpers import (
    TEXT,
    build_upload,
    claim_jobs,
    refused_result,
    register_models,
    scored_result,
)
from tests.quizzes.quiz_helpers import write_prompt
from tests.quizzes.test_placement_sessions import RIGHT, bank, begin, opened  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(bank, opened, manager):  # noqa: F811
    """The token of a test whose bank has a text to read aloud."""
    draft = QuestionDraft(
        name="market",
        prompt=write_prompt("Read this aloud."),
        body=SpeakBody(kind="speak", task="reading", text=TEXT),
        key=SpeakKey(kind="speak"),
        skill="speaking",
        difficulty=1.0,
    )
    banks.create_question(actor=manager, bank=bank, draft=draft)
    return opened[1]


def finish(token, user=None):
    """Take the whole test: the secret and the session as its taker sees it at the end."""
    if user is None:
        session = begin(token).json
    else:
        session = client_for(user).post("/quizzes/placement/start/", {"token": token, "as_me": True}).json
    secret = session["secret"]
    while session["state"] == "open":
        assert session["speech"] is None
        path = f"/quizzes/placement/answers/{session['question']['place']}/"
        session = ApiClient().put(path, {"secret": secret, "response": {"kind": "single", "option": RIGHT}}).json
    return secret, session


def send_speech(secret, upload=None, allowed_by="self"):
    form = {"secret": secret, "allowed_by": allowed_by}
    return ApiClient().post("/quizzes/placement/speech/", form=form, files={"file": upload or build_upload()})


def hear(result):
    [claim] = claim_jobs().values()
    stored, task = prepare_placement_hearing(claim)
    assert (stored.content_type, task.reference, task.age_band) == ("audio/webm", TEXT, "")
    store_placement_hearing(claim=claim, result=result, models=register_models())


def read_result(manager):
    key = PlacementSession.objects.get().pk
    return client_for(manager).get(f"/quizzes/placement-sessions/{key}/").json


def test_a_visitor_reads_aloud_and_the_office_hears_it(token, manager):
    secret, session = finish(token)
    speech = session["speech"]
    assert (speech["text"], speech["is_recorded"], speech["may_record"]) == (TEXT, False, True)
    assert read_result(manager)["speech"] is None
    sent = send_speech(secret)
    assert (sent.status, sent.json["speech"]["is_recorded"], sent.json["level"]) == (201, True, session["level"])
    send_speech(secret).check_refused(409, "conflict")
    assert read_result(manager)["speech"]["state"] == "waiting"
    hear(scored_result(81))
    result = read_result(manager)
    heard = result["speech"]
    assert (heard["state"], heard["overall"], heard["asked"], heard["allowed_by"]) == ("heard", 81, TEXT, "self")
    assert result["session"]["level"] == session["level"], "it never counts into the level"
    assert client_for(manager).get(heard["url"].removeprefix("/api/v1")).status == 200


def test_what_the_engine_cannot_use_has_words_and_no_number(token, manager):
    secret, _session = finish(token)
    send_speech(secret, allowed_by="guardian")
    hear(refused_result("OFF_SCRIPT"))
    heard = read_result(manager)["speech"]
    assert (heard["overall"], heard["allowed_by"]) == (None, "guardian")
    assert heard["text"].startswith("This does not sound like the text")


def test_a_dead_job_leaves_the_recording(token, manager):
    secret, _session = finish(token)
    send_speech(secret)
    [claim] = claim_jobs().values()
    jobs.fail_job(claim, reason="broken", retry=False)
    heard = read_result(manager)["speech"]
    assert (heard["state"], heard["text"]) == ("failed", "The speech engine could not hear this recording.")
    assert heard["url"]


def test_bad_recordings_are_refused(token, bank, manager):  # noqa: F811
    secret = begin(token).json["secret"]
    send_speech(secret).check_refused(409, "conflict")
    secret, _session = finish(token)
    send_speech("unknown").check_refused(404, "not_found")
    send_speech(secret, build_pdf()).check_refused(415)
    send_speech(secret, build_upload(more=b"\0" * 6_000_000)).check_refused(413)
    send_speech(secret, allowed_by="nobody").check_refused(422, field="allowed_by")
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        send_speech(secret).check_refused(409, "attempt_closed")
    assert PlacementSpeech.objects.filter(state="asked").count() == 1


def test_a_signed_in_minor_needs_the_consent_of_a_guardian(token, pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    secret, session = finish(token, pupil)
    assert session["speech"]["may_record"] is False
    send_speech(secret).check_refused(409, "consent_missing")


def test_old_recordings_and_visitors_are_forgotten(token, manager):
    secret, _session = finish(token)
    send_speech(secret)
    later = timezone.now() + timedelta(days=400)
    assert remove_old_speeches(before=later, limit=10) == 0, "the engine has still to hear it"
    hear(scored_result(81))
    assert remove_old_speeches(before=later, limit=10) == 1
    heard = read_result(manager)["speech"]
    assert (heard["url"], heard["overall"], bool(heard["transcript"])) == (None, 81, True)
    assert forget_visitors(before=later, limit=10) == 1
    assert read_result(manager)["speech"]["transcript"] == ""
