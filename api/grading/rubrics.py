"""Operations under `/grading/`: rubrics, and the levels that teachers choose in them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.grading import rubrics_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.grading import access, rubric_queries, rubric_rows
from apps.grading.models import Rubric
from apps.grading.rubrics import Criterion, Level
from apps.grading.services import rubrics

router = OperationRouter(tags=["grading"])


@router.get("/rubrics/", "grading.write", PageOf[schemas.RubricOut], errors=[422])
def rubrics_list(request: SignedInRequest, query: Query[schemas.RubricsQuery]) -> dict[str, Any]:
    """List rubrics.

    Of groups and online courses that you teach, and of the centre.
    """
    rows = rubric_queries.list_usable_rubrics(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("name", "-created_at"))


@router.post("/rubrics/", "grading.write", schemas.RubricOut, status=201, errors=[403, 404, 422])
def rubrics_create(request: SignedInRequest, payload: schemas.RubricIn) -> Rubric:
    """Create a rubric.

    Of a group or an online course that you teach; of neither it is the centre's, for the office.
    """
    user = request.auth.user
    group, course = access.get_rubric_place(user, group_id=payload.group, course_id=payload.course)
    rubric = rubrics.create_rubric(
        actor=user, name=payload.name, group=group, course=course, criteria=_read_criteria(payload.criteria)
    )
    return access.get_rubric(user, rubric.pk)


@router.get("/rubrics/{uuid:id}/", "grading.write", schemas.RubricOut, errors=[404])
def rubrics_get(request: SignedInRequest, id: UUID) -> Rubric:
    """Get a rubric.

    With its newest version.
    """
    return access.get_rubric(request.auth.user, id)


@router.put("/rubrics/{uuid:id}/", "grading.write", schemas.RubricOut, errors=[404, 409, 422])
def rubrics_set(request: SignedInRequest, id: UUID, payload: schemas.RubricChangeIn) -> Rubric:
    """Change a rubric.

    Other criteria make another version; works that are judged keep theirs. Refused with 409 `draft_changed` when
    another user changed it since `version`.
    """
    user = request.auth.user
    rubrics.change_rubric(
        actor=user,
        rubric=access.get_written_rubric(user, id),
        version=payload.version,
        name=payload.name,
        criteria=_read_criteria(payload.criteria),
    )
    return access.get_rubric(user, id)


@router.delete("/rubrics/{uuid:id}/", "grading.write", errors=[404])
def rubrics_archive(request: SignedInRequest, id: UUID) -> None:
    """Archive a rubric.

    Assignments that use it, and works that are judged, keep it.
    """
    user = request.auth.user
    rubrics.archive_rubric(actor=user, rubric=access.get_written_rubric(user, id))


@router.get("/assignments/{uuid:id}/rubric/", "grading.write", schemas.AssignmentRubricOut, errors=[404])
def assignment_rubrics_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the rubric of an assignment.

    Null where it has none.
    """
    assignment = access.get_judged_assignment(request.auth.user, id)
    return {"rubric": rubric_queries.find_assigned_rubric(assignment)}


@router.put("/assignments/{uuid:id}/rubric/", "grading.write", errors=[404, 422])
def assignment_rubrics_set(request: SignedInRequest, id: UUID, payload: schemas.AssignmentRubricIn) -> None:
    """Set the rubric of an assignment.

    Its works are judged by it from now on; null: by none.
    """
    user = request.auth.user
    assignment = access.get_judged_assignment(user, id)
    rubric = access.get_rubric_or_invalid(user, payload.rubric) if payload.rubric else None
    rubrics.set_assignment_rubric(actor=user, assignment=assignment, rubric=rubric)


@router.get("/homework/{uuid:id}/rubric/", "grading.see", schemas.HomeworkRubricOut, errors=[404])
def homework_rubrics_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the rubric of a homework.

    What it is judged by, with what was chosen. For the pupil, the parents, and teachers of the group. A child under 8
    and the parents see no points.
    """
    filled, current, has_points = access.get_judged_rubric(request.auth.user, id)
    judged = filled.version if filled else current
    return {
        "rubric": rubric_rows.build_judged(judged, filled, has_points=has_points) if judged else None,
        "current": rubric_rows.build_judged(current, None, has_points=has_points) if current else None,
    }


@router.put("/homework/{uuid:id}/rubric/", "grading.write", schemas.JudgedRubricOut, errors=[404, 409, 422])
def homework_rubrics_fill(request: SignedInRequest, id: UUID, payload: schemas.RubricFillIn) -> dict[str, Any]:
    """Mark a homework by its rubric.

    The levels that you choose take the place of those before. The score of the homework is set by its review. Refused
    with 409 `draft_changed` when another user gave the assignment another rubric than `rubric`, or changed it since
    `version`; the field says by which one works are judged now.
    """
    user = request.auth.user
    homework = access.get_reviewed_homework(user, id)
    filled = rubrics.fill_rubric(actor=user, homework=homework, **payload.model_dump())
    return rubric_rows.build_judged(filled.version, filled)


def _read_criteria(criteria: Sequence[schemas.RubricCriterionIn]) -> tuple[Criterion, ...]:
    return rubrics.name_criteria(
        [
            Criterion(
                id=criterion.id,
                name=criterion.name,
                levels=tuple(Level(**level.model_dump()) for level in criterion.levels),
            )
            for criterion in criteria
        ]
    )
