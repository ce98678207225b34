"""The days of play: each child gets its list, chooses a lesson of it, and plays it to its end, all by the services."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone
from pydantic import TypeAdapter

from apps.accounts.models import ConsentKind, Session, User
from apps.accounts.queries import has_consented
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.kids.activities.judging import Response
from apps.kids.class_queries import get_class_day
from apps.kids.recommendations import Recommendations, load_recommendations
from apps.kids.services.activities import ActivityTry, answer_activity, finish_lesson
from apps.kids.services.shown import record_shown
from apps.learning.standing import load_standing
from apps.settings.queries import get_default_branch
from project.demo.clock import shift_clock_to
from project.demo.kindergarten.learner import Learner
from project.demo.kindergarten.lessons import DemoLesson, load_lessons

FIRST_HOUR = 9
CHOICES = (6, 3, 1)
"""How often a child takes the first, the second and the third lesson of its list."""
MAX_TRIES = 12
LONGEST = timedelta(minutes=20)
"""A lesson takes no longer."""
_RESPONSE: TypeAdapter[Response] = TypeAdapter(Response)


def at(moment: datetime) -> AbstractContextManager[None]:
    """Let the block happen at this time."""
    return shift_clock_to(moment)


def find_begin(day_count: int) -> datetime:
    """Return the morning of the day before the first of so many days."""
    return _get_morning(get_class_day() - timedelta(days=day_count))


def play_days(children: Sequence[User], course: Course, *, day_count: int, seed: int) -> int:
    """Let the children play on so many days, the last one today. Return how many activities they played."""
    lessons = load_lessons(course)
    learners = [Learner(place, seed) for place in range(len(children))]
    first, now, played = get_class_day() - timedelta(days=day_count - 1), timezone.now(), 0
    for number in range(day_count):
        day = first + timedelta(days=number)
        for place, (child, learner) in enumerate(zip(children, learners, strict=True)):
            # On a day that has hardly begun it has just happened: nothing is done in the future.
            moment = min(_get_morning(day) + timedelta(minutes=10 * place), now - LONGEST)
            if learner.plays_on(number):
                # Rows that one transaction changes thousands of times would slow it down.
                with unit_of_work():
                    played += _play_day(child, learner, course, lessons, moment)
    return played


def _play_day(
    child: User, learner: Learner, course: Course, lessons: Mapping[UUID, DemoLesson], moment: datetime
) -> int:
    """Let a child play a lesson of its list from this moment on, each try at its own time."""
    day = get_local_day(moment, get_default_branch().zone)
    with at(moment):
        listed = load_recommendations(child, child)
        if has_consented(child, ConsentKind.LEARNING_SYSTEMS):
            record_shown(listed, session=Session(user=child))
    lesson = lessons[_choose(listed, learner)]
    for block, activity in lesson.activities.items():
        play, number, has_help, star = uuid4(), 0, False, False
        while not star and number < MAX_TRIES:
            number += 1
            response = learner.answer(lesson.skill, activity, number=number, has_help=has_help, day=day)
            given = ActivityTry(
                play, number, _RESPONSE.validate_python(response), has_help, seconds=learner.rng.randint(6, 20)
            )
            moment += timedelta(seconds=given.seconds)
            with at(moment):
                result = answer_activity(child=child, lesson_id=lesson.id, block=block, activity=activity, given=given)
            has_help, star = result.hint is not None, result.star
    with at(moment):
        standing = load_standing(child, course)
        outlined = standing.outline.get_lesson(lesson.id)
        assert outlined is not None
        finish_lesson(standing=standing, lesson=outlined)
    return len(lesson.activities)


def _choose(listed: Recommendations, learner: Learner) -> UUID:
    ids = [each.lesson.id for each in listed.lessons]
    return learner.rng.choices(ids, CHOICES[: len(ids)])[0]


def _get_morning(day: date) -> datetime:
    return get_day_bounds(day, get_default_branch().zone)[0] + timedelta(hours=FIRST_HOUR)
