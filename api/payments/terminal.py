"""Operations under `/payments/`: money of the card terminal that arrived at the bank, or is still on its way."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.lists import PageOf, build_page
from api.money_schemas import to_minor_amount
from api.operations import OperationRouter
from api.payments import terminal_schemas as schemas
from api.payments.approval_answers import answer_once
from apps.accounts.services.mfa import is_stepped_up
from apps.core.money import Money
from apps.courses.access import get_branch_or_invalid
from apps.payments import access_reversals
from apps.payments.models import LedgerAccount
from apps.payments.queries import columns
from apps.payments.queries.cash_moves import list_terminal_accounts, visible_terminal_deposits
from apps.payments.services import terminal_deposits

router = OperationRouter(tags=["payments"])


@router.get("/terminal-balances/", "payments.desks", list[schemas.TerminalBalanceOut])
def terminal_balances_list(request: SignedInRequest) -> QuerySet[LedgerAccount]:
    """List terminal balances.

    Money of the card terminals of your branches that has not arrived at the bank yet, by branch and currency.
    """
    return list_terminal_accounts(request.auth.user)


@router.get("/terminal-deposits/", "payments.desks", PageOf[schemas.TerminalDepositOut], errors=[422])
def terminal_deposits_list(request: SignedInRequest, query: Query[schemas.TerminalDepositsQuery]) -> dict[str, Any]:
    """List terminal deposits.

    Money of the card terminals of your branches that arrived at the bank, with reversals. Newest first.
    """
    rows = visible_terminal_deposits(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=columns.TERMINAL_DEPOSITS)


@router.post("/terminal-deposits/", "payments.desks", schemas.TerminalDepositOut, status=201, errors=[400, 409, 422])
def terminal_deposits_create(
    request: SignedInRequest, payload: schemas.TerminalDepositIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Record a terminal deposit.

    Money of the card terminal arrived at the bank; a `commission` is an expense and needs `payments.spend`. Refused
    with 409 `not_enough_money` for more than is on its way and `month_closed` for a day in a closed month. Requires an
    `Idempotency-Key`.
    """
    user, amount = request.auth.user, Money(payload.amount.amount, payload.amount.currency)
    if payload.commission is not None:
        access_reversals.check_may_note_commission(user)
    branch = get_branch_or_invalid(user, payload.branch)
    commission = to_minor_amount(payload.commission, amount.currency) or 0
    return answer_once(
        request, "payments.terminal_deposit", idempotency_key, payload.model_dump_json(), schemas.TerminalDepositOut,
        lambda: terminal_deposits.record_terminal_deposit(
            actor=user, branch=branch, amount=amount, commission=commission, category=payload.category or "",
            on=payload.on, note=payload.note,
        ),
    )  # fmt: skip


@router.post(
    "/terminal-deposits/{uuid:id}/reverse/",
    "payments.desks",
    schemas.TerminalDepositOut,
    status=201,
    errors=[400, 404, 409, 422],
)
def terminal_deposits_reverse(
    request: SignedInRequest,
    id: UUID,
    payload: schemas.TerminalDepositReverseIn,
    idempotency_key: Header[str | None] = None,
) -> HttpResponse:
    """Reverse a terminal deposit.

    The money is on its way again and its commission is reversed, for which you need `payments.spend`; you reverse your
    own on the same day, and later it needs `payments.reverse` and a step-up (403 `step_up_required`). Refused with 409
    `already_reversed`. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    row = access_reversals.get_terminal_deposit(user, id)
    access_reversals.check_terminal_deposit_reversal(user, row, stepped_up=is_stepped_up(request.auth.session))
    return answer_once(
        request,
        "payments.reverse_terminal_deposit",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        schemas.TerminalDepositOut,
        lambda: terminal_deposits.reverse_terminal_deposit(actor=user, deposit=row, reason=payload.reason),
    )
