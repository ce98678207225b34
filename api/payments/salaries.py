"""Operations under `/payments/salaries/`: pay rates, pay of a month, bonuses and fines, closing, payouts."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest, requires
from api.base_schemas import get_sent_fields
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import salaries_schemas as schemas
from api.payments.approval_answers import answer_once, answer_waiting
from api.payments.approvals_schemas import ApprovalOut
from api.tables import choose_table_kind, table_response
from apps.attendance.reports import parse_month
from apps.core.money import Money
from apps.courses.access import get_branch_or_invalid
from apps.payments import access_salaries as access
from apps.payments.access_office import get_desk_or_invalid
from apps.payments.models import Approval, PayEntry, PayEntryKind, PayMonth, PayOut, PayRate
from apps.payments.pay_tables import build_payroll_table
from apps.payments.queries import columns
from apps.payments.queries import salaries as queries
from apps.payments.services import pay_months, pay_rates, payouts

router = OperationRouter(tags=["payments"])


@router.get("/salaries/rates/", "salaries.manage", PageOf[schemas.PayRateOut], errors=[422])
def pay_rates_list(request: SignedInRequest, query: Query[schemas.PayRatesQuery]) -> dict[str, Any]:
    """List pay rates.

    Pay rates in your branches. Newest first.
    """
    user = request.auth.user
    pay_rates = queries.managed_pay_rates(user, **query.filters())
    return build_page(request, pay_rates, query, ordering=columns.PAY_RATES)


@router.post(
    "/salaries/rates/", requires("salaries.manage", step_up=True), schemas.PayRateOut, status=201, errors=[409, 422]
)
def pay_rates_create(request: SignedInRequest, payload: schemas.PayRateIn) -> PayRate:
    """Create a pay rate.

    Closed months that it affects get corrections. Refused with 409 when another rate of this kind for the same
    teacher and scope covers one of the days, or when the shares of sales of a course would be above 100 percent, and
    with 403 `own_payment` for your own pay, unless you have `payments.confirm_own`.
    """
    user = request.auth.user
    branch = get_branch_or_invalid(user, payload.branch)
    rate = PayRate(
        branch=branch,
        kind=payload.kind,
        starts_on=payload.starts_on,
        ends_on=payload.ends_on,
        amount=payload.amount.amount if payload.amount else None,
        currency=payload.amount.currency if payload.amount else "",
        percent_hundredths=payload.percent_hundredths,
        group=access.get_branch_group_or_invalid(branch, payload.group) if payload.group else None,
        course=access.get_course_or_invalid(payload.course) if payload.course else None,
    )
    rate.teacher = access.get_earner_or_invalid(user, payload.teacher)
    return pay_rates.set_pay_rate(actor=user, rate=rate)


@router.patch(
    "/salaries/rates/{uuid:id}/", requires("salaries.manage", step_up=True), schemas.PayRateOut, errors=[404, 409, 422]
)
def pay_rates_change(request: SignedInRequest, id: UUID, payload: schemas.PayRateChanges) -> PayRate:
    """Set the last day of a pay rate.

    With null the rate has no end. Closed months that this affects get corrections. Refused with 409 when another
    rate covers one of the days, and with 403 `own_payment` for your own pay.
    """
    rate = access.get_pay_rate(request.auth.user, id)
    return (
        pay_rates.end_pay_rate(actor=request.auth.user, rate=rate, **get_sent_fields(payload))
        if get_sent_fields(payload)
        else rate
    )


@router.delete("/salaries/rates/{uuid:id}/", requires("salaries.manage", step_up=True), errors=[404, 409])
def pay_rates_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete a pay rate.

    For a rate that was created by mistake. Refused with 409 once a closed month used it, and with 403 `own_payment`
    for your own pay.
    """
    user = request.auth.user
    pay_rates.remove_pay_rate(actor=user, rate=access.get_pay_rate(user, id))


@router.get("/salaries/", "salaries.read", schemas.PayrollOut, errors=[404, 422])
def payroll_get(request: SignedInRequest, query: Query[schemas.PayrollQuery]) -> Any:
    """Get the teachers' pay of a month.

    Teachers get their own pay; users with `salaries.manage`, the pay of all teachers of their branches, or of one
    `teacher` with its lines. As a table with `format=csv` or `xlsx`.
    """
    user = request.auth.user
    month = parse_month(query.month)[0] if query.month else queries.get_first_day_of_current_month()
    payroll = queries.get_payroll(
        user, month, branch_id=query.branch, teacher=access.get_earner_or_all(user, query.teacher)
    )
    if kind := choose_table_kind(request, query.format):
        return table_response(*build_payroll_table(payroll, actor=user, kind=kind))
    return payroll


@router.post("/salaries/entries/", "salaries.manage", schemas.PayLineOut, status=201, errors=[400, 409, 422])
def pay_entries_create(
    request: SignedInRequest, payload: schemas.PayEntryIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Add a bonus or fine to a teacher's pay.

    Refused with 409 `month_closed` when the month is closed for the teacher, and with 403 `own_payment` for your own
    pay. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    branch, teacher = get_branch_or_invalid(user, payload.branch), access.get_earner_or_invalid(user, payload.teacher)

    def add_entry() -> tuple[int, Any]:
        entry = pay_months.add_pay_entry(
            actor=user,
            teacher=teacher,
            branch=branch,
            month=parse_month(payload.month)[0],
            kind=PayEntryKind(payload.kind),
            amount=Money(payload.amount.amount, payload.amount.currency),
            reason=payload.reason,
        )
        return 201, _entry_json(entry)

    return respond_idempotently(request, "salaries.entry", idempotency_key, body=request.body, act=add_entry)


@router.post("/salaries/close/", "salaries.manage", schemas.PayClosedOut, errors=[409, 422])
def pay_months_close(request: SignedInRequest, payload: schemas.PayCloseIn) -> dict[str, list[PayMonth]]:
    """Close a month of teachers' pay.

    Fix the entries and owe the totals to the teachers; later changes become corrections in an open month. Refused
    with 409 before the month is over, and with `month_closed` when it was closed before.
    """
    user = request.auth.user
    months = pay_months.close_pay_month(
        actor=user,
        branch=get_branch_or_invalid(user, payload.branch),
        month=parse_month(payload.month)[0],
        teacher=access.get_earner_or_invalid(user, payload.teacher) if payload.teacher else None,
    )
    return {"months": months}


@router.post(
    "/salaries/pay-outs/",
    requires("salaries.manage", step_up=True),
    {201: schemas.PayOutOut, 202: ApprovalOut},
    errors=[400, 409, 422],
)
def pay_outs_create(
    request: SignedInRequest, payload: schemas.PayOutIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Record a payout to a teacher.

    At most the unpaid total of closed months (409 `not_enough_money`), unless it is an `advance`; above a limit
    an advance waits for a second person: 202 with the approval. Refused with 409 `shift_needed` for cash without your
    own open shift, and with 403 `own_payment` for your own pay. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    branch, teacher = get_branch_or_invalid(user, payload.branch), access.get_earner_or_invalid(user, payload.teacher)
    desk = get_desk_or_invalid(user, payload.desk)

    def record_payout() -> tuple[int, Any]:
        amount = Money(payload.amount.amount, payload.amount.currency)
        payout = payouts.request_payout(
            actor=user, teacher=teacher, branch=branch, amount=amount, desk=desk, advance=payload.advance
        )
        return answer_waiting(payout) if isinstance(payout, Approval) else (201, _payout_json(payout))

    return respond_idempotently(request, "salaries.pay_out", idempotency_key, body=request.body, act=record_payout)


@router.post(
    "/salaries/pay-outs/{uuid:id}/reverse/",
    requires("salaries.manage", step_up=True),
    schemas.PayOutOut,
    status=201,
    errors=[400, 404, 409, 422],
)
def pay_outs_reverse(
    request: SignedInRequest, id: UUID, payload: schemas.PayOutReverseIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Reverse a payout to a teacher.

    The money is back where it came from, cash in your open shift at the same desk, and the teacher is owed it again.
    Refused with 409 `already_reversed` or `shift_needed`, and with 403 `own_payment` for your own
    pay. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    payout = access.get_payout(user, id)
    return answer_once(
        request,
        "salaries.reverse_pay_out",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        schemas.PayOutOut,
        lambda: payouts.reverse_payout(actor=user, payout=payout, reason=payload.reason),
    )


def _entry_json(entry: PayEntry) -> dict[str, Any]:
    """Return the entry as JSON, stored for repeated requests."""
    return schemas.PayLineOut.from_orm(entry).model_dump(mode="json")


def _payout_json(payout: PayOut) -> dict[str, Any]:
    """Return the payout as JSON, stored for repeated requests."""
    return schemas.PayOutOut.from_orm(payout).model_dump(mode="json")
