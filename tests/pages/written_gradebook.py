"""A gradebook with cells in every state."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import client_for
from tests.grading.gradebook_requests import make_gradebook, write


def write_gradebook(teacher, colleague, group, quiz, pupils):
    """Its id, and that of an item that two people mark. Its cells: a quiz, points with a penalty, what was left out, an
    excuse, what is missing.
    """
    now = timezone.now()
    tests = {"name": "Tests", "weight": 60, "drop_lowest": 1}
    gradebook = make_gradebook(
        teacher, group,
        {"name": "Unit 3: past simple", "source": "quiz", "quiz": str(quiz)},
        {"name": "Dictation", "due_at": (now - timedelta(days=3)).isoformat(), "late_percent_per_day": 10},
        {"name": "An unbelievably long name of an oral exam about journeys", "category": 1},
        {"name": "Attendance", "source": "attendance", "category": 1},
        categories=[tests, {"name": "Speaking and everything that belongs to it", "weight": 40}],
    )  # fmt: skip
    first, second, third = pupils[:3]
    for pupil, item, points in ((first, 0, 17.5), (first, 1, 8), (second, 1, 12), (third, 2, 20)):
        answer = write(teacher, gradebook, pupil, points, item=item, reason="Heard in class.")
        assert answer.status == 201, answer.json
    assert write(teacher, gradebook, second, None, item=2, is_excused=True).status == 201
    extension = {
        "item": gradebook["items"][1]["id"], "student": str(first.pk), "reason": "Was ill.",
        "due_at": (now + timedelta(days=4)).isoformat(),
    }  # fmt: skip
    path = f"/grading/gradebooks/{gradebook['id']}/extensions/"
    assert client_for(teacher).post(path, extension).status == 201
    appeal = {"item": gradebook["items"][0]["id"], "reason": "I said the last sentence, and the recording has it too."}
    assert client_for(first).post("/grading/appeals/", appeal).status == 201
    return gradebook["id"], _mark_twice(teacher, colleague, gradebook["items"][2]["id"])


def _mark_twice(teacher, colleague, item):
    """Two works have both marks, and one has the first."""
    path = f"/grading/items/{item}"
    markers = {"first": str(teacher.pk), "second": str(colleague.pk), "tolerance": 2}
    marking = client_for(teacher).put(f"{path}/marking/", markers)
    assert marking.status == 200, marking.json
    codes = [work["code"] for work in marking.json["works"]]
    for place, first, second in ((0, 17, 18), (1, 12, 17.5), (2, 15, None)):
        for marker, points in ((teacher, first), (colleague, second)):
            body = {"code": codes[place], "points": points, "note": "Lively, with few mistakes."}
            assert points is None or client_for(marker).post(f"{path}/marks/", body).status == 201
    return item
