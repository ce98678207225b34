"""The whole way with real processes: recordings over HTTP, the base model, marks, coins, leaderboard, events, and bad
recordings that end with a reason. One speech process serves the module's one evening.
"""

from functools import cache
from typing import Any

import httpx
import pytest

from apps.accounts.models import User
from apps.courses.models import Group
from apps.events.publishing import get_group_stream, get_wall_stream
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.homework.models import IN_FLIGHT_STATES, Assignment, Attempt, ScoreProposal
from apps.homework.reasons import get_first_reason_by_language
from apps.jobs.models import Job
from apps.quizzes.models import SpokenResult
from apps.settings.queries import get_system_settings
from tests import factories
from tests.bad_inputs.damaged_audio import hour_of_silence, m4a, wav
from tests.homework.browser_recordings import encode_as_firefox, encode_as_safari
from tests.homework.record import CLIPS, read_clip_table
from tests.homework.request_helpers import put_model_audio
from tests.homework.submission_helpers import assign_reading, get_homework, list_stream_events
from tests.job_runs import run_jobs
from tests.processes import wait_until
from tests.quizzes.quiz_helpers import add_question, hand_in, make_bank, make_quiz, publish, send, start

HALF, OTHER = "half-read.webm", "off-script.ogg"
GOOD = ("good-adult.webm", "good-child.m4a", "weak-adult.wav", "12-001310168.mp3")
BY_UPLOAD = {"firefox.ogg": "05-014390051.opus", "safari.m4a": "04-005940025.m4a"}
"""As browsers make them and the pages send them, by the clips they are made of."""
MADE = {
    "eight-hertz.wav": lambda: wav(rate=8, data=b"\0" * 40_000),
    "an-hour.flac": hour_of_silence,
    "truncated.m4a": lambda: m4a()[: len(m4a()) // 2],
    "firefox.ogg": lambda: encode_as_firefox(BY_UPLOAD["firefox.ogg"]),
    "safari.m4a": lambda: encode_as_safari(BY_UPLOAD["safari.m4a"]),
}
EXPECTED = {
    "silent.m4a": "NO_SPEECH",
    "noise.webm": "NO_SPEECH",
    "eight-hertz.wav": "AUDIO_BAD",
    "an-hour.flac": "TOO_LONG",
    "truncated.m4a": "AUDIO_BAD",
}


@cache
def recording(name: str) -> bytes:
    """What is submitted under this name: made here, else one of the clips."""
    return MADE[name]() if name in MADE else (CLIPS / name).read_bytes()


def submit(
    base_url: str, client: factories.ApiClient, assignment, student: User, name: str, data: bytes
) -> dict[str, Any]:
    """Hand it in, twice with one key."""
    path = f"{base_url}/api/v1/homework/{get_homework(assignment, student).pk}/submit/"
    headers = {"Authorization": f"Bearer {client.token}", "Idempotency-Key": name}
    if name in BY_UPLOAD:
        body: dict[str, Any] = {"json": {"upload": uploaded(base_url, path, headers, name, data)}}
    else:
        body = {"files": {"file": (name, data)}}
    first, again = (httpx.post(path, headers=headers, timeout=60, **body) for _ in range(2))
    assert first.status_code == 202, first.text
    assert (again.status_code, again.json()) == (202, first.json())
    return first.json()


def uploaded(base_url: str, path: str, headers: dict[str, str], name: str, data: bytes) -> str:
    """The upload's id, once its two pieces are there."""
    begun = {**headers, "Idempotency-Key": f"{name} begun"}
    presigned = httpx.post(f"{path}presign/", headers=begun, json={"name": name, "size": len(data)}, timeout=60).json()
    middle = len(data) // 2
    for first, end in ((0, middle), (middle, len(data))):
        where = {"Content-Range": f"bytes {first}-{end - 1}/{len(data)}"}
        put = httpx.put(f"{base_url}{presigned['url']}", headers=where, content=data[first:end], timeout=60)
        assert (put.status_code, put.headers["upload-offset"]) == (200, str(end)), put.text
    return str(presigned["id"])


def give(group: Group, clip: str, kind: str = "reading"):
    row = read_clip_table(kind).get(BY_UPLOAD.get(clip, clip)) or read_clip_table()["good-adult.webm"]
    values = {name: row[name] for name in ("kind", "level", "question")}
    values |= {"title": clip, "reference_text": row["reference"]}
    if row["kind"] == "speaking":
        values["reference_answers"] = ["We can see the game well from here.", "I like that we see the match."]
    return assign_reading(group, **values)


@pytest.mark.django_db(transaction=True)
def test_real_engine_scores_or_refuses_every_recording_of_an_evening(processes, group, pupil, second_pupil, teacher):
    speech = processes.spawn(["speech"])
    base_url = processes.serve_url("uvicorn")
    readers, answers = factories.client_for(pupil), {}
    speech.wait_for("speech ready", timeout=120)

    for name in (*GOOD, *BY_UPLOAD, HALF, OTHER, *EXPECTED):
        answers[name] = submit(base_url, readers, give(group, name), pupil, name, recording(name))
    wait_until(
        lambda: not Attempt.objects.filter(state__in=IN_FLIGHT_STATES).exists(), timeout=300, what="the last answer"
    )

    attempts = {attempt.homework.assignment.title: attempt for attempt in Attempt.objects.select_related(
        "homework__assignment", "score", "file")}  # fmt: skip
    assert len(attempts) == len(GOOD) + len(BY_UPLOAD) + len(EXPECTED) + 2
    shown = {name: readers.get(f"/homework/attempts/{attempt.pk}/").json for name, attempt in attempts.items()}

    for name in (*GOOD, *BY_UPLOAD):
        details = shown[name]
        outcome = (details["state"], details["verdict"], details["model"])
        assert outcome == ("scored", "OK", "whisper-base"), (name, details)
        assert details["score"] >= 40
        words = [word for word in details["words"] if word["class"] == "correct"]
        assert len(words) >= len(details["words"]) / 3
        assert all(word["start"] <= word["end"] <= details["duration"] + 0.1 for word in words)
        assert set(details["parts"]) == {"accuracy", "completeness", "fluency", "prosody", "relevance", "clarity"}
    assert shown["good-adult.webm"]["score"] > shown["weak-adult.wav"]["score"]

    sent = {name: attempts[name].file for name in BY_UPLOAD}
    assert {name: (file.content_type, file.size) for name, file in sent.items() if file} == {
        name: (kind, len(recording(name))) for name, kind in (("firefox.ogg", "audio/ogg"), ("safari.m4a", "audio/mp4"))
    }
    half, other = shown[HALF], shown[OTHER]
    assert (half["state"], half["verdict"], half["score"] > 0) == ("scored", "INCOMPLETE", True), half
    assert half["parts"]["completeness"] < 80
    assert (other["state"], other["verdict"], other["counts"]) == ("refused", "OFF_SCRIPT", True), other

    for name, verdict in EXPECTED.items():
        details, attempt = shown[name], attempts[name]
        assert (details["state"], details["verdict"], details["score"]) == ("refused", verdict, None), (name, details)
        assert details["text"] in get_first_reason_by_language(attempt.reason, attempt.verdict).values()
        assert (attempt.homework.state, attempt.counts) == ("assigned", False)
        assert readers.get(f"/homework/attempts/{attempt.pk}/audio/").content == recording(name)

    marks = [shown[name]["score"] for name in (*GOOD, *BY_UPLOAD, HALF)]
    coins = sum(round(20 * mark / 100) for mark in marks if mark >= get_system_settings().coins_minimum_score)
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil) == coins > 0
    stream_events = list_stream_events(get_wall_stream(group.pk))
    scored = {data["title"]: data for kind, data in stream_events if kind == "attempt.scored"}
    refused = {data["title"]: data for kind, data in stream_events if kind == "attempt.refused"}
    assert (set(scored), set(refused)) == ({*GOOD, *BY_UPLOAD, HALF}, {*EXPECTED, OTHER})
    assert sum(data["coins"] for data in scored.values()) == coins
    boards = [data for kind, data in list_stream_events(get_group_stream(group.pk)) if kind == "leaderboard.changed"]
    assert boards[-1]["rows"][0]["student"] == str(pupil.pk)
    board = factories.client_for(teacher).get(f"/gamification/leaderboard/{group.pk}/", {"period": "all"}).json
    assert [row["coins"] for row in board["rows"]] == [coins]
    assert speech.is_running()

    free = give(group, "03-001350194.webm", "speaking")
    data = (CLIPS / "03-001350194.webm").read_bytes()
    spoken = submit(base_url, factories.client_for(second_pupil), free, second_pupil, "03-001350194.webm", data)
    wait_until(lambda: Attempt.objects.get(pk=spoken["id"]).finished_at, what="the answer to a free answer")
    answer = Attempt.objects.select_related("score__embedding_model").get(pk=spoken["id"])
    assert answer.verdict in ("OK", "LOW_CONFIDENCE")
    assert answer.score.relevance is not None
    assert answer.score.embedding_model.sha256
    hear_answer_of_quiz(base_url, group, teacher, pupil)
    hear_again_and_listen(teacher, attempts["12-001310168.mp3"], free)


def hear_answer_of_quiz(base_url: str, group: Group, teacher: User, pupil: User) -> None:
    """A recording that a quiz asks for gets its points from the engine."""
    question = add_question(teacher, make_bank(teacher, group.course), kind="speak")
    attempt = start(pupil, publish(teacher, make_quiz(teacher, group=group), [question]))
    path = f"{base_url}/api/v1/quizzes/attempts/{attempt['id']}/answers/1/files/"
    headers = {"Authorization": f"Bearer {factories.client_for(pupil).token}"}
    file = {"file": ("good-adult.webm", (CLIPS / "good-adult.webm").read_bytes())}
    sent = httpx.post(path, headers=headers, files=file, timeout=60)
    assert sent.status_code == 201, sent.text
    assert send(pupil, attempt, 1, {"kind": "speak", "file": sent.json()["id"]}).status == 200
    assert hand_in(pupil, attempt)["state"] == "waiting"
    wait_until(lambda: SpokenResult.objects.get().state == "heard", what="the recording of the quiz")
    run_jobs("quizzes.score")
    seen = factories.client_for(pupil).get(f"/quizzes/attempts/{attempt['id']}/").json
    assert (seen["state"], seen["score"] >= 4) == ("scored", True), seen
    assert seen["questions"][0]["spoken"][0]["words"]


def hear_again_and_listen(teacher: User, attempt: Attempt, assignment: Assignment) -> None:
    """The speech process's other two jobs: a recording heard once more gets the same marks, a model audio its print."""
    client = factories.client_for(teacher)
    asked = client.post(f"/homework/attempts/{attempt.pk}/rescore/", {"from_sound": True})
    assert asked.status == 202, asked.json
    assert put_model_audio(client, assignment).status == 200
    wait_until(lambda: ScoreProposal.objects.get().state != "listening", what="the second hearing")
    read = f"/homework/assignments/{assignment.pk}/"
    wait_until(lambda: client.get(read).json["model_seconds"], what="the model audio")
    proposal = client.get(f"/homework/attempts/{attempt.pk}/").json["teacher"]["proposal"]
    assert (proposal["state"], proposal["stale"], proposal["after"]) == ("ready", False, proposal["before"])
    assert client.get(read).json["model_seconds"] == pytest.approx(26.98, abs=0.1)
    assert set(Job.objects.filter(queue="speech").values_list("state", flat=True)) == {"done"}
