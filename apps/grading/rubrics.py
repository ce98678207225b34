"""Rubrics: criteria with levels that a teacher chooses from, and the points that the choices give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.grading.bounds import UNKNOWN, Problems

MOST_CRITERIA = 20
FEWEST_LEVELS, MOST_LEVELS = 2, 10

MIXED_POINTS = _("Give points to each level, or to none.")
NO_CRITERION = _("This version of the rubric has no such criterion.")
NO_LEVEL = _("In this version of the rubric, the criterion has no such level.")


@dataclass(frozen=True, kw_only=True)
class Level:
    """What a work can be like by one criterion. `points`: None in a rubric of words only."""

    id: str
    name: str
    points: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """What a work is judged by."""

    id: str
    name: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, kw_only=True)
class Rubric:
    """One version of a rubric. A change makes another version; works keep the one that they were judged by."""

    version: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True)
class FilledRubric:
    """What a teacher chose: the id of a level by the id of the criterion, in one version of a rubric."""

    version: int
    levels: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class RubricScore:
    """What a filled rubric is worth.

    `points` and `max_points`: None in a rubric of words only. `unfilled`: ids of the criteria without a level, which
    give no points.
    """

    points: Decimal | None
    max_points: Decimal | None
    unfilled: tuple[str, ...]


def check_rubric(rubric: Rubric) -> None:
    """Raise Invalid when a rubric cannot be used, with all problems by field: `criteria.0.levels.1.points`.

    It has 1 to 20 criteria of 2 to 10 levels each; names differ within their list. Either all levels have points of at
    least 0, or none has points.
    """
    problems = Problems()
    problems.check_count("criteria", rubric.criteria, least=1, most=MOST_CRITERIA)
    problems.check_names("criteria", "name", [criterion.name for criterion in rubric.criteria])
    problems.check_ids("criteria", [criterion.id for criterion in rubric.criteria])
    for place, criterion in enumerate(rubric.criteria):
        _check_levels(f"criteria.{place}.levels", criterion.levels, problems)
    has_points = {level.points is not None for criterion in rubric.criteria for level in criterion.levels}
    problems.add("criteria", MIXED_POINTS, when=len(has_points) > 1)
    problems.raise_if_any()


def score_rubric(versions: Sequence[Rubric], filled: FilledRubric) -> RubricScore:
    """Return the points of a filled rubric, by the version that it was filled in.

    Raise Invalid on `version` for one that is not among the versions, and on `levels.<id of the criterion>` for a
    criterion or a level that this version does not have.
    """
    rubric = next((rubric for rubric in versions if rubric.version == filled.version), None)
    if rubric is None:
        raise Invalid.field("version", UNKNOWN)
    levels = {criterion.id: {level.id: level for level in criterion.levels} for criterion in rubric.criteria}
    problems = Problems()
    for criterion, level in filled.levels.items():
        problems.add(f"levels.{criterion}", NO_CRITERION, when=criterion not in levels)
        problems.add(f"levels.{criterion}", NO_LEVEL, when=criterion in levels and level not in levels[criterion])
    problems.raise_if_any()
    chosen = [levels[criterion][level] for criterion, level in filled.levels.items()]
    has_points = any(level.points is not None for known in levels.values() for level in known.values())
    best = [max(_get_points(level) for level in known.values()) for known in levels.values()]
    return RubricScore(
        points=sum(map(_get_points, chosen), Decimal(0)) if has_points else None,
        max_points=sum(best, Decimal(0)) if has_points else None,
        unfilled=tuple(criterion for criterion in levels if criterion not in filled.levels),
    )


def _check_levels(path: str, levels: Sequence[Level], problems: Problems) -> None:
    problems.check_count(path, levels, least=FEWEST_LEVELS, most=MOST_LEVELS)
    problems.check_names(path, "name", [level.name for level in levels])
    problems.check_ids(path, [level.id for level in levels])
    for place, level in enumerate(levels):
        if level.points is not None:
            problems.check_number(f"{path}.{place}.points", level.points)


def _get_points(level: Level) -> Decimal:
    return level.points or Decimal(0)
