"""Operations of institutions and of onboarding questions."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from api.auth import SignedInRequest, public, requires
from api.errors import error_responses
from api.lists import PageOf, build_page
from api.schemas import directory as schemas
from api.schemas.base import get_changes
from api.schemas.people import InstitutionOut
from apps.accounts import queries
from apps.accounts.access import get_institution
from apps.accounts.models import Institution
from apps.accounts.services import institutions, onboarding

router = Router(tags=["directory"])


@router.get(
    "/institutions/",
    auth=public,
    response={200: PageOf[InstitutionOut], **error_responses(422)},
    operation_id="institutions_list",
    summary="List schools and universities",
)
def institutions_list(request: HttpRequest, query: Query[schemas.InstitutionsQuery]) -> dict[str, Any]:
    """Schools and universities. Public, so that it can be used before signing up. The search finds a name in either
    script.
    """
    rows = queries.list_institutions(kind=query.kind)
    return build_page(request, rows, query, ordering=("name", "city"), search=queries.search_institutions)


@router.post(
    "/institutions/",
    auth=requires("accounts.manage_institutions"),
    response={201: InstitutionOut, **error_responses(422)},
    operation_id="institutions_create",
    summary="Create a school or university",
)
def institutions_create(request: SignedInRequest, payload: schemas.InstitutionIn) -> Status[Institution]:
    """The office adds a school or university. Refused with 422 when the city has an institution of this name already,
    however it is spelt.
    """
    return Status(201, institutions.create_institution(actor=request.auth.user, **payload.model_dump()))


@router.get(
    "/institutions/{uuid:id}/",
    auth=public,
    response={200: InstitutionOut, **error_responses(404)},
    operation_id="institutions_get",
    summary="Get a school or university",
)
def institutions_get(request: HttpRequest, id: UUID) -> Institution:
    """Public."""
    return get_institution(id)


@router.patch(
    "/institutions/{uuid:id}/",
    auth=requires("accounts.manage_institutions"),
    response={200: InstitutionOut, **error_responses(404, 409, 422)},
    operation_id="institutions_update",
    summary="Update a school or university",
)
def institutions_update(request: SignedInRequest, id: UUID, payload: schemas.InstitutionChanges) -> Institution:
    """Fields that are not sent stay. Refused with 409 when the institution was archived."""
    institution = get_institution(id)
    return institutions.change_institution(institution=institution, actor=request.auth.user, **get_changes(payload))


@router.delete(
    "/institutions/{uuid:id}/",
    auth=requires("accounts.manage_institutions"),
    response={204: None, **error_responses(404, 409)},
    operation_id="institutions_archive",
    summary="Archive a school or university",
)
def institutions_archive(request: SignedInRequest, id: UUID) -> Status[None]:
    """It is no longer offered; users who chose it keep it. Refused with 409 when it was archived already."""
    institutions.archive_institution(institution=get_institution(id), actor=request.auth.user)
    return Status(204, None)


@router.get(
    "/onboarding/",
    auth=requires("accounts.me"),
    response={200: schemas.OnboardingOut, **error_responses()},
    operation_id="onboarding_get",
    summary="Get the onboarding questions and your answers",
)
def onboarding_get(request: SignedInRequest) -> dict[str, Any]:
    """In the order in which the questions are shown."""
    return queries.get_onboarding(request.auth.user)


@router.put(
    "/onboarding/",
    auth=requires("accounts.me"),
    response={200: schemas.OnboardingOut, **error_responses(422)},
    operation_id="onboarding_answer",
    summary="Answer the onboarding questions",
)
def onboarding_answer(request: SignedInRequest, payload: schemas.AnswersIn) -> dict[str, Any]:
    """Replaces all your answers: answers that are not sent are removed. Refused with 422 when a required question has
    no answer.
    """
    answers = [(answer.question, answer.answer) for answer in payload.answers]
    onboarding.save_onboarding_answers(user=request.auth.user, answers=answers)
    return queries.get_onboarding(request.auth.user)


@router.get(
    "/onboarding/questions/",
    auth=requires("accounts.view_onboarding"),
    response={200: schemas.QuestionsOut, **error_responses()},
    operation_id="onboarding_questions",
    summary="List the onboarding questions",
)
def onboarding_questions(request: SignedInRequest) -> dict[str, Any]:
    """The questions for new users, in their order, for the office."""
    return {"questions": list(queries.list_onboarding_questions())}


@router.put(
    "/onboarding/questions/",
    auth=requires("accounts.manage_onboarding"),
    response={200: schemas.QuestionsOut, **error_responses(422)},
    operation_id="onboarding_set_questions",
    summary="Set the onboarding questions",
)
def onboarding_set_questions(request: SignedInRequest, payload: schemas.QuestionsIn) -> dict[str, Any]:
    """Replaces all questions. Send the `id` of each question that stays; the others are archived, and their answers are
    kept. Administrators only.
    """
    onboarding.set_onboarding_questions(actor=request.auth.user, questions=payload.model_dump()["questions"])
    return {"questions": list(queries.list_onboarding_questions())}
