"""How a child does in lessons of one kind, against all children."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.accounts.models import Consent
from apps.core.permissions import Role
from apps.kids.paces import load_paces
from apps.kids.recommending.lessons import Pace
from apps.learning.models import LessonProgress
from tests import factories
from tests.kids.activities import RIGHT, WRONG, Player, activity_block, publish_activities
from tests.kids.children import make_lesson
from tests.kids.kid_requests import make_kid
from tests.kids.pipeline_helpers import enrol
from tests.learning.published import publish_lessons

pytestmark = pytest.mark.django_db


def test_a_pace_compares_a_child_with_all_children(course, kid, second_pupil, django_assert_num_queries):
    other = make_kid(factories.make_user(Role.STUDENT, "Asal"), date(2022, 5, 1))
    counting, more, shapes = rows = publish_lessons(course, {}, {}, {})
    begun = {
        kid: [(counting, 120, True), (more, 60, False)],
        other: [(counting, 240, True), (more, 180, True), (shapes, 300, True)],
        second_pupil: [(counting, 9000, False)],  # no child of the kindergarten
    }
    for user, lessons in begun.items():
        for row, seconds, is_done in lessons:
            done = timezone.now() if is_done else None
            LessonProgress.objects.create(user=user, lesson=row, seconds=seconds, completed_at=done)
    skills = ("counting", "counting", "shapes")
    lessons = [make_lesson(row.pk, skills=(skill,)) for row, skill in zip(rows, skills, strict=True)]
    progress = {row.lesson_id: row for row in LessonProgress.objects.filter(user=kid)}
    with django_assert_num_queries(2):
        paces = load_paces(kid, lessons, progress)
    assert paces == {
        "counting": Pace(lessons=2, minutes=1.5, class_minutes=2.5, finished_share=0.5, class_finished_share=0.75)
    }


def test_the_time_of_a_played_lesson_is_that_of_its_plays(course, kid, second_pupil, consent):
    """A third child plays without the consent: it finishes the lesson, and no time is known."""
    others = [make_kid(user, date(2022, 5, 1)) for user in (second_pupil, factories.make_user(Role.STUDENT, "Asal"))]
    block = activity_block("tap")
    row = publish_activities(course, kid, block)
    for other in others:
        enrol(other, course)
    Consent.objects.create(person=others[0], kind="learning_systems", given=True, text_version="1")
    players = [Player(each, each, row) for each in (kid, *others)]
    play = str(uuid4())
    players[0].answer(block, WRONG["tap"], play=play, seconds=40)
    players[0].answer(block, RIGHT["tap"], play=play, number=2, seconds=20)
    players[1].answer(block, RIGHT["tap"], seconds=3600)
    players[2].answer(block, RIGHT["tap"], seconds=100)
    assert [player.finish().status for player in (players[0], players[2])] == [200, 200]
    progress = {found.lesson_id: found for found in LessonProgress.objects.filter(user=kid)}
    pace = load_paces(kid, [make_lesson(row.pk, skills=("counting",))], progress)["counting"]
    assert (pace.lessons, pace.minutes, pace.class_minutes) == (1, 1, 3), "of a try five minutes count at most"
    assert (pace.finished_share, pace.class_finished_share) == (1, pytest.approx(2 / 3))
