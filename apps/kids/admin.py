"""Read-only admin pages of the kindergarten."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin, register_read_only_page
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

register_read_only_page(ClassException, "child kg_class starts_on until reason author created_at")
register_read_only_page(Skill, "code kind parent icon position archived_at")
register_read_only_page(SkillPrerequisite, "skill needs created_at")
register_read_only_page(LessonClass, "lesson content_class languages devices created_at")
register_read_only_page(LessonSkill, "lesson skill weight created_at")
register_read_only_page(QuestionSkill, "question skill weight created_at")
register_read_only_page(ActivityAnswer, "child lesson given_at outcome tries seconds")
register_read_only_page(SkillAnswer, "child skill given_at is_right has_help options weight")
register_read_only_page(SkillMastery, "child skill known answers days last_on due_on overruled overruled_by")
register_read_only_page(Observation, "child author for_family file_kind created_at")
register_read_only_page(ObservationSkill, "observation skill created_at")
register_read_only_page(ShownLesson, "child lesson source reason shown_on to_child")
register_read_only_page(PlayLimit, "child minutes_a_day rest_after_minutes author updated_at")
register_read_only_page(PlayDay, "child day seconds last_at")
register_read_only_page(SkillFit, "skill initial learn slip guess model updated_at")
register_read_only_page(ItemDifficulty, "item skill answers share difficulty is_rasch")


@admin.register(MLStudentMap)
class MLStudentMapAdmin(ReadOnlyAdmin):
    """It does not show the pseudonyms."""

    list_display = ("child", "created_at", "updated_at")
    list_select_related = ("child",)
    search_fields = ("child__first_name", "child__last_name")
    fields = ("child", "created_at", "updated_at")


register_read_only_page(PipelineRefusal, "day table reason count", list_filter=("reason", "table"))
register_read_only_page(SourceTrial, "child week candidate source shown opened finished gain judged_at")
register_read_only_page(PredictionQuality, "measured_on answers children auc log_loss class_auc class_log_loss")
