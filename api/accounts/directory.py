"""Operations of institutions and of onboarding questions."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query

from api.accounts import directory_schemas as schemas
from api.accounts.people_schemas import InstitutionOut
from api.auth import SignedInRequest, public
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.accounts import queries
from apps.accounts.access import get_institution
from apps.accounts.models import Institution
from apps.accounts.services import institutions, onboarding
from apps.courses.access import get_person

router = OperationRouter(tags=["directory"])


@router.get("/institutions/", public, PageOf[InstitutionOut], errors=[422])
def institutions_list(request: HttpRequest, query: Query[schemas.InstitutionsQuery]) -> dict[str, Any]:
    """List schools and universities.

    Schools and universities. Public, so that it can be used before signing up. The search finds a name in either
    script.
    """
    rows = queries.list_active_institutions(kind=query.kind)
    return build_page(request, rows, query, ordering=("name", "city"), search=queries.search_institutions)


@router.post("/institutions/", "accounts.manage_institutions", InstitutionOut, status=201, errors=[422])
def institutions_create(request: SignedInRequest, payload: schemas.InstitutionIn) -> Institution:
    """Create a school or university.

    The office adds a school or university. Refused with 422 when the city has an institution of this name already,
    however it is spelt.
    """
    return institutions.create_institution(actor=request.auth.user, **payload.model_dump())


@router.get("/institutions/{uuid:id}/", public, InstitutionOut, errors=[404])
def institutions_get(request: HttpRequest, id: UUID) -> Institution:
    """Get a school or university.

    Public.
    """
    return get_institution(id)


@router.patch("/institutions/{uuid:id}/", "accounts.manage_institutions", InstitutionOut, errors=[404, 409, 422])
def institutions_update(request: SignedInRequest, id: UUID, payload: schemas.InstitutionChanges) -> Institution:
    """Update a school or university.

    Fields that are not sent stay. Refused with 409 when the institution was archived.
    """
    institution = get_institution(id)
    return institutions.change_institution(institution=institution, actor=request.auth.user, **get_sent_fields(payload))


@router.delete("/institutions/{uuid:id}/", "accounts.manage_institutions", errors=[404, 409])
def institutions_archive(request: SignedInRequest, id: UUID) -> None:
    """Archive a school or university.

    It is no longer offered; users who chose it keep it. Refused with 409 when it was archived already.
    """
    institutions.archive_institution(institution=get_institution(id), actor=request.auth.user)


@router.get("/onboarding/", "accounts.me", schemas.OnboardingOut)
def onboarding_get(request: SignedInRequest) -> dict[str, Any]:
    """Get the onboarding questions and your answers.

    In the order in which the questions are shown.
    """
    return queries.get_onboarding_questions_and_answers(request.auth.user)


@router.put("/onboarding/", "accounts.me", schemas.OnboardingOut, errors=[422])
def onboarding_answer(request: SignedInRequest, payload: schemas.AnswersIn) -> dict[str, Any]:
    """Answer the onboarding questions.

    Replaces all your answers: answers that are not sent are removed. Refused with 422 when a required question has
    no answer.
    """
    answers = [(answer.question, answer.answer) for answer in payload.answers]
    onboarding.save_onboarding_answers(user=request.auth.user, answers=answers)
    return queries.get_onboarding_questions_and_answers(request.auth.user)


@router.get("/users/{uuid:id}/onboarding/", "accounts.view_onboarding", schemas.OnboardingOut, errors=[404])
def users_onboarding(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the onboarding answers of a user.

    The questions with the user's answers; for the office, of users in its branches.
    """
    return queries.get_onboarding_questions_and_answers(get_person(request.auth.user, id))


@router.get("/onboarding/questions/", "accounts.view_onboarding", schemas.QuestionsOut)
def onboarding_questions(request: SignedInRequest) -> dict[str, Any]:
    """List the onboarding questions.

    The questions for new users, in their order, for the office.
    """
    return {"questions": list(queries.list_onboarding_questions())}


@router.put("/onboarding/questions/", "accounts.manage_onboarding", schemas.QuestionsOut, errors=[422])
def onboarding_set_questions(request: SignedInRequest, payload: schemas.QuestionsIn) -> dict[str, Any]:
    """Set the onboarding questions.

    Replaces all questions. Send the `id` of each question that stays; the others are archived, and their answers are
    kept. Administrators only.
    """
    onboarding.set_onboarding_questions(actor=request.auth.user, questions=payload.model_dump()["questions"])
    return {"questions": list(queries.list_onboarding_questions())}
