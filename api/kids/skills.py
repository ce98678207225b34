"""Operations under `/skills/`: the skills of the kindergarten, and what trains them."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from ninja import File, Form, Query, UploadedFile

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.kids import skills_schemas as schemas
from api.lanes import EXPORTS, IMPORTS
from api.operations import OperationRouter
from api.tables import table_response
from apps.kids import access, skill_queries, skill_sheets
from apps.kids.models import Skill
from apps.kids.services import skill_imports, skills, training
from apps.learning.access import get_draft_lesson
from apps.quizzes.access import get_question, get_written_question

router = OperationRouter(tags=["kindergarten"])


@router.get("/", "kids.see_skills", schemas.SkillTreeOut, errors=[422])
def skills_list(request: SignedInRequest, query: Query[schemas.SkillsQuery]) -> dict[str, list[Skill]]:
    """List skills.

    All areas, skills and steps in use, each after what it stands in; at most 1,000.
    """
    return {"skills": skill_queries.list_skills(archived=query.archived)}


@router.post("/", "kids.manage_skills", schemas.SkillOut, status=201, errors=[422])
def skills_create(request: SignedInRequest, payload: schemas.SkillIn) -> Skill:
    """Create a skill.

    An area without `parent`, else a skill of an area or a step of a skill. The code cannot be changed later.
    """
    return skills.create_skill(actor=request.auth.user, **_load_skills(payload.model_dump()))


@router.patch("/{uuid:id}/", "kids.manage_skills", schemas.SkillOut, errors=[404, 422])
def skills_update(request: SignedInRequest, id: UUID, payload: schemas.SkillChangesIn) -> Skill:
    """Update a skill.

    Fields that are not sent stay. Skills that would need each other are refused.
    """
    changes: Any = _load_skills(get_sent_fields(payload))
    return skills.change_skill(actor=request.auth.user, skill=access.get_skill(id), **changes)


@router.delete("/{uuid:id}/", "kids.manage_skills", errors=[404, 409])
def skills_archive(request: SignedInRequest, id: UUID) -> None:
    """Archive a skill.

    Nothing new trains it; children keep what they have learnt. Refused with 409 `conflict` while something under it is
    in use.
    """
    skills.archive_skill(actor=request.auth.user, skill=access.get_skill(id))


@router.post("/{uuid:id}/restore/", "kids.manage_skills", schemas.SkillOut, errors=[404, 409])
def skills_restore(request: SignedInRequest, id: UUID) -> Skill:
    """Restore an archived skill.

    Refused with 409 `conflict` while what is above it is archived.
    """
    return skills.restore_skill(actor=request.auth.user, skill=access.get_skill(id))


@router.get("/table/", "kids.manage_skills", errors=[422], lane=EXPORTS)
def skill_tables_get(request: SignedInRequest, query: Query[schemas.SkillTableQuery]) -> StreamingHttpResponse:
    """Export all skills to a spreadsheet.

    Archived ones too. It can be changed and imported again.
    """
    rows = skill_sheets.write_skills(skill_queries.load_tree().tree, query.format)
    return table_response(rows, query.format, "skills")


@router.post("/table/", "kids.manage_skills", schemas.SkillTableReportOut, errors=[413, 415, 422], lane=IMPORTS)
def skill_tables_import(
    request: SignedInRequest, file: File[UploadedFile], payload: Form[schemas.SkillTableForm]
) -> dict[str, Any]:
    """Import a spreadsheet of skills.

    All of its rows are written, or none when a cell is refused. Skills that do not stand in it stay.
    """
    report = skill_imports.import_skills(actor=request.auth.user, upload=file, dry_run=payload.dry_run)
    return schemas.build_sheet_report(report, dry_run=payload.dry_run)


@router.get("/lessons/{uuid:id}/", "kids.see_skills", schemas.LessonSkillsOut, errors=[404])
def lesson_skills_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get what a course lesson trains.

    For which class, languages and devices it is, its skills, and how long a child plays it. For who writes the course.
    """
    return skill_queries.load_lesson_training(get_draft_lesson(request.auth.user, id))


@router.put("/lessons/{uuid:id}/", "kids.name_skills", schemas.LessonSkillsOut, errors=[404, 422])
def lesson_skills_set(request: SignedInRequest, id: UUID, payload: schemas.LessonSkillsIn) -> dict[str, Any]:
    """Set what a course lesson trains.

    For which class, languages and devices it is, and its skills with their weights. It holds at once, without a new
    version of the course.
    """
    user = request.auth.user
    lesson = get_draft_lesson(user, id)
    audience = schemas.build_audience(payload)
    training.set_lesson_training(actor=user, lesson=lesson, audience=audience, skills=_load_weights(payload))
    return skill_queries.load_lesson_training(lesson)


@router.get("/questions/{uuid:id}/", "kids.see_skills", schemas.QuestionSkillsOut, errors=[404])
def question_skills_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the skills that a question asks for.

    For who may ask it.
    """
    return {"skills": skill_queries.list_question_skills(get_question(request.auth.user, id))}


@router.put("/questions/{uuid:id}/", "kids.name_skills", schemas.QuestionSkillsOut, errors=[404, 422])
def question_skills_set(request: SignedInRequest, id: UUID, payload: schemas.QuestionSkillsIn) -> dict[str, Any]:
    """Set the skills that a question asks for.

    With their weights. For who may change the question.
    """
    user = request.auth.user
    question = get_written_question(user, id)
    training.set_question_training(actor=user, question=question, skills=_load_weights(payload))
    return {"skills": skill_queries.list_question_skills(question)}


def _load_skills(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a body with the skills that it names."""
    if values.get("parent"):
        values["parent"] = access.get_skill_or_invalid(values["parent"], field="parent")
    if "needs" in values:
        values["needs"] = access.get_skills_or_invalid(values["needs"], field="needs")
    return values


def _load_weights(payload: schemas.QuestionSkillsIn) -> list[training.SkillWeight]:
    named = access.get_skills_or_invalid([each.skill for each in payload.skills], field="skills")
    return [training.SkillWeight(skill, each.weight) for skill, each in zip(named, payload.skills, strict=True)]
