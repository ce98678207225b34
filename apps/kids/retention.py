"""How long rows of the kindergarten are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("kids.ShownLesson", "created_at", 2 * 365 * DAY),
    RetentionRule("kids.PlayDay", "created_at", 35 * DAY),
    RetentionRule("kids.SourceTrial", "created_at", 2 * 365 * DAY),
    RetentionRule("kids.PredictionQuality", "created_at", 2 * 365 * DAY),
    RetentionRule("kids.PipelineRefusal", "updated_at", 90 * DAY),
]

KEPT = {
    "what staff decided about a child; goes with the child": "kids.ClassException",
    "what a guardian set for a child; goes with the child": "kids.PlayLimit",
    "what a child has learnt; goes with the child": "kids.ActivityAnswer kids.SkillAnswer kids.SkillMastery",
    "what teachers saw of a child; goes with the child": "kids.Observation kids.ObservationSkill",
    "some hundred for each centre; archived, as children have learnt them": "kids.Skill kids.SkillPrerequisite",
    "made anew by each fit; goes with its skill": "kids.SkillFit kids.ItemDifficulty",
    "what trains a skill; goes with its lesson or question": "kids.LessonClass kids.LessonSkill kids.QuestionSkill",
    "the pseudonym of a child; goes with it": "kids.MLStudentMap",
}
