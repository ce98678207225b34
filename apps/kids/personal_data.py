"""Personal data of the kindergarten."""

from uuid import UUID

from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.kids.models import Observation
from apps.kids.notification_types import EVENING_NOTE, WEEK_NOTE
from apps.kids.services.classes import lock_children
from apps.kids.services.pseudonyms import close_gate_of, forget_pseudonym
from apps.notifications.models import Notification

PERSONAL_DATA = [
    PersonalData("kids.ClassException", "child", DELETE, "id created_at kg_class reason starts_on until"),
    PersonalData(
        "kids.ClassException", "author", KEEP, "id created_at kg_class starts_on", empty={"author": None}, own=False
    ),
    PersonalData("kids.ActivityAnswer", "child", DELETE, "id given_at lesson__title outcome tries seconds"),
    PersonalData("kids.SkillAnswer", "child", DELETE, "id given_at skill__name is_right has_help"),
    PersonalData("kids.SkillMastery", "child", DELETE, "id skill__name known answers days last_on due_on reason"),
    PersonalData("kids.PlayLimit", "child", DELETE, "id updated_at minutes_a_day rest_after_minutes"),
    PersonalData("kids.PlayLimit", "author", KEEP, "id updated_at", empty={"author": None}, own=False),
    PersonalData("kids.PlayDay", "child", DELETE, "id day seconds"),
    PersonalData("kids.ShownLesson", "child", DELETE, "id shown_on lesson__title source reason to_child"),
    PersonalData("kids.SourceTrial", "child", DELETE, "id week source shown opened finished gain"),
    # A trigger of the database erases the rows of the pseudonym in the schema `ai` with it.
    PersonalData("kids.MLStudentMap", "child", DELETE, "id created_at"),
    PersonalData("kids.SkillMastery", "overruled_by", KEEP, "id overruled_at", empty={"overruled_by": None}, own=False),
    PersonalData("kids.Observation", "child", DELETE, "id created_at text for_family file_kind"),
    PersonalData(
        "kids.Observation", "author", KEEP, "id created_at for_family", empty={"author": None}, own=False, loose="text"
    ),
    PersonalData("kids.ObservationSkill", "observation__child", DELETE, "id observation skill__name"),
    # What trains a skill is the work of who wrote the lesson or the question.
    PersonalData("kids.LessonClass", "lesson__saved_by", KEEP, own=False),
    PersonalData("kids.LessonSkill", "lesson__saved_by", KEEP, own=False),
    PersonalData("kids.QuestionSkill", "question__bank__course__course_teachers__teacher", KEEP, own=False),
]

IMPERSONAL = [
    NonPersonalModel("kids.Skill", "name"),
    NonPersonalModel("kids.SkillPrerequisite"),
    NonPersonalModel("kids.SkillFit"),
    NonPersonalModel("kids.ItemDifficulty", "item"),
    NonPersonalModel("kids.PipelineRefusal"),
    NonPersonalModel("kids.PredictionQuality"),
]


def forget_outside(person: UUID) -> None:
    """Erase what the outside pipeline has of the child."""
    forget_pseudonym(person)


def prepare_erasure(person: UUID) -> None:
    """Wait for a job that records what the child did: later ones find no child."""
    lock_children([person])
    close_gate_of(person)


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Delete what guardians read of the child in notes, and clear the person's names in what teachers saw of other
    children.
    """
    Notification.objects.filter(type__in=(WEEK_NOTE, EVENING_NOTE), data__child=str(identifiers.person)).delete()
    identifiers.scrub_column(Observation.objects.all(), "text")
