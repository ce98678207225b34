"""The course of the kindergarten class: its skills, and a lesson of activities after another."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import apps.courses.services as courses
from apps.accounts.models import User
from apps.core.translated_texts import LANGUAGES
from apps.courses.models import Course, CourseMode, CourseStatus
from apps.kids.activities.checking import read_activity
from apps.kids.activities.kinds import FreeActivity, ScoredActivity
from apps.kids.classes import Audience, ContentClass
from apps.kids.models import LessonSkill, Skill
from apps.kids.services.skills import create_skill
from apps.kids.services.training import SkillWeight, set_lesson_training
from apps.learning.models import CourseContent, CourseLesson
from apps.learning.services import drafts, lesson_drafts, publishing
from project.demo.kindergarten.contents import AREAS, LESSONS_OF_SKILL, SKILLS, build_lesson

SLUG = "kindergarten-play"
TITLE = {"uz": "Oʻynab oʻrganamiz", "ru": "Учимся играя", "en": "Learning by playing"}


@dataclass(frozen=True)
class DemoLesson:
    """A lesson: the code of its skill, and its activities by block."""

    id: UUID
    skill: str
    activities: Mapping[UUID, ScoredActivity | FreeActivity]


def create_course(educator: User, office: User) -> Course:
    """Create the skills that are missing, and a published course with three lessons of each, all of the educator."""
    skills = _create_skills(office)
    course = courses.create_course(
        actor=educator, title=TITLE, slug=SLUG, status=CourseStatus.PUBLISHED, mode=CourseMode.BOTH
    )
    rows = []
    for area, name in AREAS.items():
        module = drafts.add_module(actor=educator, course=course, title=name[0])
        planned = [skill for skill in SKILLS if skill.area == area]
        for number, skill in ((number, skill) for skill in planned for number in range(LESSONS_OF_SKILL)):
            title, blocks = build_lesson(skill, number)
            lesson = lesson_drafts.add_lesson(actor=educator, module=module, title=title)
            changes = {"blocks": blocks, "minutes": 6}
            lesson_drafts.save_lesson(actor=educator, lesson=lesson, revision=lesson.revision, changes=changes)
            rows.append((lesson, skills[skill.code]))
    for lesson, skill_row in rows:
        set_lesson_training(
            actor=educator,
            lesson=lesson,
            audience=Audience(ContentClass.MIXED),
            skills=[SkillWeight(skill_row, Decimal(1))],
        )
    revision = CourseContent.objects.get(course=course).revision
    publishing.publish_content(actor=educator, course=course, revision=revision)
    return course


def load_lessons(course: Course) -> dict[UUID, DemoLesson]:
    """Return the lessons of the course by id."""
    skills = dict(LessonSkill.objects.filter(lesson__course=course).values_list("lesson_id", "skill__code"))
    return {
        lesson.pk: DemoLesson(lesson.pk, skills[lesson.pk], {UUID(each["id"]): _read(each) for each in lesson.blocks})
        for lesson in CourseLesson.objects.filter(course=course, deleted_at=None)
    }


def _read(block: Mapping[str, Any]) -> ScoredActivity | FreeActivity:
    return read_activity(block["activity"])


def _create_skills(office: User) -> dict[str, Skill]:
    known = {skill.code: skill for skill in Skill.objects.all()}
    for area, name in AREAS.items():
        if area not in known:
            known[area] = create_skill(actor=office, code=area, parent=None, name=_translate(name))
    for position, planned in enumerate(SKILLS):
        if planned.code not in known:
            known[planned.code] = create_skill(
                actor=office,
                code=planned.code,
                parent=known[planned.area],
                name=_translate(planned.name),
                icon=planned.icon,
                position=position,
                needs=[known[code] for code in planned.needs],
            )
    return known


def _translate(name: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(LANGUAGES, name, strict=True))
