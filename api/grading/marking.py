"""Operations under `/grading/items/`: second marking, blind or not, and the grades that come of it."""

from typing import Any
from uuid import UUID

from api.auth import SignedInRequest
from api.grading import grades_schemas as grades
from api.grading import marking_schemas as schemas
from api.operations import OperationRouter
from apps.grading import access, grade_views, marking_access, marking_views
from apps.grading.services import marking as services

router = OperationRouter(tags=["grading"])


@router.get("/items/{uuid:id}/marking/", "grading.write", schemas.SecondMarkingOut, errors=[404])
def second_markings_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the second marking of an item.

    With all works but yours, and how far the two markers agree. Marks are shown when both are in, and so are the names
    to the markers of a blind one.
    """
    user = request.auth.user
    return marking_views.build_marking(marking_access.get_written_item(user, id), user)


@router.put("/items/{uuid:id}/marking/", "grading.write", schemas.SecondMarkingOut, errors=[404, 409, 422])
def second_markings_set(request: SignedInRequest, id: UUID, payload: schemas.SecondMarkingIn) -> dict[str, Any]:
    """Set the two markers of an item.

    Only an item that is graded by hand. A marker with marks stays until they write the gradebook no
    more, and marks keep it blind or not.
    """
    user = request.auth.user
    item = marking_access.get_written_item(user, id)
    draft = services.MarkingDraft(
        first=marking_access.get_marker_or_invalid(item.gradebook, payload.first, field="first"),
        second=marking_access.get_marker_or_invalid(item.gradebook, payload.second, field="second"),
        is_blind=payload.is_blind,
        tolerance=payload.tolerance,
    )
    services.set_marking(actor=user, item=item, draft=draft)
    return marking_views.build_marking(item, user)


@router.delete("/items/{uuid:id}/marking/", "grading.write", errors=[404, 409])
def second_markings_delete(request: SignedInRequest, id: UUID) -> None:
    """Stop the second marking of an item.

    Refused with 409 `conflict` when marks are in.
    """
    user = request.auth.user
    services.stop_marking(actor=user, marking=marking_access.get_marking(user, id))


@router.get("/items/{uuid:id}/marks/", "grading.write", schemas.MarkingSheetOut, errors=[404])
def marking_sheets_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get your marking sheet.

    The works of an item that you are one of the two markers of, with your marks; never your own work.
    """
    user = request.auth.user
    return marking_views.build_sheet(marking_access.get_own_marking(user, id), user)


@router.post("/items/{uuid:id}/marks/", "grading.write", schemas.SheetRowOut, status=201, errors=[404, 409, 422])
def provisional_marks_give(request: SignedInRequest, id: UUID, payload: schemas.ProvisionalMarkIn) -> dict[str, Any]:
    """Mark a work as one of two.

    In place of your earlier mark. Refused with 409 `not_open` when both are in, or that of who had your place before.
    """
    user = request.auth.user
    marking = marking_access.get_own_marking(user, id)
    student = marking_access.get_marked_student(user, marking, payload.code)
    services.give_mark(actor=user, marking=marking, student=student, points=payload.points, note=payload.note)
    return marking_views.build_own_row(marking, student, user)


@router.post("/items/{uuid:id}/marking/agreed/", "grading.write", schemas.AgreedGradesOut, errors=[404])
def agreed_grades_write(request: SignedInRequest, id: UUID) -> dict[str, int]:
    """Write the grades that the markers agree on.

    The mean of both marks, where they are within the tolerance and no grade is written; never for yourself.
    """
    user = request.auth.user
    return {"written_count": services.write_agreed(actor=user, marking=marking_access.get_marking(user, id))}


@router.post("/items/{uuid:id}/marking/settled/", "grading.write", grades.GradeOut, status=201, errors=[404, 409, 422])
def settled_grades_write(request: SignedInRequest, id: UUID, payload: schemas.SettledGradeIn) -> dict[str, Any]:
    """Write a grade that two marks differ about.

    Answers the pupil's grade. Never for yourself. Refused with 409 `not_open` before both marks are in, and with
    `grade_changed` when another user wrote in the cell since `last`.
    """
    user = request.auth.user
    marking = marking_access.get_marking(user, id)
    student = access.get_graded_student(user, marking.item.gradebook, payload.student)
    services.settle(actor=user, marking=marking, **payload.model_dump(exclude={"student"}), student=student)
    return grade_views.build_grade(marking.item.gradebook, student, to_teacher=True)
