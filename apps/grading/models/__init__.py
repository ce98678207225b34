"""Models of grading: gradebooks with what counts and what teachers wrote, appeals, second marking, rubrics, and saved
comments.
"""

from apps.grading.models.appeals import ANSWER, REASON, GradeAppeal
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
from apps.grading.models.marking import NOTE, ProvisionalMark, SecondMarking
from apps.grading.models.rubrics import AssignmentRubric, FilledRubric, Rubric, RubricVersion
from apps.grading.models.saved_comments import SavedComment

__all__ = [
    "ANSWER",
    "NAME",
    "NOTE",
    "REASON",
    "AssignmentRubric",
    "FilledRubric",
    "GradeAppeal",
    "GradeCategory",
    "GradeEntry",
    "GradeExtension",
    "GradeItem",
    "GradeScale",
    "GradeSource",
    "Gradebook",
    "ProvisionalMark",
    "Rubric",
    "RubricVersion",
    "SavedComment",
    "SecondMarking",
]
