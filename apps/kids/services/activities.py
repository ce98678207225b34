"""What children do in lessons of activities."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.uow import unit_of_work
from apps.events.publishing import get_child_stream, publish_event
from apps.jobs.services import enqueue
from apps.kids.activities.judging import ActivityResult, count_options, find_right_response, judge
from apps.kids.activities.kinds import FreeActivity, ScoredActivity
from apps.kids.events import ChildPlayed
from apps.kids.models import ActivityAnswer, LessonSkill, Skill, SkillAnswer
from apps.kids.services.classes import lock_child
from apps.kids.services.mastery import store_evidence
from apps.kids.services.play_time import MOST_A_TRY, count_play
from apps.learning.completion import get_rule_name
from apps.learning.outlines import OutlineLesson
from apps.learning.services.progress import RECORD_LESSON, LessonActs, record_progress
from apps.learning.standing import Standing
from apps.settings.queries import get_default_branch

HINT_FROM = 2
"""The wrong try of a play after which the page shows what is right; the next one is then right with help."""


@dataclass(frozen=True)
class ActivityTry:
    """A try of a child at an activity. `play`: an id of this time; `number`: of the try in it, from 1; `has_help`: the
    page showed the child something; `seconds`: what the try took.
    """

    play: UUID
    number: int
    response: Any
    has_help: bool
    seconds: int


@dataclass(frozen=True)
class TryResult:
    """What became of a try. `hint`: what would be right, once a child was wrong HINT_FROM times: nobody is stuck.
    `play_left_seconds`: how long the child may still play today; None without a limit.
    """

    outcome: ActivityResult
    is_recorded: bool
    play_left_seconds: int | None
    hint: Mapping[str, Any] | None = None

    @property
    def star(self) -> bool:
        """Whether the activity is done, for which there is a star however many tries it took."""
        return self.outcome != ActivityResult.WRONG


def answer_activity(
    *, child: User, lesson_id: UUID, block: UUID, activity: ScoredActivity | FreeActivity, given: ActivityTry
) -> TryResult:
    """Judge a try, and keep what came of it where the consent "learning systems" is given; without it nothing is kept
    but the time of play, and that where a guardian limits the day.

    A try that comes again changes nothing, and neither does one that comes after a later one, or after the activity is
    done. Raise Invalid as `judge`.
    """
    outcome = judge(activity, given.response)
    if outcome == ActivityResult.RIGHT and (given.has_help or given.number > 1):
        outcome = ActivityResult.HELPED
    with unit_of_work():
        lock_child(child)
        is_recorded = has_consented(child, ConsentKind.LEARNING_SYSTEMS)
        time = count_play(child, given.seconds)
        if time.played is not None and outcome != ActivityResult.WRONG:
            _publish_play(child, lesson_done=False)
        if is_recorded:
            row = _keep_try(child, lesson_id, block, outcome, given)
            if row is not None and outcome != ActivityResult.PLAYED:
                evidence = _build_evidence(row, activity.skill, _tell_evidence(activity, outcome, given))
                before = SkillAnswer.objects.filter(activity_answer=row)
                store_evidence(child, evidence, before=before, source="activity_answer")
    is_stuck = outcome == ActivityResult.WRONG and given.number >= HINT_FROM
    return TryResult(outcome, is_recorded, time.left, find_right_response(activity) if is_stuck else None)


def finish_lesson(*, standing: Standing, lesson: OutlineLesson) -> bool:
    """Complete a lesson that a child has played to its end, unless its rule asks for something else; return whether it
    is done.
    """
    acts = LessonActs(scrolled=True, done=get_rule_name(lesson) == "by_hand")
    with unit_of_work():
        is_done = record_progress(standing=standing, lesson=lesson, acts=acts).row.completed_at is not None
        if is_done and standing.user is not None:
            _publish_play(standing.user, lesson_done=True)
    return is_done


def _publish_play(child: User, *, lesson_done: bool) -> None:
    publish_event(get_child_stream(child.pk), ChildPlayed(child=str(child.pk), lesson_done=lesson_done))


def _keep_try(
    child: User, lesson_id: UUID, block: UUID, outcome: ActivityResult, given: ActivityTry
) -> ActivityAnswer | None:
    """Return the row of the play with this try in it; None where the try is no news, or it was done already."""
    row = ActivityAnswer.objects.filter(child=child, block=block, play=given.play).first()
    now = timezone.now()
    day = get_local_day(now, get_default_branch().zone)
    if row is None:
        _record_opening(child, lesson_id, day)
        row = ActivityAnswer(child=child, lesson_id=lesson_id, block=block, play=given.play)
    elif row.outcome != ActivityResult.WRONG or row.tries >= given.number:
        return None
    row.outcome, row.tries, row.seconds = outcome, given.number, row.seconds + min(given.seconds, MOST_A_TRY)
    row.given_at, row.given_on = now, day
    row.save()
    return row


def _record_opening(child: User, lesson_id: UUID, day: date) -> None:
    """Let the outside pipeline hear of the child's first play in a lesson on a day."""
    begins, _ends = get_day_bounds(day, get_default_branch().zone)
    if not ActivityAnswer.objects.filter(child=child, lesson=lesson_id, created_at__gte=begins).exists():
        enqueue(kind=RECORD_LESSON, object_id=lesson_id, payload={"child": str(child.pk), "day": day.isoformat()})


def _tell_evidence(
    activity: ScoredActivity | FreeActivity, outcome: ActivityResult, given: ActivityTry
) -> dict[str, bool | int | None]:
    """Return what the play says of the skills, as columns of SkillAnswer.

    A second try that is right counts as right with help where at least two options were left. Later tries, and those
    after the page has shown what is right, say nothing: the play stays wrong, however often a child touches everything.
    """
    options = count_options(activity)
    left = options if options is None else options - given.number + 1
    can_tell = given.number == 1 or (given.number == 2 and not given.has_help and (left is None or left > 1))
    is_right = outcome != ActivityResult.WRONG and can_tell
    return {
        "is_right": is_right,
        "has_help": is_right and outcome == ActivityResult.HELPED,
        "options": left if is_right else options,
    }


def _build_evidence(row: ActivityAnswer, skill: str, evidence: Mapping[str, Any]) -> list[SkillAnswer]:
    """Return a row for each skill of the lesson, or for the one that the activity names."""
    links = LessonSkill.objects.filter(lesson=row.lesson_id, skill__archived_at=None).order_by("skill__code")
    weights = {link.skill_id: link.weight for link in links}
    if skill:
        named = Skill.objects.filter(code=skill, archived_at=None).values_list("pk", flat=True).first()
        weights = {named: weights.get(named, Decimal(1))} if named else {}
    return [
        SkillAnswer(
            child=row.child,
            skill_id=skill_id,
            item=row.block,
            activity_answer=row,
            given_at=row.given_at,
            given_on=row.given_on,
            weight=weight,
            **evidence,
        )
        for skill_id, weight in weights.items()
    ]
