"""Operations of the directory of institutions, and of what newcomers are asked."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from api.auth import SignedInRequest, public, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas import directory as schemas
from api.schemas.base import changes
from api.schemas.people import InstitutionOut
from apps.accounts import queries
from apps.accounts.access import get_institution
from apps.accounts.models import Institution
from apps.accounts.services import institutions, onboarding

router = Router(tags=["directory"])


@router.get(
    "/institutions/",
    auth=public,
    response={200: PageOf[InstitutionOut], **errors(422)},
    operation_id="institutions_list",
    summary="Schools and universities",
)
def institutions_list(request: HttpRequest, query: Query[schemas.InstitutionsQuery]) -> dict[str, Any]:
    """For everybody, also before signing up. The search finds a name in either script."""
    found = queries.list_institutions(kind=query.kind)
    return list_page(request, found, query, ordering=("name", "city"), search=queries.search_institutions)


@router.post(
    "/institutions/",
    auth=requires("accounts.manage_institutions"),
    response={201: InstitutionOut, **errors(422)},
    operation_id="institutions_create",
    summary="Put an institution into the directory",
)
def institutions_create(request: SignedInRequest, payload: schemas.InstitutionIn) -> Status[Institution]:
    """Once per name and city, however it is spelt."""
    return Status(201, institutions.create_institution(actor=request.auth.user, **payload.model_dump()))


@router.get(
    "/institutions/{uuid:id}/",
    auth=public,
    response={200: InstitutionOut, **errors(404)},
    operation_id="institutions_get",
    summary="One institution",
)
def institutions_get(request: HttpRequest, id: UUID) -> Institution:
    """For everybody."""
    return get_institution(id)


@router.patch(
    "/institutions/{uuid:id}/",
    auth=requires("accounts.manage_institutions"),
    response={200: InstitutionOut, **errors(404, 409, 422)},
    operation_id="institutions_update",
    summary="Correct an institution",
)
def institutions_update(request: SignedInRequest, id: UUID, payload: schemas.InstitutionChanges) -> Institution:
    """Only what is sent changes."""
    institution = get_institution(id)
    return institutions.change_institution(institution=institution, actor=request.auth.user, **changes(payload))


@router.delete(
    "/institutions/{uuid:id}/",
    auth=requires("accounts.manage_institutions"),
    response={204: None, **errors(404, 409)},
    operation_id="institutions_archive",
    summary="Take an institution out of the directory",
)
def institutions_archive(request: SignedInRequest, id: UUID) -> Status[None]:
    """Who named it as theirs keeps it."""
    institutions.archive_institution(institution=get_institution(id), actor=request.auth.user)
    return Status(204, None)


@router.get(
    "/onboarding/",
    auth=requires("accounts.me"),
    response={200: schemas.OnboardingOut, **errors()},
    operation_id="onboarding_get",
    summary="What the centre asks, and one's own answers",
)
def onboarding_get(request: SignedInRequest) -> dict[str, Any]:
    """In the order in which the questions are asked."""
    return queries.get_onboarding(request.auth.user)


@router.put(
    "/onboarding/",
    auth=requires("accounts.me"),
    response={200: schemas.OnboardingOut, **errors(422)},
    operation_id="onboarding_answer",
    summary="Answer what the centre asks",
)
def onboarding_answer(request: SignedInRequest, payload: schemas.AnswersIn) -> dict[str, Any]:
    """All answers at once; those left out are taken back."""
    given = [(answer.question, answer.answer) for answer in payload.answers]
    onboarding.save_onboarding_answers(user=request.auth.user, answers=given)
    return queries.get_onboarding(request.auth.user)


@router.get(
    "/onboarding/questions/",
    auth=requires("accounts.view_onboarding"),
    response={200: schemas.QuestionsOut, **errors()},
    operation_id="onboarding_questions",
    summary="What newcomers are asked",
)
def onboarding_questions(request: SignedInRequest) -> dict[str, Any]:
    """In their order."""
    return {"questions": list(queries.list_onboarding_questions())}


@router.put(
    "/onboarding/questions/",
    auth=requires("accounts.manage_onboarding"),
    response={200: schemas.QuestionsOut, **errors(422)},
    operation_id="onboarding_set_questions",
    summary="Decide what newcomers are asked",
)
def onboarding_set_questions(request: SignedInRequest, payload: schemas.QuestionsIn) -> dict[str, Any]:
    """All questions at once; send the ids of those that stay. Answers to the others are kept."""
    onboarding.set_onboarding_questions(actor=request.auth.user, questions=payload.model_dump()["questions"])
    return {"questions": list(queries.list_onboarding_questions())}
