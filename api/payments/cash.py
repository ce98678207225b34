"""Operations under `/payments/` for cash desks, shifts and expenses."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query, Status

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page
from api.local_time_schemas import parse_month_key
from api.operations import OperationRouter
from api.payments import cash_schemas as schemas
from api.payments.approval_answers import answer_once
from api.payments.approvals_schemas import ApprovalOut
from api.payments.reversals_schemas import DeskTransferOut
from apps.courses.access import get_branch_or_invalid, get_person_or_invalid
from apps.payments import access_office
from apps.payments.models import Approval, CashDesk
from apps.payments.queries import columns, office
from apps.payments.services import cash_desks, desk_transfers, expenses, shift_counts

router = OperationRouter(tags=["payments"])


@router.get("/cash-desks/", "payments.desks", PageOf[schemas.CashDeskOut], errors=[422])
def cash_desks_list(request: SignedInRequest, query: Query[schemas.CashDesksQuery]) -> dict[str, Any]:
    """List cash desks.

    Cash desks of your branches, with their balance in the ledger and the open shift.
    """
    cash_desks = office.visible_desks(request.auth.user, **query.filters())
    return build_page(request, cash_desks, query, ordering=columns.CASH_DESKS)


@router.post("/cash-desks/", "payments.arrange_desks", schemas.CashDeskOut, status=201, errors=[422])
def cash_desks_create(request: SignedInRequest, payload: schemas.CashDeskIn) -> CashDesk:
    """Create a cash desk.

    The new desk is empty and belongs to one branch and one currency.
    """
    user = request.auth.user
    keeper = get_person_or_invalid(user, "keeper", payload.keeper) if payload.keeper else None
    branch = get_branch_or_invalid(user, payload.branch)
    desk = cash_desks.create_cash_desk(
        actor=user, branch=branch, name=payload.name, currency=payload.currency, keeper=keeper
    )
    return access_office.get_cash_desk(user, desk.pk)


@router.patch("/cash-desks/{uuid:id}/", "payments.arrange_desks", schemas.CashDeskOut, errors=[404, 409, 422])
def cash_desks_update(request: SignedInRequest, id: UUID, payload: schemas.CashDeskPatch) -> CashDesk:
    """Update a cash desk.

    Rename it, change its keeper, archive it or restore it. Archiving is refused with 409 while money is in it or
    it owes change to the safe, `shift_open` while a shift is open and `cash_refund_waiting` while a refund waits there.
    """
    user = request.auth.user
    desk, sent = access_office.get_cash_desk(user, id), get_sent_fields(payload)
    if sent.get("keeper") is not None:
        sent["keeper"] = get_person_or_invalid(user, "keeper", sent["keeper"])
    cash_desks.update_cash_desk(actor=user, desk=desk, changes=sent)
    return access_office.get_cash_desk(user, id)


@router.get("/cash-desks/{uuid:id}/shift/", "payments.desks", PageOf[schemas.ShiftOut], errors=[404, 422])
def cash_desks_shifts(request: SignedInRequest, id: UUID, query: Query[schemas.ShiftsQuery]) -> dict[str, Any]:
    """List the shifts of a cash desk.

    Shifts at a cash desk of your branches, open and closed. Newest first.
    """
    desk = access_office.get_cash_desk(request.auth.user, id)
    return build_page(request, office.list_shifts(desk, **query.filters()), query, ordering=columns.SHIFTS)


@router.post(
    "/cash-desks/{uuid:id}/shift/",
    "payments.desks",
    {200: schemas.ShiftReportOut, 202: ApprovalOut},
    errors=[404, 409, 422],
)
def cash_desks_shift(request: SignedInRequest, id: UUID, payload: schemas.ShiftIn) -> Any:
    """Open or close a shift.

    With the cash you counted, of which a difference to the ledger is posted and `change_float` is moved from or to the
    safe; the answer is the shift report. A difference above the limit needs a `note` and waits for a second person, and
    so does change above its limit: 202 with the approval; count again to replace it. Opening is refused with 409
    `shift_open` while a shift is open there, closing with `shift_needed` when none is.
    """
    user = request.auth.user
    act = shift_counts.request_opening if payload.action == "open" else shift_counts.request_closing
    desk = access_office.get_cash_desk(user, id)
    counted = act(
        actor=user, desk=desk, counted_amount=payload.counted, change_float=payload.change_float, note=payload.note
    )
    if isinstance(counted, Approval):
        return Status(202, counted)
    return Status(200, schemas.ShiftReportOut.build(office.get_shift_report(counted)))


@router.get("/cash-desks/{uuid:id}/shift/{uuid:shift_id}/", "payments.desks", schemas.ShiftReportOut, errors=[404])
def cash_desks_shift_report(request: SignedInRequest, id: UUID, shift_id: UUID) -> dict[str, Any]:
    """Get the report of a shift.

    Cash taken, refunded, spent, paid out and carried to the bank in the shift; for an open shift, until now.
    """
    shift = access_office.get_shift(request.auth.user, id, shift_id)
    return schemas.ShiftReportOut.build(office.get_shift_report(shift))


@router.post("/cash-desks/{uuid:id}/bank/", "payments.desks", DeskTransferOut, status=201, errors=[400, 404, 409, 422])
def cash_desks_bank(
    request: SignedInRequest, id: UUID, payload: schemas.BankIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Record cash carried to the bank.

    From your own open shift (409 `shift_needed`), at most what is in the desk (409 `not_enough_money`). Requires an
    `Idempotency-Key`.
    """
    user = request.auth.user
    desk = access_office.get_cash_desk(user, id)
    amount = payload.amount.in_currency(desk.currency)
    return answer_once(
        request,
        "payments.bank",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        DeskTransferOut,
        lambda: desk_transfers.deposit_to_bank(actor=user, desk=desk, amount=amount, note=payload.note),
    )


@router.get("/expenses/", "payments.spend", PageOf[schemas.ExpenseOut], errors=[422])
def expenses_list(request: SignedInRequest, query: Query[schemas.ExpensesQuery]) -> dict[str, Any]:
    """List expenses.

    Expenses of your branches, the newest days first.
    """
    visible = office.visible_expenses(request.auth.user, **query.filters())
    return build_page(request, visible, query, ordering=columns.EXPENSES, search=office.search_expenses)


@router.post("/expenses/", "payments.spend", {201: schemas.ExpenseOut, 202: ApprovalOut}, errors=[400, 404, 409, 422])
def expenses_create(
    request: SignedInRequest, payload: schemas.ExpenseIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Record an expense.

    From a cash desk in your own open shift (409 `shift_needed`, `not_enough_money`), or from the bank account of the
    branch; above a limit it waits for a second person: 202 with the approval. Refused with 409 `month_closed` for a day
    in a closed month: name the month in `corrects_month` instead of `on`, and the expense counts today. Requires an
    `Idempotency-Key`.
    """
    user = request.auth.user
    desk = access_office.get_desk_or_invalid(user, payload.desk)
    branch = get_branch_or_invalid(user, payload.branch) if payload.branch or desk is None else desk.branch
    return answer_once(
        request,
        "payments.spend",
        idempotency_key,
        payload.model_dump_json(),
        schemas.ExpenseOut,
        lambda: expenses.request_expense(
            actor=user,
            branch=branch,
            desk=desk,
            category=payload.category,
            amount=payload.amount.amount,
            currency=payload.amount.currency,
            text=payload.text,
            on=payload.on,
            corrects_month=parse_month_key(payload.corrects_month) if payload.corrects_month else None,
        ),
    )


@router.post(
    "/expenses/{uuid:id}/reverse/", "payments.spend", schemas.ExpenseOut, status=201, errors=[400, 404, 409, 422]
)
def expenses_reverse(
    request: SignedInRequest, id: UUID, payload: schemas.ExpenseReverseIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Reverse an expense.

    Post a counter-entry today; the money returns to its cash desk or bank account. Refused with 409 when it was
    reversed before. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    expense = access_office.get_expense(user, id)
    return answer_once(
        request,
        "payments.reverse_expense",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        schemas.ExpenseOut,
        lambda: expenses.reverse_expense(actor=user, expense=expense, text=payload.text),
    )
