"""Operations under `/payments/months/`: the months of the books, closing and reopening."""

from typing import Any

from ninja import Query

from api.auth import SignedInRequest, requires
from api.lists import PageOf, build_page_of_rows
from api.local_time_schemas import parse_month_key
from api.operations import OperationRouter
from api.payments import months_schemas as schemas
from apps.courses.access import get_branch_or_invalid
from apps.payments.queries.books_months import MonthState, list_months
from apps.payments.queries.periods import resolve_period
from apps.payments.services import books_months
from apps.settings.queries import get_default_branch

router = OperationRouter(tags=["payments"])

MONTHS = 12


@router.get("/months/", "payments.report", PageOf[schemas.BooksMonthOut], errors=[422])
def books_months_list(request: SignedInRequest, query: Query[schemas.BooksMonthsQuery]) -> dict[str, Any]:
    """List the months of the books.

    Months of your branches with postings, open or closed, with who closed or reopened them. Newest first.
    """
    period = resolve_period(query.first, query.to, zone=get_default_branch().zone, default_months=MONTHS)
    months = list_months(request.auth.user, period=period, branch_id=query.branch)
    return build_page_of_rows(request, months, query)


@router.post(
    "/months/close/", requires("payments.close_month", step_up=True), schemas.BooksClosedOut, errors=[409, 422]
)
def books_months_close(request: SignedInRequest, payload: schemas.BooksCloseIn) -> books_months.ClosedMonth:
    """Close a month of the books.

    From then on nothing is posted with a day in it, except as a correction of today that names it. The answer says
    what still waits; with `preview` nothing is closed. Refused with 422 on `month` before the month is over in the
    branch, and with 409 `month_closed` when it is closed.
    """
    user = request.auth.user
    branch, month = get_branch_or_invalid(user, payload.branch), parse_month_key(payload.month)
    return books_months.close_month(actor=user, branch=branch, month=month, preview=payload.preview)


@router.post(
    "/months/reopen/", requires("payments.reopen_month", step_up=True), schemas.BooksMonthOut, errors=[409, 422]
)
def books_months_reopen(request: SignedInRequest, payload: schemas.BooksReopenIn) -> MonthState:
    """Reopen a closed month of the books.

    With a reason, which stays in the list. Other months stay as they are, and it is not closed by itself again.
    Refused with 409 when it is not closed.
    """
    user = request.auth.user
    branch, month = get_branch_or_invalid(user, payload.branch), parse_month_key(payload.month)
    return books_months.reopen_month(actor=user, branch=branch, month=month, reason=payload.reason)
