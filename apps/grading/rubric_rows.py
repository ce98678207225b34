"""Makes what `rubrics` reads of the rows of a rubric, and shows a rubric with what was chosen in it."""

from decimal import Decimal
from typing import Any

from apps.grading import rubrics
from apps.grading.models import FilledRubric, RubricVersion


def read_version(version: RubricVersion) -> rubrics.Rubric:
    """Return a stored version."""
    return rubrics.Rubric(version=version.number, criteria=read_criteria(version.criteria))


def read_criteria(criteria: Any) -> tuple[rubrics.Criterion, ...]:
    """Return stored criteria."""
    return tuple(
        rubrics.Criterion(
            id=criterion["id"],
            name=criterion["name"],
            levels=tuple(
                rubrics.Level(
                    id=level["id"],
                    name=level["name"],
                    points=None if level["points"] is None else Decimal(level["points"]),
                )
                for level in criterion["levels"]
            ),
        )
        for criterion in criteria
    )


def store_criteria(criteria: tuple[rubrics.Criterion, ...]) -> list[dict[str, Any]]:
    """Return criteria as they are stored."""
    return [
        {
            "id": criterion.id,
            "name": criterion.name,
            "levels": [
                {
                    "id": level.id,
                    "name": level.name,
                    "points": None if level.points is None else f"{level.points.normalize():f}",
                }
                for level in criterion.levels
            ],
        }
        for criterion in criteria
    ]


def build_judged(version: RubricVersion, filled: FilledRubric | None, *, has_points: bool = True) -> dict[str, Any]:
    """Return a rubric as a work is judged by it, with what was chosen and what that gives; nothing before. Without
    `has_points` as a rubric of words.
    """
    criteria = version.criteria if has_points else _remove_points(version.criteria)
    rubric = rubrics.Rubric(version=version.number, criteria=read_criteria(criteria))
    chosen = filled.levels if filled else {}
    score = rubrics.score_rubric([rubric], rubrics.FilledRubric(version=version.number, levels=chosen))
    return {
        "rubric": version.rubric_id,
        "name": version.rubric.name,
        "version": version.number,
        "criteria": criteria,
        "levels": chosen,
        "points": score.points if filled else None,
        "max_points": score.max_points,
        "percent": _compute_percent(score) if filled else None,
        "unfilled": score.unfilled,
        "author": filled.author if filled else None,
        "filled_at": filled.created_at if filled else None,
    }


def _remove_points(criteria: Any) -> list[dict[str, Any]]:
    return [
        criterion | {"levels": [level | {"points": None} for level in criterion["levels"]]} for criterion in criteria
    ]


def _compute_percent(score: rubrics.RubricScore) -> Decimal | None:
    """Return the points in percent, with two decimals; None in a rubric of words, and until all is filled in."""
    if score.points is None or not score.max_points or score.unfilled:
        return None
    return round(score.points * 100 / score.max_points, 2)
