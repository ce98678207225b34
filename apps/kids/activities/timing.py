"""How long a child takes for an activity, by a plain rule. Knows no database."""

from collections.abc import Mapping

from apps.kids.activities import kinds
from apps.kids.activities.kinds import FreeActivity, ScoredActivity

SCREEN = 12
"""Seconds of each activity: the spoken instruction, the praise, and the way to the next one."""
A_THING: Mapping[str, int] = {
    "tap": 4,
    "listen_and_choose": 4,
    "drag": 6,
    "match": 7,
    "count": 2,
    "memory": 12,
    "trace": 15,
    "colour": 60,
    "say": 8,
    "story": 12,
}
"""Seconds of each picture, pair, counted thing, line or page, by kind; of a drawing or a word to say as a whole."""


def estimate_seconds(activity: ScoredActivity | FreeActivity) -> int:
    """Return about how long a child takes: SCREEN, and A_THING for each of its things."""
    return SCREEN + A_THING[activity.kind] * _count_things(activity)


def _count_things(activity: ScoredActivity | FreeActivity) -> int:
    match activity:
        case kinds.TapActivity() | kinds.ListenActivity() | kinds.DragActivity() | kinds.MemoryActivity():
            return len(activity.items)
        case kinds.MatchActivity():
            return len(activity.pairs)
        case kinds.CountActivity():
            return activity.number
        case kinds.TraceActivity():
            return len(activity.strokes)
        case kinds.StoryActivity():
            return len(activity.pages)
    return 1
