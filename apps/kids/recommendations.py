"""Which lessons a child gets next, and why."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import structlog

from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.core.local_days import get_today
from apps.core.translated_texts import LANGUAGES
from apps.kids.child_state import load_child_state
from apps.kids.classes import Device
from apps.kids.fit_queries import load_parameters
from apps.kids.mastery.tracing import DEFAULTS
from apps.kids.models import LessonClass, LessonSkill, Skill, SkillPrerequisite
from apps.kids.paces import load_paces
from apps.kids.pipeline.rows import list_good_lessons
from apps.kids.reasons import write_reason
from apps.kids.recommending.comparing import draws_model, find_week
from apps.kids.recommending.conditions import Prerequisites, list_usable
from apps.kids.recommending.lessons import ChildState, KidsLesson, LessonList, ListedLesson, Reason, ReasonCode, Source
from apps.kids.recommending.outside_list import list_by_pipeline
from apps.kids.recommending.rule_list import list_by_rules
from apps.kids.recommending.scoring import SIZE, recommend
from apps.learning.models import LessonProgress
from apps.learning.outlines import OutlineLesson
from apps.learning.queries import list_active_enrollments, list_lesson_progress
from apps.learning.standing import Standing
from apps.settings.queries import get_default_branch, get_system_settings

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class OpenLesson:
    """A published lesson that is open for the child, its course, and for whom it is."""

    lesson: OutlineLesson
    course: UUID
    audience: LessonClass

    @property
    def devices(self) -> frozenset[str]:
        """The devices on which it works: those that it names, without any all of them."""
        return frozenset(self.audience.devices or Device.values)


@dataclass(frozen=True)
class RecommendedLesson:
    """A lesson of a list, with the reason in the reader's language. `skill`: what the reason is about."""

    lesson: OutlineLesson
    course: UUID
    content_class: str
    skill: Skill | None
    code: ReasonCode
    reason: str
    is_review: bool
    is_easy: bool


@dataclass(frozen=True)
class Recommendations:
    """What a child gets next on a local day of the centre, the first to play first, and what chose it. `candidate`: of
    a list that was drawn, what would choose it without the drawing.
    """

    child: User
    day: date
    source: Source
    lessons: list[RecommendedLesson]
    candidate: Source | None = None


def load_recommendations(
    user: User,
    child: User,
    *,
    device: Device = Device.TOUCH,
    size: int = SIZE,
    playable: Collection[UUID] | None = None,
) -> Recommendations:
    """Return the list of the child for this user. It has a lesson as long as one of the child's class, or for all, is
    open for the child. `playable`: the lessons that may come; all without it. The number of queries does not depend on
    how many lessons there are.
    """
    progress = {row.lesson_id: row for row in list_lesson_progress(child)}
    open_lessons = load_open_lessons(child, progress)
    lessons = [row for row in _build_lessons(open_lessons) if playable is None or row.id in playable]
    may_use, settings = has_consented(child, ConsentKind.LEARNING_SYSTEMS), get_system_settings()
    zone = get_default_branch().zone
    state = load_child_state(child, progress, device=device, zone=zone, with_skills=may_use)
    today = get_today(zone)
    classes = {lesson.lesson.id: lesson.audience.content_class for lesson in open_lessons.values()}
    asks_pipeline = may_use and settings.kids_pipeline_lists
    wanted = list_good_lessons(child, classes, state.kg_class) if asks_pipeline else []
    with_skills, without = [lesson for lesson in lessons if lesson.skills], replace(state, skills={})
    own = state if settings.kids_mastery_lists else without
    listed = _choose(child, with_skills, state, progress, own=own, wanted=wanted, today=today, size=size)
    candidate = listed.source if settings.kids_compare_lists and listed.source != Source.RULES else None
    if candidate and not draws_model(child.pk, find_week(today)):
        listed = _choose(child, with_skills, without, progress, own=without, wanted=[], today=today, size=size)
    rows = _fill_with_lessons_without_skills(listed.lessons, lessons, state, today=today, size=size)
    skills = Skill.objects.in_bulk([row.reason.skill for row in rows if isinstance(row.reason.skill, UUID)])
    is_own = user.pk == child.pk
    shown = [_show(row, open_lessons, skills, is_own) for row in rows]
    return Recommendations(child, today, listed.source, shown, candidate)


def load_open_lessons(child: User, progress: Mapping[UUID, LessonProgress]) -> dict[UUID, OpenLesson]:
    """Return the published lessons for children that are open for the child, in the order of their courses."""
    enrollments = list_active_enrollments(child).select_related("course__content__published")
    enrollments = enrollments.filter(course__content__published__isnull=False).order_by("starts_at", "pk")
    opened = {
        lesson.id: (lesson, standing.course.pk)
        for standing in (
            Standing(child, each.course, each.course.content.published, each, progress=progress) for each in enrollments
        )
        for lesson in standing.outline.lessons
        if standing.is_open(lesson)
    }
    audiences = {row.lesson_id: row for row in LessonClass.objects.filter(lesson__in=list(opened))}
    return {key: OpenLesson(*found, audiences[key]) for key, found in opened.items() if key in audiences}


def _build_lessons(open_lessons: Mapping[UUID, OpenLesson]) -> list[KidsLesson]:
    """Return the lessons with the skills in use that they train, which may be none."""
    weights: dict[UUID, dict[Hashable, float]] = {}
    rows = LessonSkill.objects.filter(lesson__in=list(open_lessons), skill__archived_at__isnull=True)
    for lesson_id, skill_id, weight in rows.order_by("skill__code").values_list("lesson_id", "skill_id", "weight"):
        weights.setdefault(lesson_id, {})[skill_id] = float(weight)
    return [
        KidsLesson(
            id=key,
            kg_class=found.audience.content_class,
            position=number,
            skills=weights.get(key, {}),
            languages=frozenset(found.audience.languages or LANGUAGES),
            devices=found.devices,
            chances=DEFAULTS.get_chances(None),
        )
        for number, (key, found) in enumerate(open_lessons.items(), start=1)
    ]


def _load_prerequisites() -> Prerequisites:
    prerequisites: dict[Hashable, list[UUID]] = {}
    rows = SkillPrerequisite.objects.filter(skill__archived_at__isnull=True, needs__archived_at__isnull=True)
    for skill_id, need_id in rows.order_by("pk").values_list("skill_id", "needs_id"):
        prerequisites.setdefault(skill_id, []).append(need_id)
    return prerequisites


def _choose(
    child: User,
    lessons: Sequence[KidsLesson],
    state: ChildState,
    progress: Mapping[UUID, LessonProgress],
    *,
    own: ChildState,
    wanted: Sequence[UUID],
    today: date,
    size: int,
) -> LessonList:
    """Return the list of the outside pipeline where it wants any of these lessons, else our own, from what it may know
    (`own`). `lessons` have skills.
    """
    prerequisites = _load_prerequisites()
    by_us = _choose_own(child, lessons, own, progress, prerequisites, today=today, size=size)
    if not wanted:
        return by_us
    return list_by_pipeline(state, lessons, prerequisites, wanted=wanted, own=by_us, size=size)


def _choose_own(
    child: User,
    lessons: Sequence[KidsLesson],
    state: ChildState,
    progress: Mapping[UUID, LessonProgress],
    prerequisites: Prerequisites,
    *,
    today: date,
    size: int,
) -> LessonList:
    """Return the list by mastery where there is any, else by the rules."""
    if state.skills:
        try:
            known = _add_what_is_known(child, lessons, progress)
            return recommend(state, known, prerequisites, today=today, size=size)
        except (ArithmeticError, LookupError, ValueError):
            # A child has a list whatever becomes of the model.
            log.exception("list by mastery failed")
    by_rules = list_by_rules(state, lessons, prerequisites, today=today, size=size)
    return LessonList(source=Source.RULES, lessons=by_rules)


def _add_what_is_known(
    child: User, lessons: Sequence[KidsLesson], progress: Mapping[UUID, LessonProgress]
) -> list[KidsLesson]:
    """Return the lessons with the child's pace, and with slip and guess by the parameters of their main skill.

    A typical item is taken as middling and without options.
    """
    paces = load_paces(child, lessons, progress)
    mains = {lesson.id: UUID(str(lesson.main_skill)) for lesson in lessons}
    parameters = load_parameters(set(mains.values()))
    return [
        replace(lesson, pace=paces.get(lesson.main_skill), chances=parameters[mains[lesson.id]].get_chances(None))
        for lesson in lessons
    ]


def _fill_with_lessons_without_skills(
    listed: Sequence[ListedLesson], lessons: Sequence[KidsLesson], state: ChildState, *, today: date, size: int
) -> list[ListedLesson]:
    """Fill a short list with lessons that name no skill, in their order; with done ones only where else nothing is."""
    usable = [lesson for lesson in list_usable(state, lessons) if not lesson.skills]
    left = [lesson for lesson in usable if lesson.id not in state.done]
    rows = [*listed, *map(_list_next, left[: max(0, size - len(listed))])]
    if rows:
        return rows
    done = sorted((state.done[lesson.id], lesson.position, lesson) for lesson in usable)
    return [_list_again(lesson, (today - day).days) for day, _position, lesson in done[:size]]


def _list_next(lesson: KidsLesson) -> ListedLesson:
    reason = Reason(code=ReasonCode.NEXT_LESSON, skill=None, numbers={"position": lesson.position})
    return ListedLesson(lesson=lesson, score=0.0, reason=reason)


def _list_again(lesson: KidsLesson, days: int) -> ListedLesson:
    return ListedLesson(
        lesson=lesson, score=0.0, reason=Reason(code=ReasonCode.AGAIN, skill=None, numbers={"days": days})
    )


def _show(
    row: ListedLesson, lessons: Mapping[UUID, OpenLesson], skills: Mapping[UUID, Skill], is_own: bool
) -> RecommendedLesson:
    found = lessons[UUID(str(row.lesson.id))]
    skill = skills.get(UUID(str(row.reason.skill))) if row.reason.skill else None
    return RecommendedLesson(
        lesson=found.lesson,
        course=found.course,
        content_class=found.audience.content_class,
        skill=skill,
        code=row.reason.code,
        reason=write_reason(row.reason, skill, for_child=is_own),
        is_review=row.is_review,
        is_easy=row.is_easy,
    )
