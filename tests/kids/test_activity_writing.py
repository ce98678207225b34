"""Who writes a lesson puts activities into it: what is not there is refused, what is missing stops the publication."""

from uuid import uuid4

import pytest
from django.utils import timezone

from apps.kids.models import ActivityAnswer
from tests.factories import client_for
from tests.kids.activities import ACTIVITIES, activity_block
from tests.learning.course_writing import Author, make_course_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(teacher, group, course):
    return Author(client_for(teacher), course)


@pytest.fixture
def lesson(author):
    return author.add_lesson(author.add_module())


def save(author, lesson, activity, **more):
    block = {"id": str(uuid4()), "kind": "activity", "activity": activity, **more}
    return author.save_answer(lesson, blocks=[block])


@pytest.mark.parametrize(
    ("activity", "place", "words"),
    [
        ({"kind": "jump"}, "", "not valid"),
        ({"kind": "tap", "speed": 3}, ".speed", "not valid here: tap.speed"),
        ({"kind": "tap", "items": [{"key": "a", "picture": "dragon"}]}, "", "There is no picture “dragon”."),
        ({"kind": "say", "instruction": {"sound": "shout"}}, "", "There is no sound “shout”."),
        ({"kind": "memory", "items": [{"key": "a"}, {"key": "a"}]}, "", "Two pictures have the same key."),
        ({"kind": "colour", "colours": ["gold"]}, "", "There is no such colour."),
        ({"kind": "trace", "strokes": [[[0, 0], [500, 0]]]}, ".strokes.0.1.0", "not valid here: trace.strokes"),
        ({"kind": "count", "number": 99}, ".number", "not valid here: count.number"),
        ("tap", "", "not valid"),
    ],
)
def test_what_there_is_not_is_refused_at_its_place(author, lesson, activity, place, words):
    refused = save(author, lesson, activity)
    refused.check_refused(422, field=f"blocks.0.activity{place}")
    assert words in refused.json["fields"][f"blocks.0.activity{place}"][0]


def test_files_have_names_and_belong_to_the_course(author, lesson, course, other_group):
    own, other = make_course_file(course), make_course_file(course, content_type="application/pdf")
    save(author, lesson, None, files={"say": str(own.pk)})
    for files, field in (
        ({"say": str(uuid4())}, "blocks.0.files.say"),
        ({"say": str(other.pk)}, "blocks.0.files.say"),
        ({"Say It": str(own.pk)}, "blocks.0.files.Say It"),
        (["say"], "blocks.0.files"),
    ):
        save(author, lesson, None, files=files).check_refused(422, field=field)


@pytest.mark.parametrize("kind", ACTIVITIES)
def test_an_empty_activity_cannot_be_published_and_a_whole_one_can(author, kind):
    module = author.add_module()
    empty = {"id": str(uuid4()), "kind": "activity", "activity": {"kind": kind}}
    lesson = author.add_lesson(module, blocks=[empty])
    missing = [row["text"] for row in author.changes()["missing"]]
    assert "The spoken instruction is missing." in missing
    assert len(missing) >= 2
    author.save(lesson, blocks=[activity_block(kind)])
    assert author.changes()["missing"] == []
    author.publish()


def test_a_lesson_says_how_long_a_child_plays_it(author, lesson, kid):
    def read_minutes():
        answer = author.client.get(f"/skills/lessons/{lesson['id']}/").json
        return answer["play_minutes"], answer["most_play_minutes"]

    assert read_minutes() == (None, 7)
    story = activity_block("story", pages=[{"picture": "house"}] * 12)
    author.save(lesson, blocks=[story, story | {"id": str(uuid4())}, activity_block("tap"), activity_block("colour")])
    assert read_minutes() == (7, 7), "2 · (12 + 12 · 12) + (12 + 3 · 4) + (12 + 60) seconds"
    plays = [
        ActivityAnswer(
            child=kid, lesson_id=lesson["id"], block=story["id"], play=uuid4(), outcome="played",
            seconds=300 + number, given_at=timezone.now(), given_on=timezone.now().date(),
        )
        for number in range(20)
    ]  # fmt: skip
    ActivityAnswer.objects.bulk_create(plays[1:])
    assert read_minutes() == (7, 7)
    plays[0].save()
    assert read_minutes() == (10, 7), "the median of 20 plays in place of the rule"


def test_a_picture_of_ones_own_needs_its_file_and_words(author, lesson, course):
    picture = make_course_file(course, content_type="image/png", duration_ms=None)
    block = activity_block("say", skill="flying", item={"key": "a", "picture": "file:duck"})
    author.save(lesson, blocks=[block])
    assert [row["text"] for row in author.changes()["missing"]] == [
        "A file of the activity is missing.",
        "Say of each picture of your own what is to be seen.",
        "The skill of the activity is not there.",
    ]
    whole = activity_block(
        "say", files={"duck": str(picture.pk)}, item={"key": "a", "picture": "file:duck", "alt": {"uz": "oʻrdak"}}
    )
    lesson = author.client.get(f"/courses/lessons/{lesson['id']}/draft/").json
    saved = author.save(lesson, blocks=[whole])
    assert [file["id"] for file in saved["files"]] == [str(picture.pk)]
    author.publish()
