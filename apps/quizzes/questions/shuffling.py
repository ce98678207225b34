"""The body as one learner sees it: options in the order of a seed. What stands in the stored order tells nothing."""

from random import Random
from typing import TypeVar

from apps.quizzes.questions.bodies import GapBody, MatchingBody, MultipleBody, OrderingBody, QuestionBody, SingleBody

T = TypeVar("T")


def shuffle_body(body: QuestionBody, *, seed: str, shuffle_options: bool) -> QuestionBody:
    """Return the body with its options in an order that the seed decides.

    The items of an ordering and the right side of a matching are always shuffled, as their order is what is asked.
    """
    random = Random(seed)  # noqa: S311  an order, no secret
    if isinstance(body, OrderingBody):
        return body.model_copy(update={"items": _shuffle(random, body.items)})
    if isinstance(body, MatchingBody):
        left = _shuffle(random, body.left) if shuffle_options else body.left
        return body.model_copy(update={"left": left, "right": _shuffle(random, body.right)})
    if not shuffle_options:
        return body
    if isinstance(body, SingleBody | MultipleBody):
        return body.model_copy(update={"options": _shuffle(random, body.options)})
    if isinstance(body, GapBody):
        gaps = [gap.model_copy(update={"options": _shuffle(random, gap.options)}) for gap in body.gaps]
        return body.model_copy(update={"gaps": gaps})
    return body


def _shuffle(random: Random, values: list[T]) -> list[T]:
    return random.sample(values, len(values))
