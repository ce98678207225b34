"""How likely a child knows a skill, by Bayesian knowledge tracing.

A skill is known or not. L is the probability that it is known before an answer; S (slip) the chance of a wrong answer
where it is known, G (guess) of a right one where it is not; T (learn) the chance that one exercise makes it known:

    after a right answer    P = L(1 - S) / (L(1 - S) + (1 - L)G)
    after a wrong answer    P = L·S / (L·S + (1 - L)(1 - G))
    before the next one     L' = P + (1 - P)T

Corbett, A. T., & Anderson, J. R. (1995). Knowledge tracing: modeling the acquisition of procedural knowledge. User
Modeling and User-Adapted Interaction, 4, 253-278. What always holds is said of P: a right answer never lowers it, a
wrong one never raises it, because 1 - S is never below G here. L' holds the exercise too: with four options a wrong
answer raises L where it is below .173 (van de Sande, B. (2013). Properties of the Bayesian knowledge tracing model.
Journal of Educational Data Mining, 5(2), 1-10).
"""

from dataclasses import dataclass
from enum import StrEnum

MAX_SLIP, MAX_GUESS = 0.3, 0.5
"""Above these, who knows a skill would look as if not, and the reverse (Baker, R., Corbett, A., & Aleven, V. (2008).
More accurate student modeling through contextual estimation of slip and guess probabilities. ITS, 406-415).
"""
MIN_GUESS = 0.05
GUESS_WITHOUT_OPTIONS = 0.10
MEDIUM_FROM, HIGH_FROM = 0.40, 0.80
MASTERED_FROM, MASTERED_ANSWERS, MASTERED_DAYS = 0.95, 5, 2
OVERRULE_HALVING = 3
"""Answers after which a teacher's word weighs half of what it weighed."""


class MasteryLevel(StrEnum):
    """How a mastery is shown: below .40, below .80, and from there."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, kw_only=True)
class SkillParameters:
    """L0, T, S and G of a skill. `guess` of None: by the number of options of each item.

    Raise ValueError for values out of 0 … 1, a slip above MAX_SLIP or a guess above MAX_GUESS.
    """

    initial: float = 0.25
    learn: float = 0.15
    slip: float = 0.10
    guess: float | None = None

    def __post_init__(self) -> None:
        bounds = {"initial": 1.0, "learn": 1.0, "slip": MAX_SLIP, "guess": MAX_GUESS}
        for name, most in bounds.items():
            value = getattr(self, name)
            if value is not None and not 0 <= value <= most:
                raise ValueError(f"{name} is {value}: it must be between 0 and {most}")

    def get_chances(self, options: int | None) -> "ItemChances":
        """Return slip and guess of an item with so many options (None: without options)."""
        return ItemChances(slip=self.slip, guess=get_guess(options) if self.guess is None else self.guess)


DEFAULTS = SkillParameters()


@dataclass(frozen=True, kw_only=True)
class ItemChances:
    """The chance of a wrong answer where the skill is known, and of a right one where it is not.

    Raise ValueError for a slip outside of 0 … MAX_SLIP or a guess outside of 0 … MAX_GUESS.
    """

    slip: float
    guess: float

    def __post_init__(self) -> None:
        if not (0 <= self.slip <= MAX_SLIP and 0 <= self.guess <= MAX_GUESS):
            raise ValueError(f"slip {self.slip} and guess {self.guess} must be at most {MAX_SLIP} and {MAX_GUESS}")

    def predict_right(self, known: float) -> float:
        """Return the chance of a right answer where the skill is known with the probability `known`."""
        return known * (1 - self.slip) + (1 - known) * self.guess


@dataclass(frozen=True)
class TracedAnswer:
    """The probability that the skill was known at an answer, P, and that it is known before the next one, L'."""

    evidence: float
    known: float


@dataclass(frozen=True, kw_only=True)
class Overrule:
    """A teacher's word on a skill: the mastery, why, and how many answers came since. It fades with each answer.

    Raise ValueError without a reason, or for a mastery out of 0 … 1.
    """

    known: float
    reason: str
    answers_since: int = 0

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("an overrule needs a reason")
        if not 0 <= self.known <= 1 or self.answers_since < 0:
            raise ValueError(f"{self.known} after {self.answers_since} answers is no mastery")

    @property
    def weight(self) -> float:
        """1 at first, half of it after each OVERRULE_HALVING answers."""
        return float(0.5 ** (self.answers_since / OVERRULE_HALVING))


def get_guess(options: int | None) -> float:
    """Return the chance to guess an item: 1 / options between MIN_GUESS and MAX_GUESS, .10 without options.

    Raise ValueError for no option at all.
    """
    if options is None:
        return GUESS_WITHOUT_OPTIONS
    if options < 1:
        raise ValueError(f"an item has {options} options")
    return min(MAX_GUESS, max(MIN_GUESS, 1 / options))


def trace_answer(known: float, is_right: bool, *, chances: ItemChances, learn: float) -> TracedAnswer:
    """Return what one answer says of a skill that was known with the probability `known`."""
    if_known = 1 - chances.slip if is_right else chances.slip
    if_not = chances.guess if is_right else 1 - chances.guess
    both = known * if_known + (1 - known) * if_not
    # Without a slip or a guess an answer may be impossible: then it says nothing.
    evidence = known * if_known / both if both else known
    # Rounding may carry the quotient past `known` where an answer says (nearly) nothing.
    evidence = max(evidence, known) if is_right else min(evidence, known)
    return TracedAnswer(evidence=evidence, known=evidence + (1 - evidence) * learn)


def combine_with_overrule(known: float, overrule: Overrule | None) -> float:
    """Return the mastery that counts: the traced one, and a teacher's word by the weight that it still has."""
    if overrule is None:
        return known
    return overrule.weight * overrule.known + (1 - overrule.weight) * known


def get_level(known: float) -> MasteryLevel:
    """Return how a mastery is shown."""
    if known < MEDIUM_FROM:
        return MasteryLevel.LOW
    return MasteryLevel.MEDIUM if known < HIGH_FROM else MasteryLevel.HIGH


def is_mastered(known: float, *, answers: int, days: int, overrule: Overrule | None = None) -> bool:
    """Whether a skill counts as mastered: at .95 or more, after 5 answers on 2 days.

    `known`: the traced mastery. A teacher's word counts into it, and replaces the answers while it weighs half or more.
    """
    is_vouched = overrule is not None and overrule.weight >= 0.5
    has_practice = answers >= MASTERED_ANSWERS and days >= MASTERED_DAYS
    return combine_with_overrule(known, overrule) >= MASTERED_FROM and (has_practice or is_vouched)
