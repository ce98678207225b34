"""Read-only admin pages of gradebooks, scales, entries, appeals, rubrics and saved comments."""

from apps.core.admin_pages import register_read_only_page
from apps.grading.models import (
    AssignmentRubric,
    FilledRubric,
    GradeAppeal,
    Gradebook,
    GradeCategory,
    GradeEntry,
    GradeExtension,
    GradeItem,
    GradeScale,
    ProvisionalMark,
    Rubric,
    RubricVersion,
    SavedComment,
    SecondMarking,
)

register_read_only_page(GradeScale, "name author created_at")
register_read_only_page(Gradebook, "id group course usual_scale own_scale revision created_at")
register_read_only_page(GradeCategory, "name gradebook position weight drop_lowest keep_highest is_extra_credit")
register_read_only_page(GradeItem, "name gradebook category source max_points due_at removed_at created_at")
register_read_only_page(GradeEntry, "item student number points is_excused reason author created_at")
register_read_only_page(GradeExtension, "item student due_at reason author created_at")
register_read_only_page(GradeAppeal, "item student author reason answer answered_by answered_at created_at")
register_read_only_page(SecondMarking, "item first second is_blind tolerance created_at")
register_read_only_page(ProvisionalMark, "marking student place points note author created_at")
register_read_only_page(Rubric, "name group course archived_at created_at")
register_read_only_page(RubricVersion, "rubric number author created_at")
register_read_only_page(AssignmentRubric, "assignment rubric created_at")
register_read_only_page(
    FilledRubric,
    "homework version author created_at",
    search_fields=("homework__student__first_name", "homework__student__last_name"),
)
register_read_only_page(SavedComment, "__str__ author created_at")
