"""Read-only admin pages of gradebooks, scales, entries, appeals, rubrics and saved comments."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
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


@admin.register(GradeScale)
class GradeScaleAdmin(ReadOnlyAdmin):
    list_display = ("name", "author", "created_at")
    list_select_related = ("author",)
    search_fields = ("name",)


@admin.register(Gradebook)
class GradebookAdmin(ReadOnlyAdmin):
    list_display = ("id", "group", "course", "usual_scale", "own_scale", "revision", "created_at")
    list_select_related = ("group", "course", "own_scale")
    search_fields = ("group__name", "course__slug")


@admin.register(GradeCategory)
class GradeCategoryAdmin(ReadOnlyAdmin):
    list_display = ("name", "gradebook", "position", "weight", "drop_lowest", "keep_highest", "is_extra_credit")
    list_select_related = ("gradebook",)
    search_fields = ("name",)


@admin.register(GradeItem)
class GradeItemAdmin(ReadOnlyAdmin):
    list_display = ("name", "gradebook", "category", "source", "max_points", "due_at", "removed_at", "created_at")
    list_filter = ("source",)
    list_select_related = ("gradebook", "category")
    search_fields = ("name",)


@admin.register(GradeEntry)
class GradeEntryAdmin(ReadOnlyAdmin):
    list_display = ("item", "student", "number", "points", "is_excused", "reason", "author", "created_at")
    list_select_related = ("item", "student", "author")
    search_fields = ("item__name", "student__first_name", "student__last_name")


@admin.register(GradeExtension)
class GradeExtensionAdmin(ReadOnlyAdmin):
    list_display = ("item", "student", "due_at", "reason", "author", "created_at")
    list_select_related = ("item", "student", "author")
    search_fields = ("item__name", "student__first_name", "student__last_name")


@admin.register(GradeAppeal)
class GradeAppealAdmin(ReadOnlyAdmin):
    list_display = ("item", "student", "author", "reason", "answer", "answered_by", "answered_at", "created_at")
    list_select_related = ("item", "student", "author", "answered_by")
    search_fields = ("item__name", "student__first_name", "student__last_name")


@admin.register(SecondMarking)
class SecondMarkingAdmin(ReadOnlyAdmin):
    list_display = ("item", "first", "second", "is_blind", "tolerance", "created_at")
    list_select_related = ("item", "first", "second")
    search_fields = ("item__name",)


@admin.register(ProvisionalMark)
class ProvisionalMarkAdmin(ReadOnlyAdmin):
    list_display = ("marking", "student", "place", "points", "note", "author", "created_at")
    list_select_related = ("marking", "student", "author")
    search_fields = ("student__first_name", "student__last_name")


@admin.register(Rubric)
class RubricAdmin(ReadOnlyAdmin):
    list_display = ("name", "group", "course", "archived_at", "created_at")
    list_select_related = ("group", "course")
    search_fields = ("name",)


@admin.register(RubricVersion)
class RubricVersionAdmin(ReadOnlyAdmin):
    list_display = ("rubric", "number", "author", "created_at")
    list_select_related = ("rubric", "author")
    search_fields = ("rubric__name",)


@admin.register(AssignmentRubric)
class AssignmentRubricAdmin(ReadOnlyAdmin):
    list_display = ("assignment", "rubric", "created_at")
    list_select_related = ("assignment", "rubric")
    search_fields = ("assignment__title", "rubric__name")


@admin.register(FilledRubric)
class FilledRubricAdmin(ReadOnlyAdmin):
    list_display = ("homework", "version", "author", "created_at")
    list_select_related = ("homework", "version", "author")
    search_fields = ("homework__student__first_name", "homework__student__last_name")


@admin.register(SavedComment)
class SavedCommentAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "author", "created_at")
    list_select_related = ("author",)
    search_fields = ("text", "author__first_name", "author__last_name")
