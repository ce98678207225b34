"""Operations under `/grading/`: appeals against grades, and their answers."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.grading import appeals_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.grading import appeal_access, appeal_queries, appeal_views
from apps.grading.services import appeals

router = OperationRouter(tags=["grading"])


@router.get("/appeals/", "grading.see", PageOf[schemas.GradeAppealOut], errors=[422])
def grade_appeals_list(request: SignedInRequest, query: Query[schemas.GradeAppealsQuery]) -> dict[str, Any]:
    """List appeals against grades.

    Yours, those of your children, and those in gradebooks that you write.
    """
    rows = appeal_queries.list_visible_appeals(request.auth.user, **query.filters())
    page = build_page(request, rows, query, ordering=("-created_at",))
    return page | {"results": [appeal_views.build_appeal(row) for row in page["results"]]}


@router.post("/appeals/", "grading.see", schemas.GradeAppealOut, status=201, errors=[404, 409, 422, 429])
def grade_appeals_create(request: SignedInRequest, payload: schemas.GradeAppealIn) -> dict[str, Any]:
    """Request another look at a grade.

    Yours or that of your child; the teachers are told. One appeal for an item is open at a time (409 `not_open`), and
    their number is limited by the setting `appeals_allowed` (429).
    """
    user = request.auth.user
    item, student = appeal_access.get_contested_item(user, payload.item, payload.student or user.pk)
    return appeal_views.build_appeal(
        appeals.create_appeal(author=user, item=item, student=student, reason=payload.reason)
    )


@router.post("/appeals/{uuid:id}/answer/", "grading.write", schemas.GradeAppealOut, errors=[404, 409, 422])
def grade_appeals_answer(request: SignedInRequest, id: UUID, payload: schemas.GradeAppealAnswerIn) -> dict[str, Any]:
    """Answer an appeal against a grade.

    With points the grade is changed by another entry, whose reason is the appeal; without them it stays. Never an
    appeal of your own. Refused with 409 `grade_changed` when another user wrote in the cell since `last`.
    """
    user = request.auth.user
    appeal = appeal_access.get_answerable_appeal(user, id)
    draft = appeals.AnswerDraft(**payload.model_dump())
    return appeal_views.build_appeal(appeals.answer_appeal(actor=user, appeal=appeal, draft=draft))
