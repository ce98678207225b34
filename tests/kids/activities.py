"""Lessons of activities for tests of the kindergarten, and what a child sends in them."""

from uuid import uuid4

from apps.kids.models import LessonClass, LessonSkill, Skill
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from tests.factories import client_for
from tests.learning.published import publish_lessons


def item(key, picture, **more):
    return {"key": key, "picture": picture, **more}


def pair(left, right):
    return {"left": item(f"l-{left}", left), "right": item(f"r-{right}", right)}


ACTIVITIES = {
    "tap": {"items": [item("a", "apple"), item("b", "bus"), item("c", "cat")], "answers": ["a"]},
    "listen_and_choose": {"sound": "word-bus", "items": [item("a", "apple"), item("b", "bus")], "answer": "b"},
    "drag": {
        "items": [item("a", "fish"), item("b", "bird")],
        "targets": [item("water", "boat"), item("wood", "tree")],
        "places": {"a": "water", "b": "wood"},
    },
    "match": {"pairs": [pair("cat", "fish"), pair("rabbit", "flower")]},
    "count": {"picture": "apple", "number": 3, "choices": [2, 3, 4]},
    "memory": {"items": [item("a", "sun"), item("b", "moon")]},
    "trace": {"strokes": [[[10, 50], [90, 50]]]},
    "colour": {"drawing": "house", "colours": ["red", "blue"]},
    "say": {"item": item("a", "apple")},
    "story": {"pages": [{"picture": "house"}, {"picture": "tree"}]},
}
RIGHT = {
    "tap": {"keys": ["a"]},
    "listen_and_choose": {"key": "b"},
    "drag": {"places": {"a": "water", "b": "wood"}},
    "match": {"pairs": {"l-cat": "r-fish", "l-rabbit": "r-flower"}},
    "count": {"number": 3},
    "memory": {"tries": [["a", "b"], ["a", "a"], ["b", "b"]]},
}
WRONG = {
    "tap": {"keys": ["a", "b"]},
    "listen_and_choose": {"key": "a"},
    "drag": {"places": {"a": "wood", "b": "wood"}},
    "match": {"pairs": {"l-cat": "r-flower", "l-rabbit": "r-fish"}},
    "count": {"number": 4},
    "memory": {"tries": [["a", "b"], ["a", "a"]]},
}


def activity_block(kind, *, files=None, **changes):
    """A block with an activity of this kind, which can be published."""
    activity = {"kind": kind, "instruction": {"sound": "tap-it"}, **ACTIVITIES[kind], **changes}
    return {"id": str(uuid4()), "kind": "activity", "files": files or {}, "activity": activity}


def publish_activities(course, kid, *blocks, content_class="KG1", skills=(), title="Play", devices=()):
    """A published lesson with these blocks, in which the child is enrolled. `skills`: as they are answered."""
    [row] = publish_lessons(course, {"title": title, "blocks": list(blocks)})
    LessonClass.objects.create(lesson=row, content_class=content_class, devices=list(devices))
    for skill in skills:
        LessonSkill.objects.create(lesson=row, skill=Skill.objects.get(pk=skill["id"]))
    enrol_user(actor=None, user=kid, course=course, source=EnrollmentSource.OFFICE)
    return row


class Player:
    """A child at a lesson, or who sits beside it: sends tries at its activities."""

    def __init__(self, reader, kid, lesson):
        self.client = client_for(reader)
        self.base, self.lesson = f"/children/{kid.pk}", lesson

    def path(self, **query):
        return self.client.get(f"{self.base}/path/", query)

    def open(self):
        return self.client.get(f"{self.base}/lessons/{self.lesson.pk}/")

    def send(self, block, response, **more):
        body = {"block": block["id"], "play": str(uuid4()), "response": response} | more
        return self.client.post(f"{self.base}/lessons/{self.lesson.pk}/answers/", body)

    def answer(self, block, values, **more):
        """The outcome of a try with these values."""
        kind = block["activity"]["kind"]
        answer = self.send(block, {"kind": kind, **values}, **more)
        assert answer.status == 200, answer.json
        return answer.json["outcome"]

    def finish(self):
        return self.client.post(f"{self.base}/lessons/{self.lesson.pk}/finish/")
