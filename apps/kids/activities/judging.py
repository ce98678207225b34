"""What a child did in an activity, and whether it is right. The server judges: pages do not know the answers."""

from collections.abc import Collection
from enum import StrEnum
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from apps.core.errors import Invalid
from apps.core.schema_examples import build_example
from apps.kids.activities import kinds
from apps.kids.activities.kinds import MAX_COUNT, FreeActivity, ScoredActivity
from apps.kids.activities.parts import MAX_ITEMS, Key
from apps.quizzes.questions.parts import Part

MAX_TRIES = 200
TRIES_FOR_PAIR = 2
"""Tries for each pair of a memory with which it is right; with more of them it is right with help."""


class ActivityResult(StrEnum):
    """What became of an activity. `helped`: right with help, or not at the first try. `played`: nothing is judged."""

    RIGHT = "right"
    HELPED = "helped"
    WRONG = "wrong"
    PLAYED = "played"


class TapResponse(Part):
    """What was touched."""

    model_config = build_example(kind="tap", keys=["a"])

    kind: Literal["tap"]
    keys: Annotated[list[Key], Field(max_length=MAX_ITEMS)]


class ListenResponse(Part):
    """What was chosen."""

    model_config = build_example(kind="listen_and_choose", key="a")

    kind: Literal["listen_and_choose"]
    key: Key


class DragResponse(Part):
    """Where each picture was brought: the key of the target by that of the item."""

    model_config = build_example(kind="drag", places={"a": "t"})

    kind: Literal["drag"]
    places: Annotated[dict[Key, Key], Field(max_length=MAX_ITEMS)]


class MatchResponse(Part):
    """What was put together: the key on the right by that on the left."""

    model_config = build_example(kind="match", pairs={"a": "x"})

    kind: Literal["match"]
    pairs: Annotated[dict[Key, Key], Field(max_length=MAX_ITEMS)]


class CountResponse(Part):
    """The number that was chosen."""

    model_config = build_example(kind="count", number=3)

    kind: Literal["count"]
    number: int = Field(ge=0, le=MAX_COUNT)


class MemoryResponse(Part):
    """The items of the two cards of each try, in their order."""

    model_config = build_example(kind="memory", tries=[["a", "b"], ["a", "a"], ["b", "b"]])

    kind: Literal["memory"]
    tries: Annotated[list[tuple[Key, Key]], Field(max_length=MAX_TRIES)]


class PlayedResponse(Part):
    """An activity in which nothing is right or wrong was played to its end."""

    model_config = build_example(kind="story")

    kind: Literal["trace", "colour", "say", "story"]


Response = Annotated[
    TapResponse | ListenResponse | DragResponse | MatchResponse | CountResponse | MemoryResponse | PlayedResponse,
    Field(discriminator="kind"),
]


def judge(activity: ScoredActivity | FreeActivity, response: Any) -> ActivityResult:
    """Return what became of the activity by this try alone. Raise Invalid on "response" for a response to another kind
    of activity, and for one that names what the activity does not have.
    """
    if activity.kind != response.kind:
        raise Invalid.field("response.kind", _("This belongs to another kind of activity."))
    match activity:
        case kinds.TapActivity():
            _check_known(response.keys, [item.key for item in activity.items], "keys")
            return _tell(set(response.keys) == set(activity.answers))
        case kinds.ListenActivity():
            _check_known([response.key], [item.key for item in activity.items], "key")
            return _tell(response.key == activity.answer)
        case kinds.DragActivity():
            _check_known(response.places, [item.key for item in activity.items], "places")
            _check_known(response.places.values(), [target.key for target in activity.targets], "places")
            return _tell(response.places == activity.places)
        case kinds.MatchActivity():
            _check_known(response.pairs, [pair.left.key for pair in activity.pairs], "pairs")
            _check_known(response.pairs.values(), [pair.right.key for pair in activity.pairs], "pairs")
            return _tell(response.pairs == {pair.left.key: pair.right.key for pair in activity.pairs})
        case kinds.CountActivity():
            return _tell(response.number == activity.number)
        case kinds.MemoryActivity():
            return _judge_memory([item.key for item in activity.items], response.tries)
    return ActivityResult.PLAYED


def find_right_response(activity: ScoredActivity | FreeActivity) -> dict[str, Any] | None:
    """Return what would be right, without its kind; None where the child cannot be wrong or sees it by itself."""
    match activity:
        case kinds.TapActivity():
            return {"keys": activity.answers}
        case kinds.ListenActivity():
            return {"key": activity.answer}
        case kinds.DragActivity():
            return {"places": activity.places}
        case kinds.MatchActivity():
            return {"pairs": {pair.left.key: pair.right.key for pair in activity.pairs}}
        case kinds.CountActivity():
            return {"number": activity.number}
    return None


def count_options(activity: ScoredActivity | FreeActivity) -> int | None:
    """Return how many there were to choose one from; None where more than one is chosen."""
    match activity:
        case kinds.TapActivity():
            return len(activity.items) if len(activity.answers) == 1 else None
        case kinds.ListenActivity():
            return len(activity.items)
        case kinds.CountActivity():
            return len(activity.choices)
    return None


def _tell(is_right: bool) -> ActivityResult:
    return ActivityResult.RIGHT if is_right else ActivityResult.WRONG


def _judge_memory(keys: Collection[str], tries: Collection[tuple[str, str]]) -> ActivityResult:
    _check_known({key for pair in tries for key in pair}, keys, "tries")
    if {first for first, second in tries if first == second} != set(keys):
        return ActivityResult.WRONG
    return ActivityResult.RIGHT if len(tries) <= TRIES_FOR_PAIR * len(keys) else ActivityResult.HELPED


def _check_known(given: Collection[str], known: Collection[str], field: str) -> None:
    if not set(given) <= set(known):
        raise Invalid.field(f"response.{field}", _("The activity has no such part."))
