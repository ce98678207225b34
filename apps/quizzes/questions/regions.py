"""Points in a picture and the regions that they hit."""

import math

from apps.quizzes.questions.keys import Region
from apps.quizzes.questions.parts import Point

_BORDER = 1e-9
"""How far a point may be from the border, as a part of the picture's height, and still be on it."""


def contains_point(region: Region, point: Point, aspect: float) -> bool:
    """Return whether `point` is in `region` or on its border. `aspect`: the picture's width divided by its height."""
    corners = [(corner.x * aspect, corner.y) for corner in region.points]
    place = (point.x * aspect, point.y)
    if region.shape == "circle":
        centre, edge = corners[:2]
        return math.dist(centre, place) <= math.dist(centre, edge) + _BORDER
    if region.shape == "rectangle":
        (left, top), (right, bottom) = corners[:2]
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    return any(_measure_distance(place, *side) <= _BORDER for side in sides) or _is_inside(place, sides)


Place = tuple[float, float]


def _is_inside(place: Place, sides: list[tuple[Place, Place]]) -> bool:
    """Return whether a ray from `place` to the right crosses an odd number of sides."""
    x, y = place
    crossed = [
        (left, right)
        for left, right in sides
        if (left[1] > y) != (right[1] > y) and x < left[0] + (y - left[1]) / (right[1] - left[1]) * (right[0] - left[0])
    ]
    return len(crossed) % 2 == 1


def _measure_distance(place: Place, start: Place, end: Place) -> float:
    """Return the distance of `place` from the line between `start` and `end`."""
    x, y = end[0] - start[0], end[1] - start[1]
    length = x * x + y * y
    along = ((place[0] - start[0]) * x + (place[1] - start[1]) * y) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.dist(place, (start[0] + along * x, start[1] + along * y))
