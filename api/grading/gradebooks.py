"""Operations under `/grading/`: gradebooks, what counts, what teachers write, and the centre's scales."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.grading import gradebooks_schemas as schemas
from api.grading import grades_schemas as grades
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.grading import access, grade_views, queries
from apps.grading.models import GradeScale
from apps.grading.scales import Band
from apps.grading.services import cells, gradebooks, scales

router = OperationRouter(tags=["grading"])


@router.get("/gradebooks/", "grading.write", PageOf[schemas.GradebookHeadOut], errors=[422])
def gradebooks_list(request: SignedInRequest, query: Query[schemas.GradebooksQuery]) -> dict[str, Any]:
    """List gradebooks.

    Of groups and online courses that you teach.
    """
    rows = queries.list_written_gradebooks(request.auth.user, **query.filters())
    page = build_page(request, rows, query, ordering=("-created_at",))
    return page | {"results": [grade_views.build_head(row) for row in page["results"]]}


@router.post("/gradebooks/", "grading.write", schemas.GradebookOut, status=201, errors=[404, 409, 422])
def gradebooks_create(request: SignedInRequest, payload: schemas.GradebookIn) -> dict[str, Any]:
    """Create a gradebook.

    Of a group or an online course that you teach, with one category. Refused with 409 `conflict` where there is one.
    """
    user = request.auth.user
    group, course = access.get_place(user, group_id=payload.group, course_id=payload.course)
    return grade_views.build_structure(gradebooks.create_gradebook(actor=user, group=group, course=course))


@router.get("/gradebooks/{uuid:id}/", "grading.write", schemas.GradebookOut, errors=[404])
def gradebooks_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a gradebook.

    With what counts: its categories and items.
    """
    return grade_views.build_structure(access.get_written_gradebook(request.auth.user, id))


@router.put("/gradebooks/{uuid:id}/", "grading.write", schemas.GradebookOut, errors=[404, 409, 422])
def gradebooks_set(request: SignedInRequest, id: UUID, payload: schemas.GradebookStructureIn) -> dict[str, Any]:
    """Set what counts in a gradebook.

    Items that are left out count no longer; what was written in them stays. Refused with 409 `draft_changed` when
    another user changed it since `revision`.
    """
    user = request.auth.user
    gradebook = gradebooks.set_structure(
        actor=user,
        gradebook=access.get_written_gradebook(user, id),
        revision=payload.revision,
        usual_scale=payload.usual_scale or "",
        own_scale=access.get_scale_or_invalid(payload.own_scale) if payload.own_scale else None,
        categories=[gradebooks.CategoryDraft(**category.model_dump()) for category in payload.categories],
        items=[gradebooks.ItemDraft(**item.model_dump()) for item in payload.items],
    )
    return grade_views.build_structure(gradebook)


@router.get("/gradebooks/{uuid:id}/grid/", "grading.write", schemas.GradebookGridOut, errors=[404, 422])
def gradebook_grids_get(request: SignedInRequest, id: UUID, query: Query[schemas.GradebookGridQuery]) -> dict[str, Any]:
    """Get the grades of all pupils.

    200 pupils by name, with a cell for each item; `student_count` says how many there are. Never you yourself.
    """
    user = request.auth.user
    return grade_views.build_grid(access.get_written_gradebook(user, id), reader=user, page=query.page)


@router.post("/gradebooks/{uuid:id}/entries/", "grading.write", grades.GradeOut, status=201, errors=[404, 409, 422])
def grade_entries_create(request: SignedInRequest, id: UUID, payload: schemas.GradeEntryIn) -> dict[str, Any]:
    """Write into a cell.

    Answers the pupil's grade. Never for yourself. Refused with 409 `grade_changed` when another user wrote there since
    `last`; `points` then names who, and what.
    """
    user = request.auth.user
    gradebook = access.get_written_gradebook(user, id)
    student = access.get_graded_student(user, gradebook, payload.student)
    draft = cells.CellDraft(**payload.model_dump(exclude={"item", "student"}))
    cells.write_entry(actor=user, item=access.get_item(gradebook, payload.item), student=student, draft=draft)
    return grade_views.build_grade(gradebook, student, to_teacher=True)


@router.post("/gradebooks/{uuid:id}/extensions/", "grading.write", grades.GradeOut, status=201, errors=[404, 422])
def grade_extensions_create(request: SignedInRequest, id: UUID, payload: schemas.GradeExtensionIn) -> dict[str, Any]:
    """Extend an item for a pupil.

    The new due time takes the place of the last. Answers the pupil's grade. Never for yourself.
    """
    user = request.auth.user
    gradebook = access.get_written_gradebook(user, id)
    student = access.get_graded_student(user, gradebook, payload.student)
    item = access.get_item(gradebook, payload.item)
    cells.give_extension(actor=user, item=item, student=student, due_at=payload.due_at, reason=payload.reason)
    return grade_views.build_grade(gradebook, student, to_teacher=True)


@router.get("/grades/", "grading.see", list[grades.GradeSummaryOut], errors=[404, 422])
def grades_list(request: SignedInRequest, query: Query[grades.GradesQuery]) -> Any:
    """List the grades of a pupil.

    Yours, or those of your child, one for each gradebook.
    """
    user = request.auth.user
    student = access.get_grade_holder(user, query.student or user.pk)
    return grade_views.build_summaries(list(queries.list_gradebooks_of(student)), student)


@router.get("/gradebooks/{uuid:id}/grades/{uuid:student_id}/", "grading.see", grades.GradeOut, errors=[404])
def grades_get(request: SignedInRequest, id: UUID, student_id: UUID) -> dict[str, Any]:
    """Get a grade with its reasons.

    Yours, that of your child, or of a pupil whose gradebook you write. Pupils and parents see the points of a quiz when
    the quiz shows them.
    """
    gradebook, student, to_teacher = access.get_readable_grade(request.auth.user, id, student_id)
    return grade_views.build_grade(gradebook, student, to_teacher=to_teacher)


@router.get(
    "/gradebooks/{uuid:id}/grades/{uuid:student_id}/goal/", "grading.see", grades.GradeGoalOut, errors=[404, 422]
)
def grade_goals_get(
    request: SignedInRequest, id: UUID, student_id: UUID, query: Query[grades.GradeGoalQuery]
) -> dict[str, Any]:
    """Get the percent needed for a grade.

    The percent that the pupil needs in each item that remains, for a band of the scale.
    """
    gradebook, student, to_teacher = access.get_readable_grade(request.auth.user, id, student_id)
    return grade_views.build_goal(gradebook, student, band=query.band, to_teacher=to_teacher)


@router.get("/scales/", "grading.write", list[schemas.GradeScaleOut])
def grade_scales_list(request: SignedInRequest) -> Any:
    """List the grade scales of the centre.

    The usual ones are not listed: points of 100, 2 to 5, 1 to 12, A to F, pass or fail.
    """
    return queries.list_scales().order_by("name")


@router.post("/scales/", "grading.manage", schemas.GradeScaleOut, status=201, errors=[422])
def grade_scales_create(request: SignedInRequest, payload: schemas.GradeScaleIn) -> GradeScale:
    """Create a grade scale.

    Bands leave no gap: each holds from its `lower` percent until the next.
    """
    return scales.create_scale(actor=request.auth.user, name=payload.name, bands=_read_bands(payload))


@router.put("/scales/{uuid:id}/", "grading.manage", schemas.GradeScaleOut, errors=[404, 422])
def grade_scales_set(request: SignedInRequest, id: UUID, payload: schemas.GradeScaleIn) -> GradeScale:
    """Change a grade scale.

    Grades in all gradebooks that use it have the new words at once.
    """
    scale = access.get_scale(id)
    return scales.change_scale(actor=request.auth.user, scale=scale, name=payload.name, bands=_read_bands(payload))


@router.delete("/scales/{uuid:id}/", "grading.manage", errors=[404, 409])
def grade_scales_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a grade scale.

    Refused with 409 `conflict` while a gradebook uses it.
    """
    scales.delete_scale(actor=request.auth.user, scale=access.get_scale(id))


def _read_bands(payload: schemas.GradeScaleIn) -> list[Band]:
    return [Band(lower=band.lower, word=band.word) for band in payload.bands]
