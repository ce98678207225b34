"""Operations for what pupils bring along from former books: opening balances and prepaid periods."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import opening_schemas as schemas
from apps.core.money import Money
from apps.payments import access, access_office
from apps.payments.models import OpeningBalance, OpeningSide, PrepaidPeriod
from apps.payments.queries import columns, pricing
from apps.payments.services import opening_balances, prepaid_periods

router = OperationRouter(tags=["payments"])


@router.post(
    "/balance/{uuid:student_id}/opening/",
    "payments.open_balances",
    schemas.OpeningBalanceOut,
    status=201,
    errors=[400, 404, 409, 422],
)
def payments_opening_create(
    request: SignedInRequest,
    student_id: UUID,
    payload: schemas.OpeningBalanceIn,
    idempotency_key: Header[str | None] = None,
) -> HttpResponse:
    """Set the opening balance of a pupil.

    What the pupil had or owed in the centre's former books, no revenue and without a receipt: a credit covers payments,
    a debt is a payment that is due. Refused with 409 `conflict` when the pupil has one in this currency, and with 403
    `own_payment` for your own family. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    student = access.get_managed_student(user, student_id)
    group = access_office.get_student_group_or_invalid(user, student, payload.group)
    opening = opening_balances.NewOpeningBalance(
        student=student,
        branch=group.branch if group else access_office.get_balance_branch_or_invalid(user, student, payload.branch),
        side=OpeningSide(payload.side),
        amount=Money(payload.amount.amount, payload.amount.currency),
        group=group,
        note=payload.note,
    )
    return respond_idempotently(
        request,
        "payments.open_balance",
        idempotency_key,
        body=f"{student_id} {payload.model_dump_json()}",
        act=lambda: (201, _opening_json(opening_balances.open_balance(actor=user, opening=opening))),
    )


@router.post(
    "/balance/{uuid:student_id}/opening/reverse/",
    "payments.open_balances",
    schemas.OpeningBalanceOut,
    errors=[404, 409, 422],
)
def payments_opening_reverse(
    request: SignedInRequest, student_id: UUID, payload: schemas.OpeningReverseIn
) -> OpeningBalance:
    """Reverse the opening balance of a pupil.

    It is taken back by a counter-entry, and another one can be set; what a credit covered is owed again. Refused with
    409 `conflict` when its money was paid back, `cash_refund_waiting` while it waits to be handed out,
    `payment_in_progress` while a provider works on a covered payment, `payment_closed` when a debt was paid, and with
    403 `own_payment` for your own family.
    """
    user = request.auth.user
    student = access.get_managed_student(user, student_id)
    return opening_balances.reverse_opening_balance(
        actor=user, student=student, currency=payload.currency, reason=payload.reason
    )


@router.get("/prepaid/", "payments.open_balances", PageOf[schemas.PrepaidOut], errors=[422])
def payments_prepaid_list(request: SignedInRequest, query: Query[schemas.PrepaidQuery]) -> dict[str, Any]:
    """List prepaid periods.

    What pupils of your branches have paid in the centre's former books. Newest first.
    """
    rows = pricing.visible_prepaid_periods(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=columns.PREPAID_PERIODS)


@router.post("/prepaid/", "payments.open_balances", schemas.PrepaidOut, errors=[422])
def payments_prepaid_set(request: SignedInRequest, payload: schemas.PrepaidIn) -> PrepaidPeriod:
    """Set what a membership has paid before.

    In place of what was set before. Payments are repriced within a minute. Refused with 422 where the group pays
    otherwise, and with 403 `own_payment` for your own family.
    """
    user = request.auth.user
    prepaid = prepaid_periods.NewPrepaidPeriod(
        membership=pricing.get_membership_or_invalid(user, payload.membership),
        paid_until=payload.paid_until,
        lessons_left=payload.lessons_left,
    )
    row = prepaid_periods.set_prepaid_period(actor=user, prepaid=prepaid)
    return pricing.get_prepaid_period(user, row.pk)


@router.delete("/prepaid/{uuid:id}/", "payments.open_balances", errors=[404])
def payments_prepaid_remove(request: SignedInRequest, id: UUID) -> None:
    """Remove what a membership has paid before.

    The current month or pack is billed within a minute. Refused with 403 `own_payment` for your own family.
    """
    user = request.auth.user
    prepaid_periods.remove_prepaid_period(actor=user, prepaid=pricing.get_prepaid_period(user, id))


def _opening_json(opening: OpeningBalance) -> dict[str, Any]:
    return schemas.OpeningBalanceOut.from_orm(opening).model_dump(mode="json")
