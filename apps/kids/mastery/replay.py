"""How far a child is with a skill after all of its answers. Knows no database.

All answers are gone through again after each new or corrected one, so that the same answers give the same mastery in
whatever order and however often they came in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apps.kids.mastery.difficulty import apply_difficulty
from apps.kids.mastery.forgetting import Memory, Recall, review
from apps.kids.mastery.tracing import DEFAULTS, SkillParameters, trace_answer

RECORD = 12
"""Newest answers of a skill that speak for or against a mastery."""


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """An answer to a skill. `difficulty`: of its item, in logits. `weight`: how much of it tells about the skill, above
    0 and at most 1.
    """

    on: date
    is_right: bool
    has_help: bool = False
    options: int | None = None
    difficulty: float = 0.0
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class SkillTrace:
    """What the answers of a child say of a skill. `misses`: wrong ones of its RECORD newest answers."""

    known: float
    answers: int
    misses: int
    days: int
    memory: Memory | None


@dataclass(frozen=True)
class TracedStep:
    """What tracing said at an answer: the chance that it would be right, and the mastery before and after it."""

    chance: float
    before: float
    after: float


def trace_steps(answers: Sequence[GivenAnswer], *, parameters: SkillParameters = DEFAULTS) -> list[TracedStep]:
    """Return what tracing said at each answer, by the earlier ones alone."""
    known, steps = parameters.initial, []
    for answer in answers:
        chances = apply_difficulty(parameters.get_chances(answer.options), answer.difficulty)
        traced = trace_answer(known, answer.is_right, chances=chances, learn=parameters.learn)
        after = known + answer.weight * (traced.known - known)
        steps.append(TracedStep(chance=chances.predict_right(known), before=known, after=after))
        known = after
    return steps


def trace_answers(answers: Sequence[GivenAnswer], *, age: int, parameters: SkillParameters = DEFAULTS) -> SkillTrace:
    """Return what these answers say, in their order. `age`: of the child, in years.

    An answer that tells only in part about the skill moves the mastery by that part of the way.
    """
    steps, memory = trace_steps(answers, parameters=parameters), None
    for answer in answers:
        memory = review(memory, _get_recall(answer), on=answer.on, age=age)
    return SkillTrace(
        known=steps[-1].after if steps else parameters.initial,
        answers=len(answers),
        misses=sum(not answer.is_right for answer in answers[-RECORD:]),
        days=len({answer.on for answer in answers}),
        memory=memory,
    )


def _get_recall(answer: GivenAnswer) -> Recall:
    if not answer.is_right:
        return Recall.WRONG
    return Recall.RIGHT_WITH_HELP if answer.has_help else Recall.RIGHT
