"""A corrected key: what it changes is shown first, then applied; and the figures of a quiz."""

import pytest

from apps.events.models import StreamEvent
from apps.quizzes.models import Regrade
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.quizzes.quiz_helpers import RIGHT, WRONG, add_question, hand_in, make_quiz, publish, send, start

pytestmark = pytest.mark.django_db
COUNT, APPLY = "quizzes.count_regrade", "quizzes.apply_regrade"


@pytest.fixture
def question(bank, teacher):
    return add_question(teacher, bank)


@pytest.fixture
def answered(question, group, teacher, pupil, second_pupil):
    """A quiz in which one chose `goes` and one `go`; by its key `goes` is right."""
    quiz = publish(teacher, make_quiz(teacher, group=group), [question])
    for learner, response in ((pupil, RIGHT["single"]), (second_pupil, WRONG["single"])):
        attempt = start(learner, quiz)
        send(learner, attempt, 1, response)
        hand_in(learner, attempt)
    return quiz


def correct(author, question):
    """Say that `go` is right."""
    path = f"/quizzes/questions/{question}/"
    known = client_for(author).get(path).json
    fields = {name: known[name] for name in ("name", "prompt", "body")}
    body = fields | {"key": {"kind": "single", "shares": {"x9": 1}}, "version": known["version"]}
    assert client_for(author).put(path, body).status == 200


def read_scores(quiz, reader):
    rows = client_for(reader).get(f"/quizzes/{quiz['id']}/attempts/").json["results"]
    return {row["learner"]["full_name"]: row["score"] for row in rows}


def test_a_corrected_key_shows_what_changes_before_it_is_applied(answered, question, teacher, other_teacher):
    correct(teacher, question)
    before = read_scores(answered, teacher)
    assert before == {"Jasur Oripov": 1.0, "Laylo Saidova": 0.0}
    path, client = f"/quizzes/questions/{question}/regrades/", client_for(teacher)
    begun = client.post(path)
    assert (begun.status, begun.json["state"]) == (202, "counting")
    one = f"{path}{begun.json['id']}/"
    assert client.post(f"{one}apply/").status == 409, "it is not counted yet"
    assert client.post(path).status == 409, "one at a time"
    run_jobs(COUNT)
    counted = client.get(one).json
    assert (counted["state"], counted["answer_count"], counted["change_count"]) == ("ready", 2, 2)
    assert client.post(path).json["id"] == begun.json["id"], "what is counted is answered again"
    assert {row["learner"]["full_name"]: (row["old"], row["new"]) for row in counted["changes"]} == {
        "Jasur Oripov": (1, 0),
        "Laylo Saidova": (0, 1),
    }
    assert read_scores(answered, teacher) == before, "nothing has changed yet"
    assert client.post(f"{one}apply/").status == 202
    run_jobs(APPLY)
    assert client.get(one).json["state"] == "applied"
    assert read_scores(answered, teacher) == {"Jasur Oripov": 0.0, "Laylo Saidova": 1.0}
    assert client.delete(one).status == 409


def test_marks_by_hand_stay_and_a_second_correction_stops_the_first(answered, question, teacher):
    client = client_for(teacher)
    attempts = client.get(f"/quizzes/{answered['id']}/attempts/").json["results"]
    one = next(row["id"] for row in attempts if row["learner"]["full_name"] == "Laylo Saidova")
    (asked,) = client.get(f"/quizzes/attempts/{one}/marking/").json["questions"]
    assert client.post(f"/quizzes/answers/{asked['answer']}/mark/", {"mark": 0.25}).status == 200
    correct(teacher, question)
    path = f"/quizzes/questions/{question}/regrades/"
    regrade = client.post(path).json
    run_jobs(COUNT)
    counted = client.get(f"{path}{regrade['id']}/").json
    assert (counted["answer_count"], counted["skipped_count"], counted["change_count"]) == (1, 1, 1)
    known = client.get(f"/quizzes/questions/{question}/").json
    body = {name: known[name] for name in ("name", "prompt", "body", "key", "version")} | {"points": 2}
    assert client.put(f"/quizzes/questions/{question}/", body).json["version"] == 3
    assert client.post(f"{path}{regrade['id']}/apply/").status == 409
    assert client.delete(f"{path}{regrade['id']}/").status == 204
    assert not Regrade.objects.exists()


def test_the_statistics_count_first_attempts_and_choices(answered, question, teacher, pupil):
    figures = client_for(teacher).get(f"/quizzes/{answered['id']}/statistics/").json
    assert (figures["count"], figures["mean"], figures["consistency"]) == (2, 0.5, None)
    (row,) = figures["questions"]
    assert (row["question"], row["facility"], row["discrimination"]) == (question, 0.5, None)
    assert [(option["text"], option["count"], option["is_right"]) for option in row["choices"]] == [
        ("goes", 1, True),
        ("go", 1, False),
    ]
    assert client_for(pupil).get(f"/quizzes/{answered['id']}/statistics/").status == 403


def test_of_many_learners_the_newest_count_in_the_statistics(answered, teacher, monkeypatch):
    monkeypatch.setattr("apps.quizzes.queries.MAX_RESULTS", 1)
    figures = client_for(teacher).get(f"/quizzes/{answered['id']}/statistics/").json
    assert (figures["count"], figures["mean"]) == (1, 0.0), "hers who chose `go`"


def test_results_are_told_live_and_hold_no_answer(group, bank, teacher, pupil):
    quiz = publish(teacher, make_quiz(teacher, group=group, show_score="never"), [add_question(teacher, bank)])
    attempt = start(pupil, quiz)
    send(pupil, attempt, 1, RIGHT["single"])
    hand_in(pupil, attempt)
    events = StreamEvent.objects.filter(type__startswith="quiz.").order_by("at", "stream")
    told = {(event.stream_id.partition(":")[0], event.type): event.data for event in events}
    assert sorted(told) == [(kind, f"quiz.{name}") for kind in ("user", "wall") for name in ("begun", "result")]
    assert (told["wall", "quiz.result"]["percent"], told["user", "quiz.result"]["percent"]) == (100.0, None)
    assert "k3" not in str(list(told.values()))
    assert "goes" not in str(list(told.values()))
