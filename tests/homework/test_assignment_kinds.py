"""Assignments of every kind: what each needs and cannot use; for a lesson; the words shown before it is given."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.homework.models import Assignment, Homework
from apps.lessons.services import create_lesson
from tests.homework.request_helpers import KINDS, build_assignment_body, post_assignment


@pytest.fixture
def lesson(group):
    """One that is going on."""
    now = timezone.now()
    times = {"starts_at": now - timedelta(minutes=5), "ends_at": now + timedelta(hours=1)}
    return create_lesson(actor=None, group=group, **times)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_created_and_read(group, teacher, pupil, client_for, kind):
    answer = client_for(teacher).post("/homework/assignments/", build_assignment_body(group, kind))
    assert answer.status == 201, answer.json
    assert (answer.json["kind"], answer.json["pupils_count"]) == (kind, 2)
    task = client_for(pupil).get("/homework/").json["results"][0]["assignment"]
    assert {name: task[name] for name in KINDS[kind]} == KINDS[kind]
    assert (task["counting"], task["late_coins_percent"], task["model_audio"]) == ("best", 50, False)


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("repeat", {"reference_text": " "}, "reference_text"),
        ("repeat", {"reference_text": "Mary goes home.\n … !"}, "reference_text"),
        ("repeat", {"reference_text": "Go.\n" * 61}, "reference_text"),
        ("reading", {"reference_text": "x" * 5001}, "reference_text"),
        ("speaking", {"question": " "}, "question"),
        ("file", {"instructions": ""}, "instructions"),
        ("text", {"instructions": " "}, "instructions"),
        ("text", {"reference_text": "Mary goes home."}, "reference_text"),
        ("text", {"weights": {"accuracy": 1}}, "weights"),
        ("file", {"target_wpm": 80}, "target_wpm"),
        ("file", {"key_words": ["home"]}, "key_words"),
        ("reading", {"weights": {"relevance": 1}}, "weights.relevance"),
        ("speaking", {"weights": {"accuracy": 1}}, "weights.accuracy"),
        ("reading", {"weights": {"accuracy": 0, "fluency": 0}}, "weights"),
        ("reading", {"weights": {"accuracy": -1}}, "accuracy"),
        ("reading", {"weights": {"accuracy": 1e300}}, "accuracy"),
        ("reading", {"weights": ["accuracy"]}, "weights"),
        ("reading", {"late_coins_percent": 101}, "late_coins_percent"),
        ("reading", {"late_policy": "forget"}, "late_policy"),
        ("reading", {"counting": "worst"}, "counting"),
        ("reading", {"group": None}, "group"),
        ("speaking", {"key_words": [""]}, "0"),
    ],
)
def test_invalid_field_for_a_kind_is_refused_with_its_name(group, teacher, client_for, kind, wrong, field):
    answer = client_for(teacher).post("/homework/assignments/", build_assignment_body(group, kind, **wrong))
    assert (answer.status, answer.json["code"]) == (422, "invalid"), answer.json
    assert any(name == field or name.split(".")[-1] == field for name in answer.json["fields"]), answer.json
    assert not Assignment.objects.exists()


def test_lesson_determines_the_group_of_an_assignment(group, lesson, teacher, client_for):
    client = client_for(teacher)
    made = post_assignment(client, group, group=None, lesson=str(lesson.pk))
    assert (made.group_id, made.lesson_id) == (group.pk, lesson.pk)
    post_assignment(client, group)
    listed = client.get("/homework/assignments/", {"lesson": str(lesson.pk)})
    assert [row["id"] for row in listed.json["results"]] == [str(made.pk)]


def test_weights_and_late_policy_are_stored(group, teacher, client_for):
    values = {"weights": {"accuracy": 3, "fluency": 1}, "late_policy": "reduce", "late_coins_percent": 25}
    made = post_assignment(client_for(teacher), group, counting="last", **values)
    assert {name: getattr(made, name) for name in values} == values
    assert made.counting == "last"


def test_preview_shows_compared_words_and_stores_nothing(group, teacher, client_for):
    text = "Their|There are 28 cats.\nHe *|cat don't go."
    body = {"kind": "repeat", "language": "en", "level": "A2", "reference_text": text}
    answer = client_for(teacher).post("/homework/assignments/preview/", body)
    assert answer.status == 200, answer.json
    seen = answer.json
    readings = {word["text"]: word["readings"] for word in seen["words"]}
    assert readings["Their"] == ["their", "there"]
    assert "twenty eight" in readings["28"]
    assert "do not" in readings["don't"]
    assert [word["anything"] for word in seen["words"]].count(True) == 1
    assert [word["index"] for word in seen["words"]] == list(range(len(seen["words"])))
    assert [(phrase["first"], phrase["words"]) for phrase in seen["phrases"]] == [(0, 4), (4, 4)]
    assert seen["words_per_minute"] == 80
    assert seen["seconds"] == pytest.approx(60 * 9 / 80, abs=1.0)
    assert (seen["too_long"], seen["marked_by"]) == (False, "machine")
    assert not Assignment.objects.exists()
    assert not Homework.objects.exists()


def test_preview_shows_what_is_too_long_or_scored_by_the_teacher(teacher, client_for):
    client, path = client_for(teacher), "/homework/assignments/preview/"
    long = client.post(path, {"kind": "reading", "language": "en", "level": "A1", "reference_text": "Go. " * 400})
    assert (long.json["too_long"], long.json["most_seconds"]) == (True, 300)
    uzbek = client.post(path, {"kind": "reading", "language": "uz", "reference_text": "Бугун 12 та олма."})
    assert uzbek.json["marked_by"] == "teacher"
    assert uzbek.json["words"][0]["readings"] == ["bugun"]
    text = client.post(path, {"kind": "text", "language": "en", "instructions": "Write."})
    assert (text.json["words"], text.json["phrases"], text.json["seconds"]) == ([], [], 0)
    for body, field in (
        ({"kind": "reading", "language": "en"}, "reference_text"),
        ({"kind": "reading", "reference_text": "Go."}, "language"),
    ):
        refused = client.post(path, body)
        assert refused.status == 422
        assert any(name.split(".")[-1] == field for name in refused.json["fields"]), refused.json
