"""Read-only admin pages of the kindergarten."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.kids.models import (
    ActivityAnswer,
    ClassException,
    ItemDifficulty,
    LessonClass,
    LessonSkill,
    MLStudentMap,
    Observation,
    ObservationSkill,
    PipelineRefusal,
    PlayDay,
    PlayLimit,
    PredictionQuality,
    QuestionSkill,
    ShownLesson,
    Skill,
    SkillAnswer,
    SkillFit,
    SkillMastery,
    SkillPrerequisite,
    SourceTrial,
)


@admin.register(ClassException)
class ClassExceptionAdmin(ReadOnlyAdmin):
    list_display = ("child", "kg_class", "starts_on", "until", "reason", "author", "created_at")
    list_filter = ("kg_class",)
    list_select_related = ("child", "author")
    search_fields = ("child__first_name", "child__last_name")


@admin.register(Skill)
class SkillAdmin(ReadOnlyAdmin):
    list_display = ("code", "kind", "parent", "icon", "position", "archived_at")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("code",)


@admin.register(SkillPrerequisite)
class SkillPrerequisiteAdmin(ReadOnlyAdmin):
    list_display = ("skill", "needs", "created_at")
    list_select_related = ("skill", "needs")
    search_fields = ("skill__code", "needs__code")


@admin.register(LessonClass)
class LessonClassAdmin(ReadOnlyAdmin):
    list_display = ("lesson", "content_class", "languages", "devices", "created_at")
    list_filter = ("content_class",)
    list_select_related = ("lesson",)
    search_fields = ("lesson__title",)


@admin.register(LessonSkill)
class LessonSkillAdmin(ReadOnlyAdmin):
    list_display = ("lesson", "skill", "weight", "created_at")
    list_select_related = ("lesson", "skill")
    search_fields = ("lesson__title", "skill__code")


@admin.register(QuestionSkill)
class QuestionSkillAdmin(ReadOnlyAdmin):
    list_display = ("question", "skill", "weight", "created_at")
    list_select_related = ("question", "skill")
    search_fields = ("question__name", "skill__code")


@admin.register(ActivityAnswer)
class ActivityAnswerAdmin(ReadOnlyAdmin):
    list_display = ("child", "lesson", "given_at", "outcome", "tries", "seconds")
    list_filter = ("outcome",)
    list_select_related = ("child", "lesson")
    search_fields = ("child__first_name", "child__last_name", "lesson__title")


@admin.register(SkillAnswer)
class SkillAnswerAdmin(ReadOnlyAdmin):
    list_display = ("child", "skill", "given_at", "is_right", "has_help", "options", "weight")
    list_select_related = ("child", "skill")
    search_fields = ("child__first_name", "child__last_name", "skill__code")


@admin.register(SkillMastery)
class SkillMasteryAdmin(ReadOnlyAdmin):
    list_display = ("child", "skill", "known", "answers", "days", "last_on", "due_on", "overruled", "overruled_by")
    list_select_related = ("child", "skill", "overruled_by")
    search_fields = ("child__first_name", "child__last_name", "skill__code")


@admin.register(Observation)
class ObservationAdmin(ReadOnlyAdmin):
    list_display = ("child", "author", "for_family", "file_kind", "created_at")
    list_filter = ("for_family", "file_kind")
    list_select_related = ("child", "author")
    search_fields = ("child__first_name", "child__last_name")


@admin.register(ObservationSkill)
class ObservationSkillAdmin(ReadOnlyAdmin):
    list_display = ("observation", "skill", "created_at")
    list_select_related = ("observation", "skill")
    search_fields = ("skill__code",)


@admin.register(ShownLesson)
class ShownLessonAdmin(ReadOnlyAdmin):
    list_display = ("child", "lesson", "source", "reason", "shown_on", "to_child")
    list_filter = ("source",)
    list_select_related = ("child", "lesson")
    search_fields = ("child__first_name", "child__last_name", "lesson__title")


@admin.register(PlayLimit)
class PlayLimitAdmin(ReadOnlyAdmin):
    list_display = ("child", "minutes_a_day", "rest_after_minutes", "author", "updated_at")
    list_select_related = ("child", "author")
    search_fields = ("child__first_name", "child__last_name")


@admin.register(PlayDay)
class PlayDayAdmin(ReadOnlyAdmin):
    list_display = ("child", "day", "seconds", "last_at")
    list_select_related = ("child",)
    search_fields = ("child__first_name", "child__last_name")


@admin.register(SkillFit)
class SkillFitAdmin(ReadOnlyAdmin):
    list_display = ("skill", "initial", "learn", "slip", "guess", "model", "updated_at")
    list_select_related = ("skill", "model")
    search_fields = ("skill__code",)


@admin.register(ItemDifficulty)
class ItemDifficultyAdmin(ReadOnlyAdmin):
    list_display = ("item", "skill", "answers", "share", "difficulty", "is_rasch")
    list_filter = ("is_rasch",)
    list_select_related = ("skill",)
    search_fields = ("skill__code",)


@admin.register(MLStudentMap)
class MLStudentMapAdmin(ReadOnlyAdmin):
    """It does not show the pseudonyms."""

    list_display = ("child", "created_at", "updated_at")
    list_select_related = ("child",)
    search_fields = ("child__first_name", "child__last_name")
    fields = ("child", "created_at", "updated_at")


@admin.register(PipelineRefusal)
class PipelineRefusalAdmin(ReadOnlyAdmin):
    list_display = ("day", "table", "reason", "count")
    list_filter = ("reason", "table")


@admin.register(SourceTrial)
class SourceTrialAdmin(ReadOnlyAdmin):
    list_display = ("child", "week", "candidate", "source", "shown", "opened", "finished", "gain", "judged_at")
    list_filter = ("candidate", "source")
    list_select_related = ("child",)
    search_fields = ("child__first_name", "child__last_name")


@admin.register(PredictionQuality)
class PredictionQualityAdmin(ReadOnlyAdmin):
    list_display = ("measured_on", "answers", "children", "auc", "log_loss", "class_auc", "class_log_loss")
