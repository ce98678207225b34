"""Models of grading: gradebooks with what counts and what teachers wrote, and rubrics."""

from apps.grading.models.gradebooks import (
    NAME,
    Gradebook,
    GradeCategory,
    GradeEntry,
    GradeExtension,
    GradeItem,
    GradeScale,
    GradeSource,
)
from apps.grading.models.rubrics import AssignmentRubric, FilledRubric, Rubric, RubricVersion

__all__ = [
    "NAME",
    "AssignmentRubric",
    "FilledRubric",
    "GradeCategory",
    "GradeEntry",
    "GradeExtension",
    "GradeItem",
    "GradeScale",
    "GradeSource",
    "Gradebook",
    "Rubric",
    "RubricVersion",
]
