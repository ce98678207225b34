"""What the books say of attempts afterwards: are they closed once and in time, with every acknowledged answer?"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from apps.events.models import StreamEvent
from apps.events.publishing import get_user_stream
from apps.jobs.models import Job
from apps.quizzes.models import Answer, AttemptState, HandedInBy, QuizAttempt
from apps.quizzes.services.closing import SCORE


@dataclass(frozen=True)
class Outage:
    """From just before a part was killed until every part was ready again."""

    victim: str
    began: datetime
    ended: datetime


@dataclass
class QuizLosses:
    """Of the attempts whose time ran out around the kills of one victim: what was acknowledged, and what is lost.

    `given`: places with an answer that must be there. `late_s`, `scored_s`: the longest that one lay open, or without a
    score, past its deadline while every part was there.
    """

    victim: str
    kills: int = 0
    attempts: int = 0
    ended_away: int = 0
    given: int = 0
    answers: int = 0
    again: int = 0
    lost: int = 0
    not_once: int = 0
    late_s: float = 0.0
    scored_s: float = 0.0
    unanswered: list[str] = field(default_factory=list)

    def count_bad(self):
        """How many answers or attempts are not as they must be."""
        return self.lost + self.not_once + len(self.unanswered)


def count_quiz_losses(learners, outages):
    """One `QuizLosses` for each victim of the outages, in their order. All attempts are closed and scored, or nobody
    waits for them any more.
    """
    return [_count_victim(victim, learners, outages) for victim in dict.fromkeys(one.victim for one in outages)]


def _count_victim(victim, learners, outages):
    mine = [one for one in learners if one.victim == victim]
    own = [one for one in outages if one.victim == victim]
    losses = QuizLosses(victim, kills=len(own), attempts=len(mine))
    for learner in mine:
        attempt = QuizAttempt.objects.get(pk=learner.attempt)
        losses.ended_away += any(one.began <= learner.deadline <= one.ended for one in own)
        losses.given += len(learner.expected)
        losses.answers += learner.acknowledged
        losses.again += learner.again
        losses.unanswered += learner.unanswered
        losses.lost += count_lost_answers(learner)
        losses.not_once += not is_closed_once(attempt, learner.deadline)
        closed = Job.objects.filter(kind=SCORE, object_id=str(attempt.pk)).aggregate(at=Min("created_at"))["at"]
        losses.late_s = max(losses.late_s, measure_late_seconds(learner.deadline, closed, outages))
        scored = _find_results(attempt).aggregate(at=Min("at"))["at"]
        losses.scored_s = max(losses.scored_s, measure_late_seconds(learner.deadline, scored, outages))
    return losses


def count_lost_answers(learner):
    """How many places do not hold what they must, or a later answer that was sent."""
    stored = dict(Answer.objects.filter(attempt=learner.attempt).values_list("place", "response"))
    held = {place: int(response["text"]) if response else 0 for place, response in stored.items()}
    return sum(not number <= held[place] <= learner.sent[place] for place, number in learner.expected.items())


def is_closed_once(attempt, deadline):
    """Whether the server closed it once, at its deadline, and told its score once.

    An answer that came after the end and still counted has it scored once more.
    """
    by_server = (attempt.state, attempt.handed_in_by) == (AttemptState.SCORED, HandedInBy.DEADLINE)
    in_grace = attempt.answers.filter(saved_at__gt=deadline).count()
    scorings = Job.objects.filter(kind=SCORE, object_id=str(attempt.pk)).count()
    only_one = QuizAttempt.objects.filter(quiz=attempt.quiz_id, user=attempt.user_id).count() == 1
    return (
        by_server
        and attempt.deadline == attempt.handed_in_at == deadline
        and only_one
        and all(1 <= times <= 1 + in_grace for times in (scorings, _find_results(attempt).count()))
    )


def measure_late_seconds(deadline, done, outages):
    """The longest time without an outage that something waited past its deadline; up to now when it was never done."""
    done = done or timezone.now()
    starts = [deadline, *(one.ended for one in outages)]
    ends = [*(one.began for one in outages), done]
    waits = (min(end, done) - max(start, deadline) for start, end in zip(starts, ends, strict=True))
    return max(0.0, *(wait.total_seconds() for wait in waits))


def _find_results(attempt):
    stream = get_user_stream(attempt.user_id)
    return StreamEvent.objects.filter(stream_id=stream, type="quiz.result", data__attempt=str(attempt.pk))
