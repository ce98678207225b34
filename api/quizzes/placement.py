"""Operations under `/quizzes/placement-tests/` and `/quizzes/placement-sessions/`: for the office."""

from typing import Any
from uuid import UUID

from ninja import Query, Status

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.quizzes import placement_schemas as schemas
from apps.quizzes import access, placement_queries
from apps.quizzes.models import PlacementTest
from apps.quizzes.placement_views import build_result_view
from apps.quizzes.services import placement_calibration, placement_sessions, placement_tests, starter_bank

router = OperationRouter(tags=["quizzes"])


@router.get("/placement-tests/", "quizzes.manage", PageOf[schemas.PlacementTestOut], errors=[422])
def placement_tests_list(request: SignedInRequest, query: Query[schemas.PlacementTestsQuery]) -> dict[str, Any]:
    """List placement tests.

    All of the centre, for the office.
    """
    rows = placement_queries.list_placement_tests(**query.filters())
    search = placement_queries.search_placement_tests
    return build_page(request, rows, query, ordering=("-created_at", "name", "session_count"), search=search)


@router.post("/placement-tests/", "quizzes.manage", schemas.NewPlacementTestOut, status=201, errors=[422])
def placement_tests_create(request: SignedInRequest, payload: schemas.PlacementTestIn) -> dict[str, Any]:
    """Create a placement test.

    Of a question bank of the centre with at least 20 questions that have a skill and a difficulty. Its link is shown
    only in this answer.
    """
    user, values = request.auth.user, payload.model_dump()
    bank = access.get_centre_bank_or_invalid(user, values.pop("bank"))
    test, url = placement_tests.create_placement_test(actor=user, bank=bank, **values)
    return {"test": access.get_placement_test(test.pk), "link": schemas.PlacementLinkOut.build(url)}


@router.post("/placement-tests/starter-bank/", "quizzes.manage", schemas.StarterBankOut, status=202)
def placement_tests_add_starter_bank(request: SignedInRequest) -> Status[Any]:
    """Add the starter bank.

    A bank of 246 questions in English with provisional difficulties, for placement tests; a job adds it once. Asking
    again tells whether it is ready.
    """
    is_ready = starter_bank.request_starter_bank(actor=request.auth.user)
    return Status(202, {"bank": starter_bank.BANK_ID, "is_ready": is_ready})


@router.get("/placement-tests/{uuid:id}/", "quizzes.manage", schemas.PlacementTestOut, errors=[404])
def placement_tests_get(request: SignedInRequest, id: UUID) -> PlacementTest:
    """Get a placement test.

    As in the list; for the office.
    """
    return access.get_placement_test(id)


@router.patch("/placement-tests/{uuid:id}/", "quizzes.manage", schemas.PlacementTestOut, errors=[404, 422])
def placement_tests_update(request: SignedInRequest, id: UUID, payload: schemas.PlacementTestChanges) -> PlacementTest:
    """Change a placement test.

    Its name, whether it is open, and how many people may begin it in 24 hours. Sessions that have begun go on.
    """
    test, changes = access.get_placement_test(id), get_sent_fields(payload)
    placement_tests.change_placement_test(actor=request.auth.user, test=test, changes=changes)
    return access.get_placement_test(id)


@router.post("/placement-tests/{uuid:id}/link/", "quizzes.manage", schemas.PlacementLinkOut, errors=[404])
def placement_tests_renew_link(request: SignedInRequest, id: UUID) -> schemas.PlacementLinkOut:
    """Replace the link of a placement test.

    The old link works no longer. The new one is shown only in this answer.
    """
    url = placement_tests.renew_link(actor=request.auth.user, test=access.get_placement_test(id))
    return schemas.PlacementLinkOut.build(url)


@router.post("/placement-tests/{uuid:id}/calibration/", "quizzes.manage", status=202, errors=[404])
def placement_tests_calibrate(request: SignedInRequest, id: UUID) -> Status[None]:
    """Start the calibration of a placement test.

    A job gives questions of its bank that 200 people or more answered new difficulties. It runs by itself each week;
    the audit log says what has changed.
    """
    placement_calibration.request_calibration(actor=request.auth.user, test=access.get_placement_test(id))
    return Status(202, None)


@router.get("/placement-sessions/", "quizzes.manage", PageOf[schemas.PlacementSessionRowOut], errors=[422])
def placement_sessions_list(request: SignedInRequest, query: Query[schemas.PlacementSessionsQuery]) -> dict[str, Any]:
    """List placement sessions.

    Who took which placement test, and the level that it found. Newest first, for the office.
    """
    rows = placement_queries.list_sessions(**query.filters())
    ordering = ("-started_at", "finished_at", "ability")
    return build_page(request, rows, query, ordering=ordering, search=placement_queries.search_sessions)


@router.get("/placement-sessions/{uuid:id}/", "quizzes.manage", schemas.PlacementResultOut, errors=[404], by_alias=True)
def placement_sessions_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a placement session.

    With its answers, those that decided, and how likely each level is.
    """
    return build_result_view(access.get_placement_session(id))


@router.post(
    "/placement-sessions/{uuid:id}/person/",
    "quizzes.manage",
    schemas.PlacementResultOut,
    errors=[404, 409, 422],
    by_alias=True,
)
def placement_sessions_place(request: SignedInRequest, id: UUID, payload: schemas.PlacePupilIn) -> dict[str, Any]:
    """Record the level of a placement session.

    As the level of a pupil; needs `courses.place` too. Refused with 409 `conflict` for a session that is not finished
    or whose level is recorded already.
    """
    user = request.auth.user
    student = access.get_student_to_place(user, payload.student)
    placement_sessions.place_pupil(actor=user, session=access.get_placement_session(id), student=student)
    return build_result_view(access.get_placement_session(id))
