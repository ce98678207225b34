"""Fit parameters of tracing and difficulties of items to what children answer: weekly, and by `manage.py kids_fit`."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.jobs.services import enqueue_many
from apps.kids.answer_queries import list_consenting
from apps.kids.mastery.difficulty import ItemDifficulty as FoundDifficulty
from apps.kids.mastery.difficulty import estimate_difficulties
from apps.kids.models import ItemDifficulty, Skill, SkillAnswer, SkillFit
from apps.kids.services.skill_storing import lock_skills
from apps.registry.models import MLModel
from apps.registry.services import ensure_registered_model

if TYPE_CHECKING:
    from apps.kids.mastery.fitting import FittedSkill
    from apps.kids.mastery.fitting import SkillAnswer as FitAnswer

FIT, TRACE = "kids.fit", "kids.trace_child"
PARAMETERS = ["model", "initial", "learn", "slip", "guess", "updated_at"]


@dataclass
class FitReport:
    """What a fit found: fits by code, the codes of skills with too few children, and the number of rated items."""

    fitted: dict[str, "FittedSkill"] = field(default_factory=dict)
    too_few: list[str] = field(default_factory=list)
    items: int = 0


@dataclass(frozen=True)
class _SkillAnswers:
    """The answers of each child to a skill, in their order, and its first answers to each item."""

    sequences: dict[UUID, list["FitAnswer"]]
    firsts: dict[UUID, dict[UUID, bool]]


def run_fit(job: ClaimedJob) -> None:
    """Job handler: fit all skills."""
    fit_skills()


def fit_skills() -> FitReport:
    """Fit each skill to the answers of children whose consent "learning systems" holds, and keep what predicts better
    than the defaults; other skills have the defaults again. All difficulties are replaced. A job for each child then
    traces its answers again.
    """
    from apps.kids.mastery.fitting import TooFewChildren, fit_skill  # loads numpy, which starts threads

    report, difficulties = FitReport(), {}
    children = list_consenting()
    skills = {skill.code: skill for skill in Skill.objects.filter(answers__isnull=False).distinct().order_by("code")}
    for code, skill in skills.items():
        answers = _load_answers(skill, children)
        difficulties[skill.pk] = estimate_difficulties([list(first.items()) for first in answers.firsts.values()])
        try:
            report.fitted[code] = fit_skill(answers.sequences)
        except TooFewChildren:
            report.too_few.append(code)
    report.items = sum(map(len, difficulties.values()))
    kept = {skills[code].pk: fitted for code, fitted in report.fitted.items() if fitted.is_kept}
    with unit_of_work():
        lock_skills()
        _store_fits(kept, _register(report) if kept else None)
        _store_difficulties(difficulties)
        traced = SkillAnswer.objects.order_by("child_id").values_list("child_id", flat=True).distinct()
        enqueue_many(kind=TRACE, object_ids=list(traced))
    return report


def _load_answers(skill: Skill, children: set[UUID]) -> _SkillAnswers:
    """Return the answers that tell wholly about the skill."""
    from apps.kids.mastery.fitting import SkillAnswer as FitAnswer

    found = _SkillAnswers({}, {})
    rows = SkillAnswer.objects.filter(skill=skill, weight=1).order_by("given_on", "given_at", "answer__place", "pk")
    columns = ("child_id", "item", "is_right", "options", "given_on")
    for child_id, item, is_right, options, given_on in rows.values_list(*columns).iterator():
        if child_id in children:
            found.sequences.setdefault(child_id, []).append(FitAnswer(is_right, options, given_on))
            found.firsts.setdefault(child_id, {}).setdefault(item, is_right)
    return found


def _register(report: FitReport) -> MLModel:
    """Return the row of the registry with parameters, span of the answers and figures of each skill."""
    figures = {code: _describe(fitted) for code, fitted in report.fitted.items()}
    packed = json.dumps(figures, sort_keys=True).encode()
    last_on = max(fitted.last_on for fitted in report.fitted.values())
    return ensure_registered_model(
        kind="mastery",
        name="knowledge tracing",
        revision=last_on.isoformat(),
        sha256=hashlib.sha256(packed).hexdigest(),
        source="answers of this centre",
        parameters={"skills": figures},
    )


def _describe(fitted: "FittedSkill") -> dict[str, Any]:
    figures = asdict(fitted)
    return figures | {"first_on": fitted.first_on.isoformat(), "last_on": fitted.last_on.isoformat()}


def _store_fits(kept: Mapping[UUID, "FittedSkill"], model: MLModel | None) -> None:
    SkillFit.objects.exclude(skill__in=list(kept)).delete()
    if model is not None:
        rows = [SkillFit(skill_id=key, model=model, **asdict(fitted.parameters)) for key, fitted in kept.items()]
        SkillFit.objects.bulk_create(rows, update_conflicts=True, unique_fields=["skill"], update_fields=PARAMETERS)


def _store_difficulties(found: Mapping[UUID, Mapping[UUID, FoundDifficulty]]) -> None:
    rows: Iterable[ItemDifficulty] = (
        ItemDifficulty(skill_id=skill_id, item=item, **asdict(one))
        for skill_id, items in found.items()
        for item, one in items.items()
    )
    ItemDifficulty.objects.all().delete()
    ItemDifficulty.objects.bulk_create(rows, batch_size=1000)
