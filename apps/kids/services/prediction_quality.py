"""How good predictions of the next answer are, over all stored answers, against the mean of the class."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.kids.answer_queries import ChildAnswers, iterate_answers, list_consenting
from apps.kids.class_queries import load_child_classes
from apps.kids.fit_queries import get_parameters
from apps.kids.mastery.quality import Prediction, compute_auc, compute_log_loss
from apps.kids.mastery.replay import trace_steps
from apps.kids.models import PredictionQuality, Skill


def measure_predictions(today: date) -> PredictionQuality | None:
    """Measure what tracing said before each answer of children whose consent holds, by the parameters in use; store it
    for this day and return it; None without answers.

    Answers that tell wholly about a skill count. The mean of the class is the share of right answers of the other
    children of its class in the skill, as if a right and a wrong one had come with them.
    """
    children = {child.pk: child for child in User.objects.filter(pk__in=list_consenting(), erased_at=None)}
    classes = {key: found.kg_class for key, found in load_child_classes(list(children.values()), today).items()}
    by_tracing: list[Prediction] = []
    by_class: list[Prediction] = []
    told: set[UUID] = set()
    skills = Skill.objects.filter(answers__isnull=False).distinct().order_by("pk")
    for skill in list(skills.values_list("pk", flat=True)):
        found = list(iterate_answers(skill, list(children)))
        parameters = get_parameters(skill)
        chances = _find_class_chances(found, classes)
        for one in found:
            for step, answer in zip(trace_steps(one.answers, parameters=parameters), one.answers, strict=True):
                if answer.weight == 1:
                    by_tracing.append(Prediction(step.chance, answer.is_right))
                    by_class.append(Prediction(chances[one.child], answer.is_right))
                    told.add(one.child)
    if not told:
        return None
    with unit_of_work():
        return PredictionQuality.objects.update_or_create(
            measured_on=today,
            defaults={
                "answers": len(by_tracing),
                "children": len(told),
                "auc": compute_auc(by_tracing),
                "log_loss": compute_log_loss(by_tracing),
                "class_auc": compute_auc(by_class),
                "class_log_loss": compute_log_loss(by_class),
            },
        )[0]


def _find_class_chances(found: Sequence[ChildAnswers], classes: Mapping[UUID, object]) -> dict[UUID, float]:
    """Return for each child the share of right answers of the others of its class."""
    rights: Counter[object] = Counter()
    answers: Counter[object] = Counter()
    own = {one.child: (sum(each.is_right for each in one.answers), len(one.answers)) for one in found}
    for child, (right, all_answers) in own.items():
        rights[classes.get(child)] += right
        answers[classes.get(child)] += all_answers
    return {
        child: (rights[classes.get(child)] - right + 1) / (answers[classes.get(child)] - all_answers + 2)
        for child, (right, all_answers) in own.items()
    }
