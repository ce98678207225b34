"""What children can do: by their answers, and by a teacher's word."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented, is_child
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.kids.class_queries import get_age, get_class_day
from apps.kids.events import hint_skills_map_changed
from apps.kids.fit_queries import describe_answer, get_parameters, load_difficulties
from apps.kids.mastery.replay import SkillTrace, trace_answers
from apps.kids.models import QuestionSkill, Skill, SkillAnswer, SkillMastery
from apps.kids.services.classes import lock_child
from apps.kids.services.raw_rows import count_options, record_answers
from apps.quizzes.models import Answer, AttemptState, QuizAttempt
from apps.settings.queries import get_default_branch
from apps.settings.services import write_audit_log

CORRECTED = ["child", "item", "given_at", "given_on", "is_right", "has_help", "options", "weight", "updated_at"]
"""Columns of evidence that a corrected answer, or a new weight, changes."""


class GivenLevel(StrEnum):
    """What a teacher says of a child and a skill."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    MASTERED = "mastered"


KNOWN = {GivenLevel.LOW: 0.2, GivenLevel.MEDIUM: 0.6, GivenLevel.HIGH: 0.9, GivenLevel.MASTERED: 0.98}
"""The mastery by which a teacher's word counts: in the middle of the level."""


def learn_from_attempt(job: ClaimedJob) -> None:
    """Job handler: take the answers of a scored attempt as evidence of the skills that its questions ask for, and
    record them for the outside pipeline. Safe to run twice, and again for corrected answers. Nothing is recorded for
    who is no child, and without the consent "learning systems". Raise NotFound, to be run again, where the child was
    merged meanwhile.
    """
    rows = QuizAttempt.objects.filter(pk=job.object_id, state=AttemptState.SCORED).select_related("user", "quiz")
    attempt = rows.first()
    if attempt is None or not is_child(attempt.user):
        return
    with unit_of_work():
        lock_child(attempt.user)
        if not has_consented(attempt.user, ConsentKind.LEARNING_SYSTEMS):
            return
        asked = _list_asked_skills(attempt)
        record_answers(attempt, {key: [(link.skill.code, float(link.weight)) for link in asked[key]] for key in asked})
        before = SkillAnswer.objects.filter(answer__attempt=attempt)
        store_evidence(attempt.user, _build_evidence(attempt, asked), before=before, source="answer")


def store_evidence(child: User, evidence: Sequence[SkillAnswer], *, before: QuerySet[SkillAnswer], source: str) -> None:
    """Store evidence of a child's skills in place of `before`, all that the same attempt or play has told, and what all
    answers now say; in the open unit of work, under `lock_child`, and with the consent "learning systems" alone.

    `source`: the field of SkillAnswer that names the answer or the play.
    """
    told = {_identify(row) for row in evidence}
    stale = [row for row in before if _identify(row) not in told]
    SkillAnswer.objects.filter(pk__in=[row.pk for row in stale]).delete()
    SkillAnswer.objects.bulk_create(
        evidence, update_conflicts=True, unique_fields=[source, "skill"], update_fields=CORRECTED
    )
    traced = sorted({row.skill_id for row in (*evidence, *stale)})
    for skill_id in traced:
        _trace(child, skill_id)
    if traced:
        hint_skills_map_changed(child.pk)


def trace_skills(child: User) -> None:
    """Store what all answers of a child say of each skill, in the open unit of work."""
    skills = SkillAnswer.objects.filter(child=child).order_by("skill_id").values_list("skill_id", flat=True).distinct()
    for skill_id in list(skills):
        _trace(child, skill_id)


def trace_child(job: ClaimedJob) -> None:
    """Job handler: store anew what the answers of a child say, after a fit."""
    child = User.objects.filter(pk=job.object_id, child_profile__isnull=False).first()
    if child is not None:
        with unit_of_work():
            lock_child(child)
            trace_skills(child)
            hint_skills_map_changed(child.pk)


def overrule_mastery(*, actor: User, child: User, skill: Skill, level: GivenLevel, reason: str) -> SkillMastery:
    """Say how far a child is with a skill, whatever the answers say. It fades as answers come.

    `child` has a child profile; `reason` is not empty.
    """
    with unit_of_work():
        lock_child(child)
        row = _load(child, skill.pk)
        row.overruled, row.reason = KNOWN[level], reason
        row.overruled_by, row.overruled_at = actor, timezone.now()
        row.answers_since = 0
        row.save()
        changes = {"skill": (None, skill.code), "level": (None, level.value), "reason": (None, reason)}
        write_audit_log(actor, "kids.overrule_mastery", child, changes)
        hint_skills_map_changed(child.pk)
    return row


def withdraw_overrule(*, actor: User, child: User, skill: Skill) -> None:
    """Let the answers alone tell how far a child is. Nothing happens without a teacher's word."""
    with unit_of_work():
        lock_child(child)
        rows = SkillMastery.objects.filter(child=child, skill=skill, overruled__isnull=False)
        empty = {"overruled": None, "overruled_at": None, "overruled_by": None, "reason": "", "answers_since": 0}
        if rows.update(**empty, updated_at=timezone.now()):
            write_audit_log(actor, "kids.withdraw_overrule", child, {"skill": (skill.code, None)})
            _trace(child, skill.pk)
            hint_skills_map_changed(child.pk)


def _list_asked_skills(attempt: QuizAttempt) -> dict[UUID, list[QuestionSkill]]:
    """Return the skills that the questions of an attempt ask for, by question."""
    asked: dict[UUID, list[QuestionSkill]] = {}
    links = (
        QuestionSkill.objects.filter(question__versions__answers__attempt=attempt).select_related("skill").distinct()
    )
    for link in links.order_by("pk"):
        asked.setdefault(link.question_id, []).append(link)
    return asked


def _build_evidence(attempt: QuizAttempt, asked: Mapping[UUID, Sequence[QuestionSkill]]) -> list[SkillAnswer]:
    """Return a row for each answer and each skill that its question asks for. What was not answered says nothing."""
    answers = Answer.objects.filter(attempt=attempt, share__isnull=False, response__isnull=False)
    answers = answers.select_related("version").order_by("place")
    zone = get_default_branch().zone
    rows = []
    for answer in answers:
        given_at: datetime = answer.saved_at or attempt.handed_in_at or attempt.updated_at
        rows += [
            SkillAnswer(
                child=attempt.user,
                skill_id=link.skill_id,
                item=answer.version.question_id,
                answer=answer,
                given_at=given_at,
                given_on=get_local_day(given_at, zone),
                is_right=bool(answer.is_correct),
                has_help=answer.hints_used > 0,
                options=count_options(answer),
                weight=link.weight,
            )
            for link in asked.get(answer.version.question_id, ())
        ]
    return rows


def _identify(row: SkillAnswer) -> tuple[UUID | None, UUID | None, UUID]:
    """Return what makes evidence one: its answer or play, and its skill."""
    return row.answer_id, row.activity_answer_id, row.skill_id


def _load(child: User, skill_id: UUID) -> SkillMastery:
    row = SkillMastery.objects.filter(child=child, skill=skill_id).first()
    return row or SkillMastery(child=child, skill_id=skill_id, known=get_parameters(skill_id).initial)


def _trace(child: User, skill_id: UUID) -> None:
    """Store what all answers of the child say of a skill; without any, only a teacher's word is kept."""
    rows = SkillAnswer.objects.filter(child=child, skill=skill_id)
    given = list(rows.order_by("given_on", "given_at", "answer__place", "pk"))
    row = _load(child, skill_id)
    if not given and row.overruled is None:
        SkillMastery.objects.filter(child=child, skill=skill_id).delete()
        return
    difficulties = load_difficulties(skill_id)
    answers = [describe_answer(answer, difficulties.get(answer.item, 0.0)) for answer in given]
    age = get_age(child, given[-1].given_on if given else get_class_day())
    _apply(row, trace_answers(answers, age=age, parameters=get_parameters(skill_id)))
    since = row.overruled_at
    row.answers_since = sum(answer.given_at > since for answer in given) if since else 0
    row.save()


def _apply(row: SkillMastery, trace: SkillTrace) -> None:
    row.known, row.answers, row.misses, row.days = trace.known, trace.answers, trace.misses, trace.days
    memory = trace.memory
    row.last_on, row.due_on = (memory.last_on, memory.due_on) if memory else (None, None)
    row.stability, row.difficulty = (memory.stability, memory.difficulty) if memory else (None, None)
