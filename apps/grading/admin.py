"""Read-only admin pages of gradebooks, scales and entries."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.grading.models import Gradebook, GradeCategory, GradeEntry, GradeExtension, GradeItem, GradeScale


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
