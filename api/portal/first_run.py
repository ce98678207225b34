"""`/settings/first-run/`: set up a new centre, while no user exists."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from api.accounts.sign_in_schemas import SignedInOut
from api.auth import Public
from api.operations import OperationRouter
from api.portal.first_run_schemas import FirstRunIn, FirstRunOut
from apps.accounts.client_ip import get_client_ip
from apps.accounts.services import SignInResult
from apps.portal.queries import get_first_run_choices
from apps.portal.services import first_run
from apps.portal.services.first_run_code import check_first_run_open

router = OperationRouter(tags=["settings"])


class BeforeFirstUser(Public):
    """Let every request in, up to the limit of its address, while no user exists."""

    def __call__(self, request: HttpRequest) -> Any:
        """As `Public`; raise NotFound once a user exists, before the body is read."""
        allowed = super().__call__(request)
        check_first_run_open()
        return allowed


before_first_user = BeforeFirstUser()


@router.get("/first-run/", before_first_user, FirstRunOut, errors=[404])
def first_run_choices(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    """Get the choices of the first run.

    Only while no user exists; else 404.
    """
    response["Cache-Control"] = "no-store"
    return get_first_run_choices()


@router.post("/first-run/", before_first_user, SignedInOut, status=201, errors=[404, 422, 429, 503])
def first_run_complete(request: HttpRequest, response: HttpResponse, payload: FirstRunIn) -> SignInResult:
    """Set up a new centre.

    Writes settings, branch, rooms, courses and statuses, creates the administrator and signs in. Needs the one-time
    code that the server prints. Refused with 404 once a user exists, and with 429 after too many wrong codes.
    """
    response["Cache-Control"] = "no-store"
    return first_run.complete_first_run(
        code=payload.code,
        setup=payload.to_setup(),
        device=request.headers.get("User-Agent", ""),
        client=get_client_ip(request),
    )
