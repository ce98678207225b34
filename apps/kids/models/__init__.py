"""Models of the kindergarten."""

from apps.kids.models.activities import ActivityAnswer
from apps.kids.models.classes import ClassException
from apps.kids.models.fits import ItemDifficulty, SkillFit
from apps.kids.models.mastery import SkillAnswer, SkillMastery
from apps.kids.models.observations import Observation, ObservationFileKind, ObservationSkill
from apps.kids.models.pipeline import MLStudentMap, PipelineRefusal, RefusalReason
from apps.kids.models.play_time import PlayDay, PlayLimit
from apps.kids.models.shown import ShownLesson
from apps.kids.models.skills import LessonClass, LessonSkill, QuestionSkill, Skill, SkillPrerequisite
from apps.kids.models.trials import PredictionQuality, SourceTrial

__all__ = [
    "ActivityAnswer",
    "ClassException",
    "ItemDifficulty",
    "LessonClass",
    "LessonSkill",
    "MLStudentMap",
    "Observation",
    "ObservationFileKind",
    "ObservationSkill",
    "PipelineRefusal",
    "PlayDay",
    "PlayLimit",
    "PredictionQuality",
    "QuestionSkill",
    "RefusalReason",
    "ShownLesson",
    "Skill",
    "SkillAnswer",
    "SkillFit",
    "SkillMastery",
    "SkillPrerequisite",
    "SourceTrial",
]
